import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { Tool } from './catalogue.ts';

/** Checkouts of other branches use other builds: one is kept for this long after it was last used. */
const keptMilliseconds = 30 * 24 * 3600 * 1000;

/** Notes that a build is of use today. */
export function markUsed(folder: string): void {
  const now = new Date();
  utimesSync(folder, now, now);
}

/** Removes a tool's builds that nobody has used for thirty days: each new version leaves hundreds of megabytes. */
export function removeUnused(tool: Tool, cache: string): void {
  const build = new RegExp(`^${tool.name}-[0-9a-f]{12}$`);
  for (const name of readdirSync(cache)) {
    const folder = join(cache, name);
    if (build.test(name) && Date.now() - statSync(folder).mtimeMs > keptMilliseconds) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
