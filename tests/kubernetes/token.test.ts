import { expect, test } from 'vitest';
import { mountToken } from '../../src/kubernetes/defaults/token.ts';

const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

function mounted(spec: Record<string, unknown>) {
  const names = mountToken({ spec }).map(({ path }) => path.join('.'));
  return { spec, names };
}

test('every container without a mount of its own gets the token, and the pod its volume', () => {
  const { spec, names } = mounted({
    containers: [{ name: 'a' }, { name: 'b', volumeMounts: [{ name: 'own', mountPath }] }],
    initContainers: [{ name: 'c', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
  });
  const mount = { name: '', readOnly: true, mountPath };
  expect(spec).toMatchObject({
    containers: [{ volumeMounts: [mount] }, { volumeMounts: [{ name: 'own' }] }],
    initContainers: [{ volumeMounts: [{ name: 'data' }, mount] }],
    volumes: [
      {
        projected: {
          defaultMode: 420,
          sources: [
            { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
            { configMap: { name: 'kube-root-ca.crt' } },
            { downwardAPI: { items: [{ path: 'namespace' }] } },
          ],
        },
      },
    ],
  });
  expect(names).toEqual([
    'spec.initContainers.0.volumeMounts.1.name',
    'spec.containers.0.volumeMounts.0.name',
    'spec.volumes.0.name',
  ]);
});

test('a volume that has the token already is used, and none is added where no container needs it', () => {
  const own = mounted({ containers: [{ name: 'a' }], volumes: [{ name: 'kube-api-access-x' }] });
  expect(own.names).toEqual([]);
  expect(own.spec).toMatchObject({
    containers: [{ volumeMounts: [{ name: 'kube-api-access-x', mountPath }] }],
    volumes: [{ name: 'kube-api-access-x' }],
  });
  const none = mounted({ containers: [{ name: 'a', volumeMounts: [{ name: 'own', mountPath }] }] });
  expect(none).toEqual({
    spec: { containers: [{ name: 'a', volumeMounts: [{ name: 'own', mountPath }] }] },
    names: [],
  });
});
