/**
 * How Argo CD knows the clusters of an environment: each is registered under a name, with labels that the
 * ApplicationSets select by (docs/guide/gitops.md).
 */
export const CLUSTER_LABELS = {
  environment: 'plumbline.dev/environment',
  region: 'plumbline.dev/region',
  /** `true` on the cluster that carries the environment's Argo CD. */
  hub: 'plumbline.dev/hub',
} as const;

/** Also the name of the EKS cluster itself. */
export function clusterName(environment: string, region: string): string {
  return `${environment}-${region}`;
}
