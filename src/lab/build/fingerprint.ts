import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tool } from './catalogue.ts';
import type { Toolchain } from './toolchain.ts';

/** Raised when the way in which programs are built changes, so that those built before are not used. */
const recipe = 1;

/**
 * Names the content of what a tool's build makes, before it is made: 12 hexadecimal digits of a hash of the module
 * folder's files, the Go version, the platform, and how it is built.
 */
export function fingerprint(tool: Tool, folder: string, { version, platform }: Toolchain): string {
  const hash = createHash('sha256').update(JSON.stringify([recipe, version, platform, tool]));
  for (const file of globSync('**/*.{go,mod,sum}', { cwd: folder }).sort()) {
    const content = readFileSync(join(folder, file));
    hash.update(JSON.stringify([file, content.length])).update(content);
  }
  return hash.digest('hex').slice(0, 12);
}
