import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FileChanges } from '../lab/repository/tree.ts';
import { formatPath, type Path, valueAt } from '../manifest/path.ts';
import { parseSource } from '../manifest/source.ts';
import { readText } from '../manifest/text.ts';
import { compareText } from '../report/sort.ts';

/** A change of git that the lab does not have, as the overlay has the same in its place before and after. */
export interface HiddenChange {
  /** Below `dist`. */
  readonly file: string;
  readonly where: string;
  /** Why the lab has something else there. */
  readonly reason: string;
}

/** A dist folder, and what the overlay changed of it. */
export interface Overlaid {
  readonly dist: string;
  readonly changes: readonly FileChanges[];
}

/** What differs between two dists, and not between what the lab has of them. Files that only one has are seen to differ. */
export function hiddenChanges(from: Overlaid, to: Overlaid): HiddenChange[] {
  const [old, now] = [placesIn(from), placesIn(to)];
  return [...new Map([...old, ...now])]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([key, { file, path, reason }]) => {
      if (![from, to].every(({ dist }) => existsSync(join(dist, file)))) return [];
      const before = old.get(key) ?? asWritten(from.dist, file, path);
      const after = now.get(key) ?? asWritten(to.dist, file, path);
      const isHidden = before.git !== after.git && before.lab === after.lab;
      return isHidden ? [{ file, where: formatPath(path), reason }] : [];
    });
}

interface Values {
  /** What git has at a place, as JSON, and what the lab has there. */
  readonly git: string;
  readonly lab: string;
}

interface Place extends Values {
  readonly file: string;
  readonly path: Path;
  readonly reason: string;
}

function placesIn({ changes }: Overlaid): Map<string, Place> {
  const places = changes.flatMap(({ file, changes: each }) =>
    each.map(({ path, before, after, reason }): [string, Place] => [
      `${file} ${formatPath(path)}`,
      { file, path, reason, git: textOf(before), lab: textOf(after) },
    ]),
  );
  return new Map(places);
}

/** Where the overlay changed nothing, the lab has what git has. */
function asWritten(dist: string, file: string, path: Path): Values {
  const { value } = parseSource(readText(join(dist, file), file), file);
  const text = textOf(valueAt(value, path));
  return { git: text, lab: text };
}

function textOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}
