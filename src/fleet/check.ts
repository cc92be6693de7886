/**
 * What the fleet's files and the apps must say together; each file by itself was checked when it was read.
 *
 *     check-catalogue.ts     regions.yaml: sources, zones, latencies
 *     check-environments.ts  promotion, shares of the load, sync windows, names of apps
 *     check-apps.ts          declarations, names, dependencies
 *     check-placement.ts     each app in each target: law, features, release, settings
 */
import type { Finding } from '../report/finding.ts';
import { checkApps } from './check-apps.ts';
import { checkCatalogue } from './check-catalogue.ts';
import { checkEnvironments } from './check-environments.ts';
import { checkPlacement } from './check-placement.ts';
import type { AppSource, Fleet } from './fleet.ts';

/** Every contradiction, each once, in the order of files and lines. `fleet.findings` are not repeated. */
export function checkFleet(fleet: Fleet, apps: readonly AppSource[]): Finding[] {
  const declared = checkApps(fleet, apps);
  const findings = [
    ...checkCatalogue(fleet.catalogue),
    ...checkEnvironments(fleet, apps),
    ...declared.findings,
    ...checkPlacement(fleet, declared.usable),
  ];
  const distinct = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  return [...distinct.values()].sort(byPlace);
}

function byPlace({ location: a }: Finding, { location: b }: Finding): number {
  if (a?.file !== b?.file) return (a?.file ?? '') < (b?.file ?? '') ? -1 : 1;
  return (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);
}
