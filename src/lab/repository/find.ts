import { rmSync } from 'node:fs';
import { InputError } from '../../report/errors.ts';
import { findObjectStore } from '../controllers/object-store.ts';
import { unjudged } from '../failures.ts';
import { holdLab } from '../hold.ts';
import { type Environment, labFolder } from '../home.ts';
import { readState } from '../state.ts';
import type { PublishingLab } from './publish.ts';

export interface FoundLab extends PublishingLab {
  /** Ids of the clusters whose Argo CD syncs from the repository. */
  readonly hubs: readonly string[];
}

/**
 * Works on a lab that another command has started, while no other command does.
 *
 * @throws InputError if there is none of this name, or it is not up
 */
export async function onLab<T>(
  name: string,
  work: (lab: FoundLab) => Promise<T>,
  env?: Environment,
): Promise<T> {
  findLab(name, env);
  const folder = labFolder(name, env);
  return holdLab(folder, name, async () => {
    // Holding it has made the folder again if the lab was removed meanwhile.
    if (!readState(folder)) rmSync(folder, { recursive: true, force: true });
    return work(findLab(name, env));
  });
}

/**
 * A lab that another command has started, as far as publishing needs to know it.
 *
 * @throws InputError if there is none of this name, or it is not up
 */
export function findLab(name: string, env?: Environment): FoundLab {
  const folder = labFolder(name, env);
  const state = readState(folder);
  if (!state) {
    throw new InputError([unjudged('no-lab', `there is no lab "${name}"`, 'start it with plumb lab up')]);
  }
  if (!state.isUp) {
    const message = `the lab "${name}" is not up: the last plumb lab up is still at work, has failed, or was ended`;
    throw new InputError([unjudged('lab-incomplete', message, 'plumb lab up')]);
  }
  const clusters = Object.values(state.clusters);
  const urls = clusters.flatMap(({ id }) => {
    const port = state.ports[`${id}/prometheus:http`];
    return port === undefined ? [] : [[id, `http://127.0.0.1:${port}`] as const];
  });
  const objectStore = findObjectStore(folder, state);
  const hasArgocd = state.controllers.includes('argocd');
  return {
    folder,
    hubs: clusters.filter(({ isHub }) => isHub && hasArgocd).map(({ id }) => id),
    clusters: new Map(clusters.map((cluster) => [cluster.id, { cluster }])),
    prometheus: new Map(urls),
    ...(objectStore && { objectStore }),
  };
}
