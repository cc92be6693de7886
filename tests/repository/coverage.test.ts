import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectCoverage } from '../../scripts/coverage/collect.ts';
import { formatRanges, judgeCoverage } from '../../scripts/coverage/gate.ts';
import { temporaryFolder } from '../support/temporary.ts';

const program = `interface Options {
  readonly loud: boolean;
}

function greet({ loud }: Options): string {
  if (loud) {
    return 'HELLO';
  }
  return 'hello';
}

export function neverCalled(): number {
  return 1;
}

greet({ loud: process.argv[2] === 'loud' });
`;

async function coverageOf(...runs: readonly string[]) {
  const folder = temporaryFolder({
    'greet.ts': program,
    'unused.ts': 'export const value = 1;\n',
    'runs/.keep': '',
  });
  for (const argument of runs) {
    const environment = { ...process.env, NODE_V8_COVERAGE: join(folder, 'runs') };
    execFileSync(process.execPath, ['greet.ts', argument], { cwd: folder, env: environment });
  }
  const map = await collectCoverage(join(folder, 'runs'), [
    join(folder, 'greet.ts'),
    join(folder, 'unused.ts'),
  ]);
  return {
    folder,
    map,
    uncovered: map.fileCoverageFor(join(folder, 'greet.ts')).getUncoveredLines().map(Number),
  };
}

test('a line counts when any of the processes ran it', async () => {
  expect((await coverageOf('quiet')).uncovered).toEqual([7, 13]);
  expect((await coverageOf('loud')).uncovered).toEqual([9, 13]);
  expect((await coverageOf('loud', 'quiet')).uncovered).toEqual([13]);
});

test('a file that no process loads counts as not run', async () => {
  const { folder, map } = await coverageOf('loud', 'quiet');
  expect(map.fileCoverageFor(join(folder, 'unused.ts')).toSummary().lines.pct).toBe(0);
  expect(judgeCoverage(map, folder)).toEqual({
    passed: false,
    lines: [
      '66.67 % of 6 lines of src/ run in tests (required: 95 %)',
      'greet.ts: 80 %, not run: 13',
      'unused.ts: 0 %, not run: 1',
    ],
  });
});

test('line numbers are told as ranges', () => {
  expect(formatRanges([3, 7, 8, 9, 11])).toBe('3, 7-9, 11');
});
