import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ControlPlane } from '../../../src/lab/cluster/control-plane.ts';
import { controllerNames } from '../../../src/lab/controllers/names.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { referenceTo } from '../../support/gitops.ts';
import { createTestLab, expectLoopbackOnly } from '../../support/lab.ts';
import { measure, reportMemory } from '../../support/measure.ts';
import { until } from '../../support/until.ts';

describe('a hub with all controllers', () => {
  const lab = createTestLab();
  let running: Lab;

  beforeAll(async () => {
    running = await measure(
      { proof: 'controllers', step: 'a hub with all controllers answers', targetSeconds: 40 },
      async () => lab.up(['dev/ap-northeast-1'], controllerNames),
    );
  });
  afterAll(async () => lab.dispose());

  function plane(): ControlPlane {
    const found = running.clusters.get('dev-ap-northeast-1');
    if (!found) throw new Error('the lab has no hub');
    return found;
  }

  async function apply(object: KubernetesObject): Promise<void> {
    await plane().client.apply(object, { fieldManager: 'test' });
  }

  /** Waits until an object's status has these values, and returns its status. */
  async function untilStatus(
    object: KubernetesObject,
    isReached: (status: Record<string, unknown>) => boolean,
  ): Promise<Record<string, unknown>> {
    let status: Record<string, unknown> = {};
    return until(
      `the status of ${object.kind} ${object.metadata.name} is as it should be`,
      async () => {
        status = ((await plane().client.get(referenceTo(object)))?.['status'] ?? {}) as typeof status;
        return isReached(status) ? status : undefined;
      },
      { seconds: 120, state: () => JSON.stringify(status) },
    );
  }

  test('all answer', async () => {
    const { processes } = await lab.status();
    expect(processes.filter(({ condition }) => condition !== 'ready')).toEqual([]);
    expect(processes).toHaveLength(15);
    reportMemory('a hub with all controllers', processes);
  });

  test.runIf(process.platform === 'linux')(
    'all listen on loopback only, at the ports that the lab says',
    async () => {
      await expectLoopbackOnly(lab);
    },
  );

  const labels = { app: 'main' };
  const template = {
    metadata: { labels },
    spec: { containers: [{ name: 'main', image: 'example/main:1' }] },
  };

  test('Argo Rollouts brings a Rollout up', async () => {
    const rollout: KubernetesObject = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name: 'main', namespace: 'default' },
      spec: { replicas: 2, selector: { matchLabels: labels }, template, strategy: { canary: {} } },
    };
    await apply(rollout);
    const status = await untilStatus(rollout, ({ phase }) => phase === 'Healthy');
    expect(status['readyReplicas']).toBe(2);
  });

  test('KEDA scales by a formula of a clock', async () => {
    const deployment: KubernetesObject = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'scaled', namespace: 'default' },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: 'scaled' } },
        template: { ...template, metadata: { labels: { app: 'scaled' } } },
      },
    };
    const always = { timezone: 'Etc/UTC', start: '0 0 * * *', end: '59 23 * * *', desiredReplicas: '3' };
    const never = { ...always, start: '59 23 * * *', end: '0 0 * * *' };
    await apply(deployment);
    await apply({
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name: 'scaled', namespace: 'default' },
      spec: {
        scaleTargetRef: { name: 'scaled' },
        minReplicaCount: 1,
        maxReplicaCount: 5,
        pollingInterval: 1,
        // One minute of each day belongs to neither window alone; both together cover it.
        triggers: [always, never].map((metadata) => ({ type: 'cron', metadata })),
      },
    });
    const status = await untilStatus(deployment, ({ readyReplicas }) => readyReplicas === 3);
    expect(status['readyReplicas']).toBe(3);
  });

  test('Velero backs up to the object store and restores from it', async () => {
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'keepsake' } };
    const config: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'letter', namespace: 'keepsake' },
      data: { text: 'dear' },
    };
    await apply(namespace);
    await apply(config);
    const backup: KubernetesObject = {
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
      metadata: { name: 'keepsake', namespace: 'velero' },
      spec: { includedNamespaces: ['keepsake'] },
    };
    await apply(backup);
    await untilStatus(backup, ({ phase }) => phase === 'Completed');
    const { client } = plane();
    await client.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'keepsake' });
    await until('the namespace is gone', async () =>
      (await client.get(referenceTo(namespace))) === undefined ? true : undefined,
    );
    const restore: KubernetesObject = {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      metadata: { name: 'keepsake', namespace: 'velero' },
      spec: { backupName: 'keepsake' },
    };
    await apply(restore);
    await untilStatus(restore, ({ phase }) => phase === 'Completed');
    const found = await client.get({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: 'letter',
      namespace: 'keepsake',
    });
    expect(found?.['data']).toEqual({ text: 'dear' });
  });

  test('Prometheus scrapes what it is pointed at', async () => {
    const { processes } = await lab.status();
    const port = processes.find(({ name }) => name.endsWith('/prometheus'))?.ports[0] ?? 0;
    const targets = join(running.folder, 'clusters/dev-ap-northeast-1/prometheus/targets');
    writeFileSync(join(targets, 'self.json'), JSON.stringify([{ targets: [`127.0.0.1:${port}`] }]));
    await until('it is scraped', async () => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=up`);
      const { data } = (await response.json()) as { data: { result: { value: [number, string] }[] } };
      return data.result[0]?.value[1] === '1' ? true : undefined;
    });
  });

  test('controllers that are killed, or hang, are started again', async () => {
    const controllers = (await lab.status()).processes.filter(({ name }) =>
      /argocd|keda|rollouts|velero|prometheus|object-store/.test(name),
    );
    expect(controllers).toHaveLength(10);
    for (const { name, pid } of controllers) {
      process.kill(pid, name.endsWith('/prometheus') ? 'SIGSTOP' : 'SIGKILL');
    }
    running = await lab.up([]);
    expect((await lab.status()).processes.filter(({ condition }) => condition !== 'ready')).toEqual([]);
  });
});
