import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatPath } from '../../src/manifest/path.ts';
import { validator } from './judge.ts';
import { agrees, type RecordedVerdict } from './upstream/verdict.ts';

const lines = readFileSync(join(import.meta.dirname, 'upstream/verdicts.jsonl'), 'utf8')
  .trim()
  .split('\n');
const verdicts = lines.map((line) => JSON.parse(line) as RecordedVerdict);

/** Recorded by `upstream/record.ts` with k8s.io/apiextensions-apiserver. */
test('custom resources are judged as by the packages of the API server', () => {
  expect(verdicts.filter(({ errors }) => errors.length === 0).length).toBeGreaterThan(100);
  expect(verdicts.filter(({ errors }) => errors.length > 0).length).toBeGreaterThan(100);
  expect(verdicts.filter((verdict) => !agrees(verdict, validator))).toEqual([]);
});

test('a field that is called unknown here is so there', () => {
  const extra = verdicts.flatMap(({ object, errors }) =>
    validator
      .validate(object)
      .problems.filter(({ rule }) => rule === 'unknown-field')
      .map(({ path }) => `unknown field ${formatPath(path)}`)
      .filter((error) => !errors.includes(error)),
  );
  expect(extra).toEqual([]);
});
