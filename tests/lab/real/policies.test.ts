import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterClient } from '../../../src/cluster/client.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { createServerJudge } from '../../../src/policy/api-server/judge.ts';
import { compareJudges } from '../../../src/policy/cases/compare.ts';
import { objectMutants } from '../../../src/policy/cases/object-mutants.ts';
import { createOfflineJudge } from '../../../src/policy/cases/offline.ts';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { runCases } from '../../../src/policy/cases/run.ts';
import { formatLocation } from '../../../src/report/content.ts';
import { createValidator } from '../../../src/schema/validator.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { createAll, deniedBy, installPolicies, sendTo, typeWarnings } from '../../support/policies.ts';

/** All of them, 28,000, would take minutes: the same number of each policy, evenly chosen. */
const mutantsPerPolicy = 120;

/** Of mutants without two verdicts: the offline engine leaves them open, or the API server refuses them before policies. */
const largestShares = { undecided: 0.02, refused: 0.1 };

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

  test('what the policies read, removed and changed in every case, is judged alike offline', async () => {
    const validator = createValidator(facts);
    const mutants = objectMutants(suites, validator, mutantsPerPolicy);
    const compared = await measure(
      { proof: 'policies', step: `${mutants.length} mutants judged` },
      async () =>
        compareJudges(
          mutants,
          createOfflineJudge(suites, surroundings, facts, validator, { isWhole: true }),
          createServerJudge(sendTo(client), facts),
        ),
    );
    expect(compared.differences).toEqual([]);
    expect(compared.refused.length).toBeLessThan(mutants.length * largestShares.refused);
    expect(compared.undecided.length).toBeLessThan(mutants.length * largestShares.undecided);
    expect(compared.denied).toBeGreaterThan(mutants.length / 4);
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
