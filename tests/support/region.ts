import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { ClusterClient, ObjectReference } from '../../src/cluster/client.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { overlayObject } from '../../src/lab/overlay/overlay.ts';
import type { RequestedRule } from '../../src/lab/overlay/rule.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { checkout } from './checkout.ts';

/** A cluster of a lab that dist's apps are put on, without Argo CD. */
export interface LabRegion {
  readonly client: ClusterClient;
  /** Folder of the target files that its Prometheus reads. */
  readonly targets: string;
  /** The objects of one app as dist has them, with the lab's overlay. */
  objectsOf(app: string): KubernetesObject[];
  /** Applies an app's objects, changed by `change` if given, in the order of their sync waves, as Argo CD does. */
  deploy(app: string, change?: (object: KubernetesObject) => KubernetesObject): Promise<void>;
  apply(object: KubernetesObject): Promise<KubernetesObject>;
  /** @throws Error if there is no such object */
  read<T extends KubernetesObject>(apiVersion: string, kind: string, app: string): Promise<T>;
}

/**
 * @param target e.g. `production/ap-northeast-1`
 * @param requested rules of the overlay beside those that always apply
 */
export function openRegion(lab: Lab, target: string, requested: readonly RequestedRule[] = []): LabRegion {
  const id = target.replace('/', '-');
  const plane = lab.clusters.get(id);
  if (!plane) throw new Error(`the lab has no cluster ${id}`);
  const { client } = plane;
  const context = {
    repositoryUrl: '',
    prometheusUrl: lab.prometheus.get(id),
    objectStore: lab.objectStore,
    requested,
  };

  function objectsOf(app: string): KubernetesObject[] {
    const folder = join(checkout, 'dist', target, app);
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')) as KubernetesObject[])
      .map((object) => overlayObject(object, context).object);
  }

  async function apply(object: KubernetesObject): Promise<KubernetesObject> {
    return (await client.apply(object, { fieldManager: 'argocd-controller' })).object;
  }

  return {
    client,
    targets: join(lab.folder, 'clusters', id, 'prometheus/targets'),
    objectsOf,
    apply,
    deploy: async (app, change = (object) => object) => {
      const objects = objectsOf(app).map(change);
      for (const wave of waves([...objects, ...secretsFor(objects)])) {
        const isNamespace = ({ kind }: KubernetesObject): boolean => kind === 'Namespace';
        await Promise.all(wave.filter(isNamespace).map(apply));
        await Promise.all(wave.filter((object) => !isNamespace(object)).map(apply));
      }
    },
    read: async <T extends KubernetesObject>(apiVersion: string, kind: string, app: string) => {
      const reference: ObjectReference = { apiVersion, kind, name: app, namespace: app };
      const found = await client.get(reference);
      if (!found) throw new Error(`there is no ${kind} ${app}`);
      return found as T;
    },
  };
}

/** Nobody attends to ExternalSecrets in a lab, and KEDA reads a workload's Secrets before it scales it: empty ones do. */
function secretsFor(objects: readonly KubernetesObject[]): KubernetesObject[] {
  return objects
    .filter(({ kind }) => kind === 'ExternalSecret')
    .map(({ metadata }) => ({ apiVersion: 'v1', kind: 'Secret', metadata }));
}

function waves(objects: readonly KubernetesObject[]): KubernetesObject[][] {
  const byWave = new Map<number, KubernetesObject[]>();
  for (const object of objects) {
    const wave = Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? '0');
    byWave.set(wave, [...(byWave.get(wave) ?? []), object]);
  }
  return [...byWave].sort(([a], [b]) => a - b).map(([, wave]) => wave);
}
