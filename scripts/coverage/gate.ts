import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CoverageMap } from '@vitest/istanbul-lib-coverage';
import { collectCoverage } from './collect.ts';

/** Per cent of the lines of `src/` that some test must run. */
const requiredPercent = 95;

/** Generated from upstream's schemas, checked by regenerating them. */
const generated = /^src\/kubernetes\/[^/]+\/types\//;

export interface CoverageVerdict {
  readonly passed: boolean;
  /** The figure, then the files below the requirement with the lines that no test runs. */
  readonly lines: readonly string[];
}

/** `3, 7-9` for 3, 7, 8, 9. */
export function formatRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
}

export function judgeCoverage(map: CoverageMap, root: string): CoverageVerdict {
  const total = map.getCoverageSummary().lines;
  const poor = map
    .files()
    .map((file) => ({ file, percent: map.fileCoverageFor(file).toSummary().lines.pct }))
    .filter(({ percent }) => typeof percent === 'number' && percent < requiredPercent);
  const percent = total.total === 0 ? 0 : (100 * total.covered) / total.total;
  return {
    passed: percent >= requiredPercent,
    lines: [
      `${percent.toFixed(2)} % of ${total.total} lines of src/ run in tests (required: ${requiredPercent} %)`,
      ...poor.map(({ file, percent }) => {
        const uncovered = map.fileCoverageFor(file).getUncoveredLines().map(Number);
        return `${relative(root, file)}: ${percent} %, not run: ${formatRanges(uncovered)}`;
      }),
    ],
  };
}

/** A file of types alone has nothing to run, and no line in the figure. */
function sourcesOf(root: string): string[] {
  return globSync('src/**/*.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !generated.test(path))
    .sort()
    .map((path) => join(root, path));
}

/** @param folder where the test run's processes wrote their coverage */
export async function runCoverageGate(root: string, folder: string): Promise<CoverageVerdict> {
  return judgeCoverage(await collectCoverage(folder, sourcesOf(root)), root);
}
