import { InputError } from '../../report/errors.ts';
import { findObjectStore } from '../controllers/object-store.ts';
import { unjudged } from '../failures.ts';
import { type Environment, labFolder } from '../home.ts';
import { readState } from '../state.ts';
import type { PublishingLab } from './publish.ts';

export interface FoundLab extends PublishingLab {
  /** Ids of the clusters whose Argo CD syncs from the repository. */
  readonly hubs: readonly string[];
}

/**
 * A lab that another command has started, as far as publishing needs to know it.
 *
 * @throws InputError if there is none of this name
 */
export function findLab(name: string, env?: Environment): FoundLab {
  const folder = labFolder(name, env);
  const state = readState(folder);
  if (!state) {
    throw new InputError([unjudged('no-lab', `there is no lab "${name}"`, 'start it with plumb lab up')]);
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
