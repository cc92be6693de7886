import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DriftTarget } from '../../../src/drift/run.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { noDrift } from '../../drift/no-drift.cases.ts';
import { definition, definitions, inGit } from '../../drift/objects.ts';
import type { Perturbation } from '../../drift/perturbation.ts';
import { realDrift } from '../../drift/real-drift.cases.ts';
import { BareCluster } from '../../support/bare-cluster.ts';
import { applyAs, distFiles, driftIn, install, perform } from '../../support/drift-cluster.ts';
import { writeFiles } from '../../support/temporary.ts';

const application = 'lab-one-shop';
const scaledObjects = definition('keda.sh', 'v1alpha1', 'ScaledObject', 'scaledobjects');
/** What Argo CD has just applied, what is no drift, and what is. */
const cases: readonly Perturbation[] = [
  ...[...inGit.keys()].map((of) => ({ name: 'just applied', of, steps: [], drift: [] })),
  ...noDrift,
  ...realDrift,
];
const folder = mkdtempSync(join(tmpdir(), 'plumb-drift-'));
let cluster: BareCluster;

/** Each case has its objects in a namespace of its own; what has none, under a name of its own. */
function objectOf(name: string, index: number): KubernetesObject {
  const object = inGit.get(name);
  if (object === undefined) throw new Error(`nothing in git is called ${name}`);
  const isWide = /^(?:ClusterRole|ValidatingWebhookConfiguration)$/.test(object.kind);
  const { metadata } = object;
  return isWide
    ? { ...object, metadata: { ...metadata, name: `${metadata.name}-${index}` } }
    : { ...object, metadata: { ...metadata, namespace: `shop-${index}` } };
}

/** With the scalers that tell whether a number of replicas may be theirs. */
function objectsOf({ of }: Perturbation, index: number): KubernetesObject[] {
  const namespace = `shop-${index}`;
  const scaler = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'store', namespace },
    spec: { scaleTargetRef: { kind: 'StatefulSet', name: 'store' } },
  };
  const autoscaler =
    of === 'HorizontalPodAutoscaler web' ? [] : [objectOf('HorizontalPodAutoscaler web', index)];
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    objectOf(of, index),
    ...autoscaler,
    scaler,
  ];
}

beforeAll(async () => {
  cluster = await BareCluster.start();
  const { client } = cluster.plane;
  await install(client, [...definitions, scaledObjects]);
  await Promise.all(
    cases.map(async (perturbation, index) => {
      const objects = objectsOf(perturbation, index);
      for (const object of objects) await applyAs(client, application, object);
      for (const step of perturbation.steps) await perform(client, objectOf(perturbation.of, index), step);
    }),
  );
  writeFiles(folder, distFiles({ 'one/shop': cases.flatMap(objectsOf) }));
}, 120_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await cluster?.dispose();
});

const asAdmin = () => ({ kubeconfig: cluster.plane.kubeconfigOf('admin'), context: 'bare' });

describe('drift of a cluster', () => {
  let judged: DriftTarget;

  beforeAll(async () => {
    [judged] = (await driftIn(folder, asAdmin())).run.targets as [DriftTarget];
  });

  const told = (index: number): string[] =>
    judged.objects
      .filter(({ namespace, name }) => namespace === `shop-${index}` || name.endsWith(`-${index}`))
      .flatMap(({ result, fields }) => fields.map(({ cause, where }) => `${result} ${cause} ${where}`));

  test('all of it is judged', () => {
    expect(cases.filter(({ drift }) => drift.length === 0).length).toBeGreaterThanOrEqual(40);
    expect(judged).toMatchObject({ state: 'judged', unjudged: [] });
  });

  test.each(cases.map((each, index) => ({ ...each, index })))(
    '$name ($of)',
    ({ index, of, drift, predicted }) => {
      // Who may send roles must have all the rights in them: they are compared as dumps are.
      const expected = /^(?:Cluster)?Role/.test(of) ? drift : (predicted ?? drift);
      expect(told(index)).toEqual(expected.map((field) => `drifted ${field}`));
    },
  );
});
