import { expect, test } from 'vitest';
import { LuaFactory } from 'wasmoon';
import { overlayObject } from '../../../src/lab/overlay/overlay.ts';

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm' }, data: {} };

/** What the lab's Argo CD makes of an object; the check is the one that it is given. */
async function healthOf(kind: string, obj: object): Promise<{ status: string; message?: string }> {
  const { object } = overlayObject(settings, { repositoryUrl: 'file:///lab/repository' });
  const check = (object['data'] as Record<string, string>)[`resource.customizations.health.${kind}`] ?? '';
  const engine = await new LuaFactory().createEngine({ enableProxy: false });
  try {
    engine.global.set('obj', obj);
    return (await engine.doString(check)) as { status: string };
  } finally {
    engine.global.close();
  }
}

test.each([
  ['nothing reported yet', undefined, 'Progressing'],
  ['everything in order', { status: 'True' }, 'Healthy'],
  ['metrics that cannot be read', { status: 'False', reason: 'TriggerError' }, 'Healthy'],
  ['some metrics that cannot be read', { status: 'Unknown', reason: 'PartialTriggerError' }, 'Healthy'],
  ['no workload to scale', { status: 'False', reason: 'ScaledObjectCheckFailed' }, 'Degraded'],
])('a ScaledObject in a lab with %s', async (_, ready, expected) => {
  const conditions = ready === undefined ? [] : [{ type: 'Ready', message: '', ...ready }];
  const health = await healthOf('keda.sh_ScaledObject', { status: { conditions } });
  expect(health.status).toBe(expected);
});

test('what only a cloud would give an address is healthy without one; other Services are as ever', async () => {
  const withoutAddress = { status: 'Healthy', message: 'No cloud gives it an address in a lab' };
  const unaddressed = { spec: { type: 'LoadBalancer' }, status: { loadBalancer: {} } };
  expect(await healthOf('Service', unaddressed)).toEqual(withoutAddress);
  expect(await healthOf('networking.k8s.io_Ingress', { status: { loadBalancer: {} } })).toEqual(
    withoutAddress,
  );
  expect(await healthOf('Service', { spec: { type: 'ClusterIP' } })).toEqual({ status: 'Healthy' });
});

test('no other ConfigMap gets health checks', () => {
  const other = { ...settings, metadata: { name: 'receipt-api' } };
  expect(overlayObject(other, { repositoryUrl: '' }).changes).toEqual([]);
});
