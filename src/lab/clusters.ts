import type { Environment, EnvironmentRegion, Fleet } from '../fleet/fleet.ts';
import { InputError } from '../report/errors.ts';
import { suggest } from '../report/suggest.ts';
import type { LabCluster } from './state.ts';

/**
 * The clusters that a lab is asked to have.
 *
 * @param names `<environment>/<region>` each
 * @throws InputError naming each that the fleet does not have
 */
export function chooseClusters(fleet: Fleet, names: readonly string[]): LabCluster[] {
  const known = clustersOf(fleet);
  const nameOf = ({ environment, region }: LabCluster): string => `${environment}/${region}`;
  const allowed = known.map(nameOf);
  const unknown = names.filter((name) => !allowed.includes(name));
  if (unknown.length > 0) {
    throw new InputError(
      unknown.map((name) => ({
        severity: 'unjudged',
        rule: 'unknown-cluster',
        message: `the fleet has no cluster "${name}"`,
        allowed: allowed.join(', '),
        next: suggest(name, allowed, 'name one as <environment>/<region>'),
      })),
    );
  }
  return known.filter((cluster) => names.includes(nameOf(cluster)));
}

/** The hub of the first environment in the order of promotion: what a lab has when nothing else is asked for. */
export function firstHub(fleet: Fleet): LabCluster[] {
  return clustersOf(fleet)
    .filter(({ isHub }) => isHub)
    .slice(0, 1);
}

function clustersOf({ environments }: Fleet): LabCluster[] {
  return environments.flatMap((environment) =>
    environment.regions.map((region) => labCluster(environment, region)),
  );
}

function labCluster(environment: Environment, { name, facts }: EnvironmentRegion): LabCluster {
  return {
    id: `${environment.name}-${name}`,
    environment: environment.name,
    region: name,
    zones: facts.zones.value,
    isHub: environment.data.hub === name,
  };
}
