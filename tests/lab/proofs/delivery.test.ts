import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { drainZone, podsByZone, uncordonZone } from '../../support/drain.ts';
import { recordHistory } from '../../support/history.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { type Mesh, serveMesh, weightsOf } from '../../support/mesh.ts';
import { isReady, readyCounts } from '../../support/pods.ts';
import { type LabRegion, openRegion } from '../../support/region.ts';
import { until } from '../../support/until.ts';

const target = 'production/ap-northeast-1';
/** A Rollout whose pods may go anywhere, and a StatefulSet whose pods are bound to their zones by volumes. */
const drained = ['receipt-web', 'incident-sage'];

const badDigest = `sha256:${'b'.repeat(64)}`;
const goodDigest = `sha256:${'a'.repeat(64)}`;

interface Rollout extends KubernetesObject {
  readonly spec: {
    readonly replicas?: number;
    readonly strategy: { readonly canary: { readonly steps: readonly { readonly setWeight?: number }[] } };
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
  readonly status?: {
    readonly observedGeneration?: string;
    readonly phase?: string;
    readonly message?: string;
    readonly stableRS?: string;
  };
}

describe(`releases and drains in ${target}`, () => {
  const lab = createTestLab();
  const meshes = new Map<string, Mesh>();
  let region: LabRegion;

  beforeAll(async () => {
    const running = await lab.up([target], ['keda', 'kinds', 'prometheus', 'rollouts']);
    region = openRegion(running, target, ['fast-canaries']);
    await Promise.all(['cluster-basics', 'velero'].map(async (app) => region.deploy(app)));
    await Promise.all([serve('receipt-web'), region.deploy('incident-sage')]);
    await Promise.all(drained.map(untilAllReady));
  });
  afterAll(async () => {
    await Promise.all([...meshes.values()].map(async (mesh) => mesh.close()));
    await lab.dispose();
  });

  /** Deploys an app with some load on it. Its pods with the bad image answer one request in twenty with an error. */
  async function serve(app: string): Promise<void> {
    await region.deploy(app);
    const mesh = await serveMesh({
      client: region.client,
      targets: region.targets,
      workload: app,
      requestsPerSecond: 100,
      answersOf: (pod) => ({
        errorShare: JSON.stringify(pod['spec']).includes(badDigest) ? 0.05 : 0,
        milliseconds: 50,
      }),
    });
    meshes.set(app, mesh);
  }

  async function podsOf(app: string): Promise<KubernetesObject[]> {
    return region.client.list('v1', 'Pod', app);
  }

  /** Waits until KEDA has asked for the least number of pods, and all are Ready. */
  async function untilAllReady(app: string): Promise<void> {
    const scaledObject = await region.read('keda.sh/v1alpha1', 'ScaledObject', app);
    const { minReplicaCount } = scaledObject['spec'] as { readonly minReplicaCount: number };
    const probe = async (): Promise<true | undefined> => {
      const pods = await podsOf(app);
      return pods.length >= minReplicaCount && pods.every(isReady) ? true : undefined;
    };
    await until(`${minReplicaCount} pods of ${app} are Ready`, probe, { seconds: 120 });
  }

  /** How many pods must stay, as Kubernetes itself computes it from the PodDisruptionBudget. */
  async function leastPods(app: string): Promise<number> {
    const budget = await region.read('policy/v1', 'PodDisruptionBudget', app);
    return (budget['status'] as { readonly desiredHealthy: number }).desiredHealthy;
  }

  async function recordPods(app: string): ReturnType<typeof recordHistory> {
    return recordHistory(region.client, `/api/v1/namespaces/${app}/pods`);
  }

  async function readRollout(app: string): Promise<Rollout> {
    return region.read<Rollout>('argoproj.io/v1alpha1', 'Rollout', app);
  }

  /** Moves an app to another image, as a commit would, and tells what happened until that was over. */
  async function release(app: string, digest: string) {
    const [pods, routes] = await Promise.all([
      recordPods(app),
      recordHistory(region.client, `/apis/networking.istio.io/v1/namespaces/${app}/virtualservices`),
    ]);
    const lostBefore = meshes.get(app)?.lostRequests() ?? 0;
    const rollout = region.objectsOf(app).find(({ kind }) => kind === 'Rollout') as Rollout;
    const text = JSON.stringify(rollout).replace(/sha256:[0-9a-f]{64}/, digest);
    const applied = await region.apply(JSON.parse(text) as Rollout);
    const generation = Number(applied.metadata['generation']);
    let message = '';
    const probe = async (): Promise<Rollout | undefined> => {
      const found = await readRollout(app);
      const { observedGeneration, phase } = found.status ?? {};
      message = `${phase}: ${found.status?.message}`;
      // A scaler may have written to it since.
      const isSeen = Number(observedGeneration) >= generation;
      if (!isSeen || (phase !== 'Healthy' && phase !== 'Degraded')) return undefined;
      // The traffic comes back from the canary only after that.
      const route = await region.read('networking.istio.io/v1', 'VirtualService', app);
      return weightsOf(route)[`${app}-canary`] === 0 ? found : undefined;
    };
    const found = await until(`the release of ${app} is over`, probe, { seconds: 180, state: () => message });
    const [podHistory, routeHistory] = await Promise.all([pods.stop(), routes.stop()]);
    const weights = routeHistory.changes.map(({ object }) => weightsOf(object)[`${app}-canary`]);
    return {
      status: found.status,
      fewestReady: Math.min(...readyCounts(podHistory)),
      weights: weights.filter((weight, index) => weight !== weights[index - 1]),
      lostRequests: (meshes.get(app)?.lostRequests() ?? 0) - lostBefore,
    };
  }

  test.each(drained)('%s is spread over the zones', async (app) => {
    const counts = Object.values(await podsByZone(region.client, await podsOf(app)));
    expect(counts).toHaveLength(3);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  test('a zone is drained, and all that it carried stays up', async () => {
    const zones = await podsByZone(region.client, await podsOf('receipt-web'));
    const [zone = ''] = Object.entries(zones).sort(([, a], [, b]) => b - a)[0] ?? [];
    const lostBefore = meshes.get('receipt-web')?.lostRequests();
    const least = await Promise.all(drained.map(leastPods));
    const recorders = await Promise.all(drained.map(recordPods));

    await measure({ proof: 'delivery', step: 'a zone is drained' }, async () => {
      const { refusals } = await drainZone(region.client, zone);
      // Otherwise nothing was at stake.
      expect(refusals).toBeGreaterThan(0);
    });
    await untilAllReady('receipt-web');

    const histories = await Promise.all(recorders.map(async (recorder) => recorder.stop()));
    expect(histories.map((history) => Math.min(...readyCounts(history)))).toEqual(least);
    expect(meshes.get('receipt-web')?.lostRequests()).toBe(lostBefore);
    for (const app of drained)
      expect((await podsByZone(region.client, await podsOf(app)))[zone], app).toBe(0);
    await uncordonZone(region.client, zone);
  });

  test.concurrent('what is bound to the zone comes back with it', async () => {
    await untilAllReady('incident-sage');
  });

  test.concurrent('a good version takes over step by step', async () => {
    const least = await leastPods('receipt-web');
    const found = await measure({ proof: 'delivery', step: 'a good version is promoted' }, async () =>
      release('receipt-web', goodDigest),
    );
    const { steps } = (await readRollout('receipt-web')).spec.strategy.canary;
    const weights = steps.flatMap(({ setWeight }) => setWeight ?? []);
    expect(found).toMatchObject({ status: { phase: 'Healthy' }, lostRequests: 0 });
    // In the end the stable Service means the new version, and has everything again.
    expect(found.weights).toEqual([...weights, 100, 0]);
    expect(found.fewestReady).toBeGreaterThanOrEqual(least);
  });

  test.concurrent('a bad version is aborted at its first step', async () => {
    await serve('receipt-api');
    await untilAllReady('receipt-api');
    const least = await leastPods('receipt-api');
    const stableBefore = (await readRollout('receipt-api')).status?.stableRS;
    const found = await measure({ proof: 'delivery', step: 'a bad version is aborted' }, async () =>
      release('receipt-api', badDigest),
    );
    expect(found).toMatchObject({
      status: { phase: 'Degraded', abort: true, stableRS: stableBefore },
      lostRequests: 0,
      weights: [5, 0],
    });
    expect(found.status?.message).toContain('error-rate');
    expect(found.fewestReady).toBeGreaterThanOrEqual(least);
  });

  test('what asks no budget is seen to go below it', async () => {
    const app = 'receipt-web';
    const least = await leastPods(app);
    const recorder = await recordPods(app);
    const lostBefore = meshes.get(app)?.lostRequests() ?? 0;
    for (const { metadata } of await podsOf(app))
      await region.client.delete({
        apiVersion: 'v1',
        kind: 'Pod',
        name: metadata.name ?? '',
        namespace: app,
      });
    await until('requests are lost', async () =>
      (meshes.get(app)?.lostRequests() ?? 0) > lostBefore ? true : undefined,
    );
    expect(Math.min(...readyCounts(await recorder.stop()))).toBeLessThan(least);
  });
});
