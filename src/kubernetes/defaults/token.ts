import { type Fields, isNil, mapsIn } from './fields.ts';
import type { UnknownField } from './unknown.ts';

const volumePrefix = 'kube-api-access-';
const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
const filledBy = 'the plugin ServiceAccount, at random';

/**
 * Mounts the token of its account into a pod, as the admission plugin does unless the account says not to.
 * Source: Kubernetes 1.34, `plugin/pkg/admission/serviceaccount/admission.go`.
 *
 * @param pod is changed
 * @returns where the volume's name is, which nobody knows before
 */
export function mountToken(pod: Fields): UnknownField[] {
  const spec = pod['spec'] as Fields;
  const own = mapsIn(spec, 'volumes').find(({ name }) => String(name).startsWith(volumePrefix));
  const name = own?.['name'] ?? '';
  const unknown: UnknownField[] = [];
  const mount = (list: string, index: number, container: Fields): void => {
    const mounts = mapsIn(container, 'volumeMounts');
    if (mounts.some((each) => each['mountPath'] === mountPath)) return;
    container['volumeMounts'] = [...mounts, { name, readOnly: true, mountPath }];
    unknown.push({
      path: ['spec', list, index, 'volumeMounts', mounts.length, 'name'],
      filledBy,
      isThere: true,
    });
  };
  for (const list of ['initContainers', 'containers'])
    for (const [index, container] of mapsIn(spec, list).entries()) mount(list, index, container);
  if (own !== undefined) return [];
  if (unknown.length === 0) return unknown;
  const volumes = isNil(spec['volumes']) ? [] : (spec['volumes'] as readonly unknown[]);
  spec['volumes'] = [...volumes, { name, projected: tokenSource() }];
  return [...unknown, { path: ['spec', 'volumes', volumes.length, 'name'], filledBy, isThere: true }];
}

function tokenSource(): Fields {
  return {
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      {
        downwardAPI: {
          items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
        },
      },
    ],
    defaultMode: 420,
  };
}
