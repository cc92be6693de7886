import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterClient } from '../../../src/cluster/client.ts';
import type { ControlPlane } from '../../../src/lab/cluster/control-plane.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { isFree } from '../../../src/lab/ports.ts';
import { findLeftovers } from '../../../src/lab/process/leftovers.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { createTestLab, expectLoopbackOnly } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';

const id = 'production-eu-central-1';
const lab = createTestLab();
let running: Lab;

beforeAll(async () => {
  running = await measure(
    { proof: 'control plane', step: 'one is ready, with its nodes', targetSeconds: 10 },
    async () => lab.up(['production/eu-central-1']),
  );
});

afterAll(async () => lab.dispose());

function plane(): ControlPlane {
  const found = running.clusters.get(id);
  if (!found) throw new Error(`the lab has no cluster ${id}`);
  return found;
}

const fieldManager = 'test';

function deployment(
  name: string,
  replicas: number,
  annotations: Record<string, string> = {},
): KubernetesObject {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels, annotations },
        spec: {
          containers: [{ name: 'main', image: 'example/main:1' }],
          topologySpreadConstraints: [
            {
              topologyKey: 'topology.kubernetes.io/zone',
              maxSkew: 1,
              whenUnsatisfiable: 'DoNotSchedule',
              labelSelector: { matchLabels: labels },
            },
          ],
        },
      },
    },
  };
}

interface Pod {
  readonly metadata: { readonly labels?: Readonly<Record<string, string>> };
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase?: string;
    readonly conditions?: readonly { type: string; status: string }[];
  };
}

async function podsOf(name: string): Promise<Pod[]> {
  const pods = (await plane().client.list('v1', 'Pod', 'default')) as unknown as Pod[];
  return pods.filter(({ metadata }) => metadata.labels?.['app'] === name);
}

async function readyPods(name: string, count: number): Promise<Pod[]> {
  for (;;) {
    const pods = await podsOf(name);
    const ready = pods.filter(({ status }) =>
      status.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'),
    );
    if (ready.length === count) return ready;
    await sleep(100);
  }
}

describe('a cluster', () => {
  test('has ready nodes in every zone of its region', async () => {
    const nodes = await plane().client.list('v1', 'Node');
    const zones = nodes.map(({ metadata }) => metadata.labels?.['topology.kubernetes.io/zone']);
    expect([...new Set(zones)].sort()).toEqual(['eu-central-1a', 'eu-central-1b', 'eu-central-1c']);
  });

  test('is the pinned version', async () => {
    const { json } = await plane().client.request({ path: '/version' });
    expect(json).toMatchObject({
      major: '1',
      minor: '34',
      gitVersion: expect.stringMatching(/^v1\.34\.\d+$/),
    });
  });

  test('schedules pods as they ask for it, and runs them', async () => {
    await plane().client.apply(deployment('spread', 6), { fieldManager });
    const pods = await readyPods('spread', 6);
    const zones = pods.map(({ spec }) => spec.nodeName?.replace(/-(on-demand|spot|gpu)-\d$/, ''));
    for (const zone of ['eu-central-1a', 'eu-central-1b', 'eu-central-1c']) {
      expect(zones.filter((name) => name === zone)).toHaveLength(2);
    }
  });

  test('makes a pod ready as late as its annotation says', async () => {
    const delay = { 'pod-ready.stage.kwok.x-k8s.io/delay': '1h' };
    await plane().client.apply(deployment('late', 1, delay), { fieldManager });
    while ((await podsOf('late'))[0]?.spec.nodeName === undefined) await sleep(50);
    await plane().client.apply(deployment('prompt', 1), { fieldManager });
    await readyPods('prompt', 1);
    expect((await podsOf('late'))[0]?.status.phase).toBe('Pending');
  });

  test('refuses fields that a kind does not have', async () => {
    const wrong = { ...deployment('wrong', 1), spec: { replica: 1 } };
    await expect(plane().client.apply(wrong, { fieldManager })).rejects.toThrow(/replica/);
  });
});

describe('rights', () => {
  test('nobody is let in without a certificate', async () => {
    const { server, pki } = plane();
    const status = await new Promise((resolve, reject) => {
      const outgoing = request(`${server}/api`, { ca: readFileSync(pki.ca), agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      outgoing.on('error', reject).end();
    });
    expect(status).toBe(401);
  });

  test('a certificate gives only the rights of its user', async () => {
    const scheduler = ClusterClient.open({ kubeconfig: plane().kubeconfigOf('kube-scheduler') });
    try {
      expect(await scheduler.list('v1', 'Node')).not.toEqual([]);
      await expect(scheduler.list('v1', 'Secret')).rejects.toMatchObject({ status: 403 });
    } finally {
      scheduler.close();
    }
  });

  test('extension API servers are told of an authority that issues nothing to users', async () => {
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'extension-apiserver-authentication' };
    const found = await plane().client.get({ ...reference, namespace: 'kube-system' });
    const data = found?.['data'] as Record<string, string>;
    expect(data['requestheader-allowed-names']).toBe('["front-proxy-client"]');
    expect(data['requestheader-client-ca-file']).not.toBe(data['client-ca-file']);
  });
});

describe('the lab', () => {
  test.runIf(process.platform === 'linux')(
    'listens on loopback only, at the ports that it says',
    async () => {
      await expectLoopbackOnly(lab);
    },
  );

  test('whatever is killed is told, started again, and has lost nothing', async () => {
    for (const victim of ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kwok']) {
      const { processes } = await lab.status();
      const found = processes.find(({ name }) => name === `${id}/${victim}`);
      process.kill(found?.pid ?? 0, 'SIGKILL');
      while ((await lab.status()).processes.every(({ condition }) => condition === 'ready')) await sleep(20);
      running = await lab.up([]);
      expect((await lab.status()).processes.filter(({ condition }) => condition !== 'ready')).toEqual([]);
    }
    expect(await readyPods('spread', 6)).toHaveLength(6);
  });

  test('takes another cluster beside those that run', async () => {
    const before = await lab.status();
    running = await lab.up(['production/us-west-2']);
    const after = await lab.status();
    expect(after.clusters).toEqual([id, 'production-us-west-2']);
    expect(after.processes.map(({ pid }) => pid)).toEqual(
      expect.arrayContaining(before.processes.map(({ pid }) => pid)),
    );
    const second = running.clusters.get('production-us-west-2');
    expect(await second?.client.list('v1', 'Pod')).toEqual([]);
  });

  test('is gone without a trace after down', async () => {
    const { processes } = await lab.status();
    expect(await lab.down()).toBe(true);
    expect(existsSync(running.folder)).toBe(false);
    expect(findLeftovers(running.folder)).toEqual([]);
    for (const port of processes.flatMap(({ ports }) => ports)) expect(await isFree(port)).toBe(true);
    expect(await lab.down()).toBe(false);
  });
});
