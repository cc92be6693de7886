import { cpSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, checkoutFiles } from './checkout.ts';
import { temporaryFolder } from './temporary.ts';

/** A copy of the whole checkout, as a commit of everything would hold it, with the same packages installed. */
export function copyOfCheckout(): string {
  const folder = temporaryFolder();
  for (const path of checkoutFiles()) {
    if (existsSync(join(checkout, path))) cpSync(join(checkout, path), join(folder, path));
  }
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
