import { expect, test, vi } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { checkPolicies } from '../../../src/policy/check.ts';
import { policyDocument } from '../../../src/policy/report.ts';
import { changeRequests } from '../../../src/policy/requests.ts';
import { checkPoliciesInThreads, threadsFor } from '../../../src/policy/threads/check.ts';
import { formatDocument } from '../../../src/report/format.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';
import { temporaryFolder } from '../../support/temporary.ts';
import { policies, requests, standing } from '../parity.ts';

/** Each thread loads all schemas first. */
vi.setConfig({ testTimeout: 120_000 });

const facts = loadFacts();
const judges = { facts, validator: createValidator(facts) };

test('any number of threads says the same, byte for byte: parameters, updates, deletions, whatever is undecided', async () => {
  const asked = requests.map(({ operation, manifest, old }) => ({ operation, manifest, old: old?.object }));
  const input = { policies, clusters: [{ requests: asked, present: standing }], ...judges };
  const text = (report: ReturnType<typeof checkPolicies>) =>
    formatDocument(policyDocument('check', report), 'json', { color: false });
  const serial = text(checkPolicies(input));
  for (const verdict of ['allowed', 'skipped', 'undecided', 'warned'])
    expect(serial).toContain(`"verdict": "${verdict}"`);
  expect(text(await checkPoliciesInThreads(input, 2))).toBe(serial);
  expect(text(await checkPoliciesInThreads(input, 3))).toBe(serial);
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
  const parallel = await checkPoliciesInThreads(input, 2);
  expect(parallel.results.length).toBeGreaterThan(50);
  expect(parallel).toEqual(serial);
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
  const { findings } = await checkPoliciesInThreads(input, 2);
  expect(findings.filter(({ rule }) => rule === 'wrong-type')).toMatchObject([
    { severity: 'unjudged', location: { file: 'map.yaml', line: 4, column: 12 } },
  ]);
});

test('threads start only for many requests, which take longer than the start', () => {
  const clusterOf = (length: number) => ({
    present: [],
    requests: Array.from({ length }, () => requests[0] as never),
  });
  expect(threadsFor({ clusters: [clusterOf(1000)] })).toBe(1);
  expect(threadsFor({ clusters: [clusterOf(90_000), clusterOf(90_000)] })).toBeGreaterThanOrEqual(1);
});
