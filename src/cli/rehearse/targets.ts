import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../fleet/fleet.ts';
import { loadFleet } from '../../fleet/load.ts';
import { selectApps } from '../../rehearse/select.ts';
import { InputError, unusable } from '../../report/errors.ts';
import { findRepository } from '../root.ts';
import { type Dists, findDists, foldersAmong, isRendered, notRendered } from './dists.ts';

export interface RehearsalTarget {
  readonly environment: string;
  readonly region: string;
}

/**
 * The clusters whose rehearsals show what differs between two named versions of dist: one of each environment that
 * differs and that BASE has, in the order of promotion.
 *
 * @throws InputError if the fleet's data cannot be used, or a name is neither a revision nor a folder with an environment
 */
export function rehearsalTargets(base: string | undefined, head: string | undefined): RehearsalTarget[] {
  const { environments, findings } = loadFleet(findRepository());
  if (findings.length > 0) throw new InputError(findings);
  const names = environments.map(({ name }) => name);
  for (const folder of foldersAmong(base, head)) checkFolder(folder, names);
  return environments.flatMap((environment) => {
    const scratch = mkdtempSync(join(tmpdir(), 'plumb-rehearsal-'));
    try {
      const dists = findRendered(base, head, environment.name, scratch);
      const region = dists && regionOf(environment, dists);
      return region === undefined ? [] : [{ environment: environment.name, region }];
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  });
}

/** A revision may be older than all that is rendered; a folder without any of it is another one than was meant. */
function checkFolder(folder: string, environments: readonly string[]): void {
  if (environments.some((environment) => isRendered(folder, environment))) return;
  const message = `${folder} has nothing rendered for any environment of this repository`;
  const next = `name a folder like dist, which has one for each: ${environments.join(', ')}`;
  throw unusable(notRendered, message, next);
}

/** `undefined` if either has nothing of the environment: there is no way from one to the other. */
function findRendered(
  base: string | undefined,
  head: string | undefined,
  environment: string,
  scratch: string,
): Dists | undefined {
  try {
    return findDists(base, head, environment, scratch);
  } catch (error) {
    if (error instanceof InputError && error.findings.every(({ rule }) => rule === notRendered))
      return undefined;
    throw error;
  }
}

/** The hub's region shows the most, as the hub's own apps and the global ones are there alone. */
function regionOf(
  { name: environment, data: { hub }, regions }: Environment,
  dists: Dists,
): string | undefined {
  const others = regions.map(({ name }) => name).filter((name) => name !== hub);
  return [hub, ...others]
    .filter((region) => existsSync(join(dists.base, environment, region)))
    .find((region) => {
      const { changed } = selectApps({ ...dists, environment, region, hub, isWhole: false });
      return changed.length > 0;
    });
}
