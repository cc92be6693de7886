import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isCustomResourceDefinition } from '../../kubernetes/custom-resource.ts';
import { openPrograms } from '../../lab/build/programs.ts';
import { ensureApi } from '../../lab/cluster/control-plane.ts';
import { labFolder } from '../../lab/home.ts';
import { definitionsOf } from '../../lab/kinds/of-cluster.ts';
import { lock } from '../../lab/lock.ts';
import { LabSession } from '../../lab/session.ts';
import { emptyState, type LabState, readState } from '../../lab/state.ts';
import { clearFolder, lockName, stopAll } from '../../lab/stop.ts';
import { groupOf, type KubernetesObject } from '../../manifest/object.ts';
import type { Send } from '../../policy/api-server/server.ts';
import { InputError } from '../../report/errors.ts';
import { interruptible } from '../interrupt.ts';
import { controlPlaneModules, stderrProgress } from '../verbs/lab-common.ts';

/** The lab that it is part of, beside those that users start. */
const name = 'policy';

/**
 * Runs work with an API server and its etcd, and nothing that acts on what they hold. What a command that was killed
 * has left behind is stopped first.
 *
 * @param objects that it will be asked about: it gets the lab's custom kinds if there is any of them
 * @throws InputError if it cannot be built or started, saying what is missing
 */
export async function withApiServer<T extends object>(
  objects: readonly KubernetesObject[],
  work: (send: Send) => Promise<T>,
): Promise<T> {
  const folder = labFolder(name);
  const held = await lock(join(folder, lockName), () =>
    stderrProgress.note(name, 'waiting for another command that asks an API server'),
  );
  // As a hub, it is given Argo CD's kinds too.
  const cluster = { id: name, environment: name, region: name, zones: [], isHub: true };
  const controllers: LabState['controllers'] = needsKinds(objects) ? ['kinds'] : [];
  const state: LabState = { ...emptyState(), clusters: { [name]: cluster }, controllers };
  const judged = await interruptible(async (signal) => {
    try {
      await stopAll(folder, readState(folder));
      clearFolder(folder);
      const progress = stderrProgress;
      const programs = openPrograms({ modules: controlPlaneModules, progress, signal });
      const session = new LabSession({ folder, state, programs, progress, signal });
      const plane = await ensureApi(session, cluster, await definitionsOf(session, cluster));
      await session.close();
      return await work(async (request) => plane.client.connection.send(request));
    } finally {
      await stopAll(folder, state);
      rmSync(folder, { recursive: true, force: true });
      held.release();
    }
  });
  if (judged === undefined) throw interrupted();
  return judged;
}

function interrupted(): InputError {
  const message = 'interrupted before all was judged; the API server is gone again';
  return new InputError([{ severity: 'unjudged', rule: 'interrupted', message }]);
}

/** Whether there is an object of a kind that neither Kubernetes nor a definition beside it brings. */
function needsKinds(objects: readonly KubernetesObject[]): boolean {
  const given = new Set(objects.filter(isCustomResourceDefinition).map(({ spec }) => spec.group));
  return objects
    .map(({ apiVersion }) => groupOf(apiVersion))
    .some((group) => isCustom(group) && !given.has(group));
}

/** Kubernetes' own groups have no dot, or end so. */
function isCustom(group: string): boolean {
  return group.includes('.') && !group.endsWith('.k8s.io');
}
