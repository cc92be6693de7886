import { checkFleet } from '../fleet/check.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Finding } from '../report/finding.ts';
import { type DiscoveredApp, discoverApps } from './discover.ts';
import { checkValidationActions, fleetRulesOf, readPolicyObjects } from './policies.ts';

/** All that is written by hand: the data, the apps and the policies, checked together. */
export interface Repository {
  readonly root: string;
  readonly fleet: Fleet;
  readonly apps: readonly DiscoveredApp[];
  /** With their bindings and parameters. */
  readonly policies: readonly LoadedManifest[];
  /** Everything that is wrong with them. Nothing may be rendered while there is any. */
  readonly findings: readonly Finding[];
}

export async function readRepository(root: string): Promise<Repository> {
  const fleet = loadFleet(root);
  const { apps, findings } = await discoverApps(root);
  const policies = await readPolicyObjects(root);
  const all = [
    ...fleet.findings,
    ...findings,
    ...checkFleet(fleet, apps),
    ...policies.findings,
    ...checkValidationActions(fleet, policies.manifests, fleetRulesOf(root)),
  ];
  return {
    root,
    fleet,
    apps,
    policies: policies.manifests,
    findings: all.length === 0 ? emptinessFindings(fleet, apps) : all,
  };
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
