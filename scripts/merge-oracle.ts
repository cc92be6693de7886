/**
 * Asks structured-merge-diff, by which the API server applies and merges (tools/merge-oracle, built by Go), what differs
 * between objects, and records its answers for tests/diff/merge: `node scripts/merge-oracle.ts`.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { ObjectComparer } from '../src/diff/normal.ts';
import { loadFacts } from '../src/kubernetes/load.ts';
import { edited, edits } from '../tests/diff/edits.ts';
import { samples } from '../tests/diff/samples.ts';
import { withProgram } from './cel-oracle/build.ts';

const definitions = resolve('src/kubernetes/1.34/schemas/definitions.json');
const recording = 'tests/diff/merge/recorded.json';
const [seed, asked, kept] = [7, 3_000, 120];
/** Of one object, to keep the recording small. */
const longestText = 2_500;

const comparer = new ObjectComparer(loadFacts());
const builtin = samples.filter((object) => comparer.shapeOf(object).node?.mode === 'builtin');
const pairs = fc
  .sample(fc.tuple(fc.constantFrom(...builtin), edits, edits), { seed, numRuns: asked })
  .map(([object, some, others]) =>
    [edited(object, some), edited(object, others)].map((each) => comparer.normal(each)),
  );

const answers = withProgram('tools/merge-oracle', (program) => {
  const input = pairs.map((pair) => JSON.stringify(pair)).join('\n');
  const output = execFileSync(program, [definitions], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string[][] | null);
});

const cases = pairs
  .map(([before, after], index) => ({ before, after, paths: answers[index] ?? null }))
  .filter(({ paths }) => paths !== null && paths.length > 0)
  .filter(({ before, after }) => JSON.stringify([before, after]).length < 2 * longestText)
  .slice(0, kept);
writeFileSync(recording, `[\n${cases.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`);
process.stderr.write(
  `${answers.filter((answer) => answer !== null).length} of ${asked} answered, ${cases.length} kept\n`,
);
