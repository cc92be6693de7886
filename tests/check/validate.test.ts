import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validatePaths } from '../../src/check/validate.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { createValidator } from '../../src/schema/validator.ts';

const facts = loadFacts();
const judges = { facts, validator: createValidator(facts) };
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-validate-'));
  writeFileSync(join(folder, 'good.yaml'), '{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}');
  writeFileSync(
    join(folder, 'bad.yaml'),
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {a: 1}}',
  );
  writeFileSync(join(folder, 'broken.yaml'), 'a:\n\tb: 1\n');
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([0x61, 0xe9]));
  writeFileSync(join(folder, 'comment.yaml'), '# nothing\n');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function rules(...paths: string[]): Promise<string[]> {
  const { findings } = await validatePaths(paths, folder, judges);
  return findings.map(({ location, rule }) => `${location?.file ?? ''} ${rule}`);
}

test('what cannot be read does not keep the rest from being judged', async () => {
  expect(await rules('.', 'nope')).toEqual([
    'nope missing-file',
    'broken.yaml tab-indentation',
    'latin1.yaml invalid-encoding',
    'bad.yaml wrong-type',
  ]);
});

test('objects and clusters are counted', async () => {
  expect(await validatePaths(['good.yaml'], folder, judges)).toEqual({
    findings: [],
    objectCount: 1,
    clusterCount: 1,
  });
});

test('nothing to judge is no clean verdict', async () => {
  expect(await rules('comment.yaml')).toEqual([' nothing-to-judge']);
});
