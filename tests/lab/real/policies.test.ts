import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterClient } from '../../../src/cluster/client.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { createServerJudge } from '../../../src/policy/api-server/judge.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { runCases } from '../../../src/policy/cases/run.ts';
import { formatLocation } from '../../../src/report/content.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { createAll, deniedBy, installPolicies, sendTo, typeWarnings } from '../../support/policies.ts';

const lab = createTestLab();
const facts = loadFacts();
const { suites, surroundings, findings } = readSuites(checkout);
const cases = suites.flatMap((suite) => suite.cases);
let client: ClusterClient;

beforeAll(async () => {
  const { clusters } = await lab.up(['production/ap-northeast-1'], ['kinds']);
  const [plane] = clusters.values();
  if (!plane) throw new Error('the lab has no cluster');
  client = ClusterClient.open({ kubeconfig: plane.kubeconfigOf('admin') });
  await createAll(client, surroundings);
  await measure({ proof: 'policies', step: 'policies installed' }, async () =>
    installPolicies(client, suites, facts),
  );
});

afterAll(async () => {
  client?.close();
  await lab.dispose();
});

test('everything in policies/ can be read', () => {
  expect(findings).toEqual([]);
});

describe('on the real API server', () => {
  test('all cases of all policies are judged as they say', async () => {
    const different = await measure(
      { proof: 'policies', step: `${cases.length} cases judged`, targetSeconds: 60 },
      async () => runCases(suites, createServerJudge(sendTo(client), facts)),
    );
    expect(
      different.map(({ message, location }) => `${location && formatLocation(location)} ${message}`),
    ).toEqual([]);
  });

  test('production has no violation', async () => {
    const { manifests } = await readManifestPaths(['dist/production'], checkout);
    const objects = manifests.map(({ object }) => object);
    await createAll(
      client,
      objects.filter(({ kind }) => kind === 'Namespace'),
    );
    const denials = await measure(
      { proof: 'policies', step: `${objects.length} objects of production judged` },
      async () => deniedBy(client, facts, manifests),
    );
    expect(denials).toEqual([]);
  });

  test('no expression has a type error', async () => {
    const warnings = await Promise.all(suites.map(async ({ policy }) => typeWarnings(client, policy)));
    expect(warnings.flat()).toEqual([]);
  });
});
