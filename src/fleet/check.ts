/**
 * What the fleet's files and the apps must say together; each file by itself was checked when it was read.
 *
 *     check-catalogue.ts     regions.yaml: sources, zones, latencies
 *     check-environments.ts  promotion, shares of the load, sync windows, names of apps
 *     check-apps.ts          declarations, names, dependencies
 *     check-placement.ts     each app in each target (placements.ts): law, features, release, settings
 */
import type { Finding } from '../report/finding.ts';
import { sortFindings } from '../report/sort.ts';
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
    ...checkEnvironments(fleet, declared.usable),
    ...declared.findings,
    ...checkPlacement(fleet, declared.usable),
  ];
  const distinct = new Map(findings.toReversed().map((finding) => [keyOf(finding), finding]));
  return sortFindings([...distinct.values()]);
}

/** A contradiction that several targets have in common is one; it is told as for the first of them. */
function keyOf({ rule, message, location }: Finding): string {
  return JSON.stringify([rule, message, location]);
}
