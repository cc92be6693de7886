import { expect, test, vi } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { ReadManifests } from '../../../src/manifest/read.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { checkPolicies, type PolicyCheckInput } from '../../../src/policy/check.ts';
import { policyDocument } from '../../../src/policy/report.ts';
import { changeRequests } from '../../../src/policy/requests.ts';
import type { PolicyReport } from '../../../src/policy/results.ts';
import { checkPoliciesInThreads } from '../../../src/policy/threads/check.ts';
import { withThreads } from '../../../src/policy/threads/threads.ts';
import { formatDocument } from '../../../src/report/format.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { policies, requests, standing } from '../parity.ts';

/** Each thread loads all schemas first. */
vi.setConfig({ testTimeout: 120_000 });

const facts = loadFacts();
const judges = { facts, validator: createValidator(facts) };

async function checkByThreads(input: PolicyCheckInput, count: number): Promise<PolicyReport> {
  return withThreads(count, async (threads) => checkPoliciesInThreads(input, threads));
}

test('any number of threads says the same, byte for byte: parameters, updates, deletions, whatever is undecided', async () => {
  const asked = requests.map(({ operation, manifest, old }) => ({ operation, manifest, old: old?.object }));
  const input = { policies, clusters: [{ requests: asked, present: standing }], ...judges };
  const text = (report: ReturnType<typeof checkPolicies>) =>
    formatDocument(policyDocument('check', report), 'json', { color: false });
  const serial = text(checkPolicies(input));
  for (const verdict of ['allowed', 'skipped', 'undecided', 'warned'])
    expect(serial).toContain(`"verdict": "${verdict}"`);
  expect(text(await checkByThreads(input, 2))).toBe(serial);
  expect(text(await checkByThreads(input, 3))).toBe(serial);
});

test('so do our own policies, of several clusters', async () => {
  const ours = await readManifestPaths(['policies'], checkout);
  const clusters = await Promise.all(
    ['dist/dev/hub', 'dist/staging/hub'].map(async (path) => {
      const { manifests } = await readManifestPaths([path], checkout);
      const [, ...changed] = manifests;
      return { requests: changeRequests(changed, manifests, undefined), present: manifests };
    }),
  );
  const input = { policies: ours.manifests, clusters, ...judges };
  const serial = checkPolicies(input);
  const parallel = await checkByThreads(input, 2);
  expect(parallel.results.length).toBeGreaterThan(50);
  expect(parallel).toEqual(serial);
});

test('what fails here is told, and not that the others end with it', async () => {
  const broken = { ...judges.validator, validate: undefined } as unknown as PolicyCheckInput['validator'];
  const asked = requests.map(({ operation, manifest, old }) => ({ operation, manifest, old: old?.object }));
  const clusters = [{ requests: asked, present: standing }];
  const work = checkByThreads({ policies, clusters, facts, validator: broken }, 4);
  await expect(work).rejects.toThrow(TypeError);
});

test('what no API server can read is told at its place in the file', async () => {
  const root = temporaryFolder({
    'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: 1 }\n',
  });
  const { manifests } = await readManifestPaths(['map.yaml'], root);
  const input = {
    policies,
    clusters: [{ requests: changeRequests(manifests, [], undefined), present: [] }],
    ...judges,
  };
  const { findings } = await checkByThreads(input, 2);
  expect(findings.filter(({ rule }) => rule === 'wrong-type')).toMatchObject([
    { severity: 'unjudged', location: { file: 'map.yaml', line: 4, column: 12 } },
  ]);
});

test('what threads have read themselves they judge all the same, found where it is', async () => {
  const template = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: NAME }\ndata: { a: 1 }\n';
  const names = Array.from({ length: 150 }, (_, index) => `${String(index).padStart(3, '0')}.yaml`);
  const files = Object.fromEntries(names.map((name) => [name, template.replace('NAME', name)]));
  const several = `${template}---\n${template}`;
  const root = temporaryFolder({ ...files, '110.yaml': several, '120.yaml': '{', '130.yaml': '[]' });
  const inputOf = ({ manifests }: ReadManifests) => ({
    policies,
    clusters: [{ requests: changeRequests(manifests, [], undefined), present: manifests }],
    ...judges,
  });
  const alone = await readManifestPaths(['.'], root);
  await withThreads(2, async (threads) => {
    const read = await readManifestPaths(['.'], root, threads.read);
    expect(read.findings).toEqual(alone.findings);
    expect(read.manifests.map(({ object }) => object)).toEqual(alone.manifests.map(({ object }) => object));
    for (const path of [[], ['data', 'a']])
      expect(read.manifests.map((manifest) => manifest.locate(path))).toEqual(
        alone.manifests.map((manifest) => manifest.locate(path)),
      );
    const report = await checkPoliciesInThreads(inputOf(read), threads);
    expect(report.findings.filter(({ rule }) => rule === 'wrong-type')).toHaveLength(149);
    expect(report.findings).toEqual(checkPolicies(inputOf(alone)).findings);
  });
});
