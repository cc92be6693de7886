/**
 * The lab: real control planes and real controllers as processes of one machine, on loopback only.
 *
 *     lab.ts          up, down, status: what the commands and the tests call
 *     clusters.ts     which clusters of the fleet a lab has
 *     session.ts      one command's work on a lab: ports, processes, waiting
 *     state.ts        what a lab consists of, on disk
 *     hold.ts         one command at a time
 *     stop.ts         how it ends
 *     home.ts         where it keeps its files
 *     build/          the programs
 *     process/        starting and stopping processes
 *     cluster/        a control plane
 *     controllers/    what runs on it: Argo CD, KEDA, …
 *     kinds/          the custom kinds that it serves
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Programs } from './build/programs.ts';
import { type ControlPlane, ensureControlPlane } from './cluster/control-plane.ts';
import { kubeconfig } from './cluster/kubeconfig.ts';
import { ensureControllers, ensureShared, preparePrograms } from './controllers/controllers.ts';
import { type ControllerName, withImplied } from './controllers/names.ts';
import type { ObjectStore } from './controllers/object-store.ts';
import { prometheusUrl } from './controllers/prometheus.ts';
import { holdLab } from './hold.ts';
import { type Environment, labFolder } from './home.ts';
import { definitionsOf } from './kinds/of-cluster.ts';
import { isAlive } from './process/identity.ts';
import type { Progress } from './progress.ts';
import { LabSession } from './session.ts';
import { emptyState, type LabCluster, type LabState, readState, writeWhole } from './state.ts';
import { clearFolder, stopAll } from './stop.ts';

export interface LabRequest {
  /** Labs of different names can run side by side. */
  readonly name: string;
  /** Those that it must have, besides those that it has. */
  readonly clusters: readonly LabCluster[];
  /** Those that it gets if it does not run yet and none are asked for. */
  readonly firstClusters: readonly LabCluster[];
  /** Argo CD runs in hubs only, the others in every cluster. */
  readonly controllers: readonly ControllerName[];
}

export interface LabOptions {
  readonly programs: Programs;
  readonly progress: Progress;
  /** Ends the start; what was started is then stopped. */
  readonly signal?: AbortSignal;
  readonly env?: Environment;
}

export interface Lab {
  readonly folder: string;
  /** Path of a kubeconfig with a context for each cluster, named by its id; hubs first. */
  readonly kubeconfig: string;
  /** By id. */
  readonly clusters: ReadonlyMap<string, ControlPlane>;
  /** URLs of the clusters' Prometheus servers, by the id of those that have one. */
  readonly prometheus: ReadonlyMap<string, string>;
  /** Where all clusters' backups go, if Velero runs. */
  readonly objectStore?: ObjectStore;
}

/**
 * Makes sure that a lab runs and has at least what is asked for. What runs already is left alone, what has died is
 * started again with its data, and if nothing runs any more, all is started anew.
 *
 * @throws InputError saying what did not start and why. A lab that did not run before is then stopped; its logs stay.
 */
export async function up(request: LabRequest, options: LabOptions): Promise<Lab> {
  const folder = labFolder(request.name, options.env);
  return holdLab(folder, request.name, async () => {
    const found = readState(folder);
    const runs = found !== undefined && hasLiveProcess(found);
    if (!runs) {
      await stopAll(folder, found);
      clearFolder(folder);
    }
    const state = runs ? found : emptyState();
    try {
      return await start(folder, state, request, options);
    } catch (error) {
      if (!runs) await stopAll(folder, state);
      if (!runs && options.signal?.aborted === true) rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  });
}

/** Stops a lab and removes what it has written. False if there is none. */
export async function down(name: string, env?: Environment): Promise<boolean> {
  const folder = labFolder(name, env);
  if (!existsSync(folder)) return false;
  return holdLab(folder, name, async () => {
    await stopAll(folder, readState(folder));
    rmSync(folder, { recursive: true, force: true });
    return true;
  });
}

async function start(
  folder: string,
  state: LabState,
  request: LabRequest,
  { programs, progress, signal }: LabOptions,
): Promise<Lab> {
  const isNew = Object.keys(state.clusters).length === 0;
  const wanted = isNew && request.clusters.length === 0 ? request.firstClusters : request.clusters;
  for (const cluster of wanted) state.clusters[cluster.id] = cluster;
  state.controllers = withImplied([...state.controllers, ...request.controllers]);
  // One failure ends the others' waiting: nothing may go on while what was started is stopped.
  const failed = new AbortController();
  const signals = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  const session = new LabSession({ folder, state, programs, progress, signal: signals });
  state.isUp = false;
  session.save();
  await preparePrograms(programs, state.controllers);
  const shared = ensureShared(session, state.controllers);
  const clusters = Object.values(state.clusters).sort(hubsFirst);
  const starts = clusters.map(async (cluster) => {
    try {
      const plane = await ensureControlPlane(session, cluster, await definitionsOf(session, cluster));
      await ensureControllers(session, plane, state.controllers, await shared);
      return plane;
    } catch (error) {
      failed.abort(error);
      throw error;
    }
  });
  try {
    await Promise.allSettled([shared, ...starts]);
    signals.throwIfAborted();
    const planes = await Promise.all(starts);
    const file = join(folder, 'kubeconfig');
    const contexts = planes.map(({ cluster, server, pki }) => ({
      name: cluster.id,
      server,
      pki,
      user: 'admin' as const,
    }));
    writeWhole(file, kubeconfig(contexts));
    state.isUp = true;
    session.save();
    const monitored = state.controllers.includes('prometheus') ? clusters : [];
    const prometheus = monitored.map(async ({ id }) => [id, await prometheusUrl(session, id)] as const);
    return {
      folder,
      kubeconfig: file,
      clusters: new Map(planes.map((plane) => [plane.cluster.id, plane])),
      prometheus: new Map(await Promise.all(prometheus)),
      ...(await shared),
    };
  } finally {
    await session.close();
  }
}

function hasLiveProcess({ processes }: LabState): boolean {
  return Object.values(processes).some(({ identity }) => isAlive(identity));
}

function hubsFirst(a: LabCluster, b: LabCluster): number {
  if (a.isHub !== b.isHub) return a.isHub ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
