import { clusterName } from '../../constructs/gitops/clusters.ts';
import { loadFleet } from '../../fleet/load.ts';
import { InputError, unusable } from '../../report/errors.ts';

export interface DeclaredTarget {
  readonly environment: string;
  readonly region: string;
  /** Name of the EKS cluster, and of its context. */
  readonly cluster: string;
  /** The cluster that has the environment's Argo CD, which knows what is synced. */
  readonly hub: { readonly region: string; readonly cluster: string };
  /** AWS account. */
  readonly account: string;
}

/**
 * The clusters that a repository has, by its data alone.
 *
 * @throws InputError if anything is wrong with its data: a cluster would be left out and nobody would know
 */
export function declaredTargets(repository: string): DeclaredTarget[] {
  const { environments, findings } = loadFleet(repository);
  if (findings.length > 0) throw new InputError(findings);
  return environments.flatMap(({ name: environment, data: { account, hub }, regions }) =>
    regions.map(({ name: region }) => ({
      environment,
      region,
      cluster: clusterName(environment, region),
      hub: { region: hub, cluster: clusterName(environment, hub) },
      account,
    })),
  );
}

/** GitHub Actions makes no more jobs of one matrix: https://docs.github.com/en/actions/reference/limits */
const matrixLimit = 256;

/**
 * The clusters for a matrix of jobs.
 *
 * @throws InputError if there are more than GitHub takes
 */
export function matrixOf(targets: readonly DeclaredTarget[]): readonly DeclaredTarget[] {
  if (targets.length <= matrixLimit) return targets;
  const message = `there are ${targets.length} clusters, and a matrix of GitHub Actions takes ${matrixLimit}`;
  const next = 'let the clusters report by themselves: "From within the clusters" of docs/guide/reports.md';
  throw unusable('matrix-limit', message, next);
}
