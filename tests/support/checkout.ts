import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The root of the checkout that these tests belong to. */
export const checkout: string = join(import.meta.dirname, '../..');

/**
 * Paths of the checkout as a commit of everything would hold them: tracked files and new ones that are not ignored.
 *
 * @param patterns git pathspecs such as `*.md`; everything by default
 */
export function checkoutFiles(...patterns: readonly string[]): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '--'];
  const output = execFileSync('git', [...args, ...patterns], {
    cwd: checkout,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  return output
    .split('\0')
    .filter((path) => path !== '')
    .sort();
}
