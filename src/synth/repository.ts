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
  const all = [...fleet.findings, ...findings, ...checkFleet(fleet, apps)];
  return { root, fleet, apps, findings: all.length === 0 ? emptinessFindings(fleet, apps) : all };
}

/** A repository of nothing is a mistake; rendering it would remove all of dist. */
function emptinessFindings(fleet: Fleet, apps: readonly DiscoveredApp[]): Finding[] {
  const nothing = (what: string, file: string, next: string): Finding => ({
    severity: 'unjudged',
    rule: 'nothing-to-render',
    message: `there is no ${what}`,
    location: { file },
    next,
  });
  return [
    ...(apps.length > 0 ? [] : [nothing('app', 'apps', 'add apps/<product>/<app>/app.ts')]),
    ...(fleet.environments.some(({ regions }) => regions.length > 0)
      ? []
      : [
          nothing(
            'region of any environment',
            'environments',
            'add environments/<environment>/<region>.yaml',
          ),
        ]),
  ];
}
