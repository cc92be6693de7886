import { InputError } from '../../report/errors.ts';
import { findObjectStore } from '../controllers/object-store.ts';
import { unjudged } from '../failures.ts';
import { type Environment, labFolder } from '../home.ts';
import { readState } from '../state.ts';
import type { PublishingLab } from './publish.ts';

/**
 * A lab that another command has started, as far as publishing needs to know it.
 *
 * @throws InputError if there is none of this name
 */
export function findLab(name: string, env?: Environment): PublishingLab {
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
  return {
    folder,
    clusters: new Map(clusters.map((cluster) => [cluster.id, { cluster }])),
    prometheus: new Map(urls),
    ...(objectStore && { objectStore }),
  };
}
