import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { lineAndColumn } from '../manifest/positions.ts';
import type { Location } from '../report/finding.ts';

/**
 * The shortest circle of imports that a file is on, as the place of each import: the first stands in the file itself, the
 * last one is that of the file. `undefined` if it is on none. Imports of types alone do not count, nor do those of packages.
 *
 * @param file relative to `root`, as are the places
 */
export function importCircle(root: string, file: string): readonly Location[] | undefined {
  const ways: { readonly end: string; readonly imports: readonly Location[] }[] = [
    { end: file, imports: [] },
  ];
  const reached = new Set<string>();
  // Grows while it is walked, so that short ways come before longer ones.
  for (const { end, imports } of ways) {
    for (const { imported, location } of importsOf(root, end)) {
      const way = [...imports, location];
      if (imported === file) return way;
      if (!reached.has(imported)) ways.push({ end: imported, imports: way });
      reached.add(imported);
    }
  }
  return undefined;
}

interface Import {
  readonly imported: string;
  readonly location: Location;
}

function importsOf(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const { staticImports, staticExports } = parseSync(file, text).module;
  const values = staticImports.filter(({ entries }) => entries.length === 0 || entries.some(isValue));
  const passedOn = staticExports.flatMap(({ entries }) => entries.filter(isValue));
  return [...values, ...passedOn].flatMap(({ moduleRequest }) => {
    if (!moduleRequest || !/^\.\.?\/.*\.[jt]s$/.test(moduleRequest.value)) return [];
    const imported = join(file, '..', moduleRequest.value);
    const location = { file, ...lineAndColumn(text, moduleRequest.start) };
    return existsSync(join(root, imported)) ? [{ imported, location }] : [];
  });
}

function isValue({ isType }: { readonly isType: boolean }): boolean {
  return !isType;
}
