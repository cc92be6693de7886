import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkout, checkoutFiles } from './checkout.ts';
import { temporaryFolder } from './temporary.ts';

/** What a test has no reason to change. */
const linked = ['node_modules', 'schemas', 'scripts', 'src', 'tests', 'tools'];

/** A copy of the checkout as a commit of everything would hold it; the engine and its tools are linked in. */
export function copyOfCheckout(whenFinished: typeof onTestFinished = onTestFinished): string {
  const folder = temporaryFolder({}, whenFinished);
  for (const name of linked) symlinkSync(join(checkout, name), join(folder, name));
  for (const path of checkoutFiles(...linked.map((name) => `:!${name}`))) {
    if (existsSync(join(checkout, path))) cpSync(join(checkout, path), join(folder, path));
  }
  return folder;
}
