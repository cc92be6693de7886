import { checkFleet } from '../fleet/check.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import type { Finding } from '../report/finding.ts';
import { type DiscoveredApp, discoverApps } from './discover.ts';

/** All that is written by hand: the data and the apps, checked together. */
export interface Repository {
  readonly root: string;
  readonly fleet: Fleet;
  readonly apps: readonly DiscoveredApp[];
  /** Everything that is wrong with them. Nothing may be rendered while there is any. */
  readonly findings: readonly Finding[];
}

export async function readRepository(root: string): Promise<Repository> {
  const fleet = loadFleet(root);
  const { apps, findings } = await discoverApps(root);
  return { root, fleet, apps, findings: [...fleet.findings, ...findings, ...checkFleet(fleet, apps)] };
}
