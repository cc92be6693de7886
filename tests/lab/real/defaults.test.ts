import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { ControlPlane } from '../../../src/lab/cluster/control-plane.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { readManifests } from '../../../src/manifest/read.ts';
import { generatedWorkloads } from '../../kubernetes/defaults/generated.ts';
import { compared, fingerprint, givenObjects } from '../../kubernetes/defaults.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { until } from '../../support/until.ts';

const lab = createTestLab();
const facts = loadFacts();
let plane: ControlPlane;

beforeAll(async () => {
  const { clusters } = await lab.up(['production/eu-central-1']);
  [plane] = [...clusters.values()] as [ControlPlane];
  // The controller manager makes it a moment after the namespace; without it pods are refused.
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', name: 'default', namespace: 'default' };
  await until('there is a default ServiceAccount', async () => plane.client.get(account));
}, 120_000);

afterAll(() => lab.dispose());

test('objects are read as the API server reads them, and its answers are on record', {
  timeout: 120_000,
}, async () => {
  const recorded: unknown[] = [];
  for (const object of givenObjects) {
    const { ours, theirs } = compared(object, await dryRun(object));
    expect(ours).toEqual(theirs);
    recorded.push(theirs);
  }
  const lines = recorded.map((object) => JSON.stringify(object));
  await expect(`[\n${lines.join(',\n')}\n]\n`).toMatchFileSnapshot('../../kubernetes/defaults/recorded.json');
});

test('so are generated workloads, of whose answers the fingerprints are on record', {
  timeout: 120_000,
}, async () => {
  expect(generatedWorkloads.length).toBeGreaterThanOrEqual(200);
  const recorded: string[] = [];
  for (const workload of generatedWorkloads) {
    const { ours, theirs } = compared(workload, await dryRun(workload));
    expect(ours).toEqual(theirs);
    recorded.push(fingerprint(theirs));
  }
  await expect(`${JSON.stringify(recorded, null, 2)}\n`).toMatchFileSnapshot(
    '../../kubernetes/defaults/generated.json',
  );
});

test('so are all built-in objects of production', { timeout: 300_000 }, async () => {
  const files = globSync('dist/production/**/*.yaml', { cwd: checkout });
  const objects = files
    .flatMap((file) => readManifests(readFileSync(join(checkout, file), 'utf8'), file).manifests)
    .map(({ object }) => object)
    .filter(({ apiVersion, kind }) => facts.find(apiVersion, kind)?.source.startsWith('k8s.io/kubernetes@'));
  expect(objects.length).toBeGreaterThan(400);
  for (const object of objects) {
    const isNamespaced = facts.find(object.apiVersion, object.kind)?.namespaced === true;
    const placed = isNamespaced
      ? { ...object, metadata: { ...object.metadata, namespace: 'default' } }
      : object;
    const { ours, theirs } = compared(placed, await dryRun(placed));
    expect(ours).toEqual(theirs);
  }
});

async function dryRun(object: KubernetesObject): Promise<KubernetesObject> {
  const kind = facts.find(object.apiVersion, object.kind);
  const scope = kind?.namespaced === true ? '/namespaces/default' : '';
  const root = kind?.group === '' ? '/api' : '/apis';
  const path = `${root}/${object.apiVersion}${scope}/${kind?.plural}?dryRun=All`;
  const { json } = await plane.client.request({ method: 'POST', path, body: object });
  return json as KubernetesObject;
}
