import type { KubernetesObject } from '../../src/manifest/object.ts';
import { type Mesh, serveMesh } from './mesh.ts';
import { isReady } from './pods.ts';
import { type LabRegion } from './region.ts';
import { until } from './until.ts';

export interface ScaledObject extends KubernetesObject {
  readonly spec: {
    readonly triggers: readonly {
      readonly type: string;
      readonly name: string;
      readonly metadata: Readonly<Record<string, string>>;
    }[];
  };
}

/** Deploys an app with some load on it; its proxies are read as often as dist's PodMonitor says. */
export async function serveApp(
  { client, targets, deploy }: LabRegion,
  app: string,
  requestsPerSecond: number,
): Promise<Mesh> {
  await deploy(app);
  return serveMesh({ client, targets, workload: app, requestsPerSecond, scrapeSeconds: 15 });
}

/** Waits until an app has as many pods as wanted, and all of them are Ready. */
export async function untilPods(
  { client }: LabRegion,
  app: string,
  isWanted: (count: number) => boolean,
  seconds: number,
): Promise<void> {
  let found = '';
  const probe = async (): Promise<true | undefined> => {
    const pods = await client.list('v1', 'Pod', app);
    const ready = pods.filter(isReady).length;
    found = `Of ${pods.length} pods ${ready} are Ready`;
    return ready === pods.length && isWanted(ready) ? true : undefined;
  };
  await until(`the wanted pods of ${app} are Ready`, probe, { seconds, state: () => found });
}

export async function triggerOf(
  region: LabRegion,
  app: string,
  name: string,
): Promise<Readonly<Record<string, string>>> {
  const { spec } = await region.read<ScaledObject>('keda.sh/v1alpha1', 'ScaledObject', app);
  const trigger = spec.triggers.find((each) => each.name === name);
  if (!trigger) throw new Error(`${app} has no trigger ${name}`);
  return trigger.metadata;
}

/** Moves windows of dist to other times, by the names of their triggers; `start` and `end` are cron expressions. */
export async function moveWindows(
  region: LabRegion,
  app: string,
  windows: Readonly<Record<string, { readonly start: string; readonly end: string }>>,
): Promise<void> {
  const scaledObject = region.objectsOf(app).find(({ kind }) => kind === 'ScaledObject') as ScaledObject;
  const triggers = scaledObject.spec.triggers.map((trigger) => ({
    ...trigger,
    metadata: { ...trigger.metadata, ...windows[trigger.name] },
  }));
  await region.apply({ ...scaledObject, spec: { ...scaledObject.spec, triggers } });
}
