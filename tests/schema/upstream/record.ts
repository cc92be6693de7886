/**
 * Generates custom resources of every kind, has the API server's own packages judge them (main.go), and keeps a sample
 * as `verdicts.jsonl` for `upstream.test.ts`, which needs no Go. Run after a change of schemas or Kubernetes version:
 *
 *     node tests/schema/upstream/record.ts
 *
 * Prints every object on which the two disagree, of all that were generated.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { arbitraryOf } from './arbitrary.ts';
import { agrees, type RecordedVerdict } from './verdict.ts';

const objectsPerKind = 100;
const keptPerKind = 2;
const longestKept = 1200;

const facts = loadFacts();
const validator = createValidator(facts);
const kinds = facts
  .kinds()
  .filter(({ source }) => source.includes('@') && !source.startsWith('k8s.io/kubernetes@'));

const requests = kinds.flatMap((kind, index) => {
  const apiVersion = `${kind.group}/${kind.version}`;
  const schema = facts.schemaOf(kind);
  const values = fc.sample(arbitraryOf(schema), { numRuns: objectsPerKind, seed: index });
  return values
    .filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
    .map((value) => {
      const { status: _, ...fields } = value as Record<string, unknown>;
      return { ...fields, apiVersion, kind: kind.kind, metadata: { name: 'x' } };
    })
    .map((object, position) => ({
      name: `${apiVersion} ${kind.kind}`,
      namespaced: kind.namespaced,
      object,
      ...(position === 0 && { schema }),
    }));
});

const answers = execFileSync('go', ['run', '.'], {
  cwd: import.meta.dirname,
  input: requests.map((request) => JSON.stringify(request)).join('\n'),
  encoding: 'utf8',
  maxBuffer: 2 ** 30,
});
const errors = answers
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) ?? []) as string[]);
const verdicts = requests.map(({ name, object }, index): RecordedVerdict & { name: string } => ({
  name,
  object,
  errors: errors[index] ?? [],
}));

const disagreements = verdicts.filter((verdict) => !agrees(verdict, validator));
for (const { object, errors: upstream } of disagreements) {
  print(JSON.stringify({ object, upstream, ours: validator.validate(object).problems }));
}
print(`${verdicts.length} objects, ${disagreements.length} disagreements`);

const kept = [...Map.groupBy(verdicts, ({ name }) => name).values()].flatMap((ofKind) => {
  const short = ofKind.filter(
    (verdict) => agrees(verdict, validator) && JSON.stringify(verdict.object).length < longestKept,
  );
  const valid = short.filter((verdict) => verdict.errors.length === 0).slice(-keptPerKind);
  const invalid = short.filter((verdict) => verdict.errors.length > 0).slice(-keptPerKind);
  return [...valid, ...invalid];
});
const lines = kept.map(({ object, errors: upstream }) => JSON.stringify({ object, errors: upstream }));
writeFileSync(join(import.meta.dirname, 'verdicts.jsonl'), `${lines.join('\n')}\n`);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
