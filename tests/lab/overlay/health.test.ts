import { expect, test } from 'vitest';
import { LuaFactory } from 'wasmoon';
import { overlayObject } from '../../../src/lab/overlay/overlay.ts';

const key = 'resource.customizations.health.keda.sh_ScaledObject';
const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm' }, data: {} };

/** What the lab's Argo CD makes of a ScaledObject with this condition `Ready`; the check is the one that it is given. */
async function healthOf(ready: object | undefined): Promise<string> {
  const { object } = overlayObject(settings, { repositoryUrl: 'file:///lab/repository' });
  const check = (object['data'] as Record<string, string>)[key] ?? '';
  const engine = await new LuaFactory().createEngine({ enableProxy: false });
  try {
    const conditions = ready === undefined ? [] : [{ type: 'Ready', message: '', ...ready }];
    engine.global.set('obj', { status: { conditions } });
    return ((await engine.doString(check)) as { status: string }).status;
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
  expect(await healthOf(ready)).toBe(expected);
});

test('no other ConfigMap gets health checks', () => {
  const other = { ...settings, metadata: { name: 'receipt-api' } };
  expect(overlayObject(other, { repositoryUrl: '' }).changes).toEqual([]);
});
