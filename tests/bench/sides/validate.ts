/** `plumb validate` on dist/, again and again in one process: reading text, parsing and judging; no files, no report. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifests } from '../../../src/check/check.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { readManifests } from '../../../src/manifest/read.ts';
import { createValidator } from '../../../src/schema/validator.ts';

const root = join(import.meta.dirname, '../../..');
const passes = 8;
const warmUpPasses = 3;

const files = globSync('dist/**/*.yaml', { cwd: root })
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const facts = loadFacts();
const validator = createValidator(facts);

const times: number[] = [];
let objects = 0;
for (let pass = 0; pass < passes; pass += 1) {
  const start = performance.now();
  const manifests = files.flatMap(({ path, text }) => readManifests(text, path).manifests);
  const { findings, objectCount } = checkManifests({ manifests, facts, validator });
  times.push(performance.now() - start);
  objects = objectCount;
  const unjudged = findings.find(({ severity }) => severity === 'unjudged');
  if (unjudged !== undefined) throw new Error(`dist/ cannot be judged: ${unjudged.message}`);
}
const warm = times.slice(warmUpPasses).toSorted((a, b) => a - b);
const milliseconds = warm[Math.floor(warm.length / 2)] ?? Number.NaN;
process.stdout.write(`${JSON.stringify({ milliseconds, objects, identities: '' })}\n`);
