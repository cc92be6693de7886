import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** Checkouts of other branches use other builds: one is kept for this long after it was last used. */
const keptMilliseconds = 30 * 24 * 3600 * 1000;

/** Notes that a build is of use today. */
export function markUsed(folder: string): void {
  const now = new Date();
  utimesSync(folder, now, now);
}

/** Removes builds of a name that nobody has used for thirty days: each new version leaves hundreds of megabytes. */
export function removeUnused(name: string, cache: string): void {
  const build = new RegExp(`^${name}-[0-9a-f]{12}$`);
  for (const entry of readdirSync(cache)) {
    const folder = join(cache, entry);
    if (build.test(entry) && Date.now() - statSync(folder).mtimeMs > keptMilliseconds) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
