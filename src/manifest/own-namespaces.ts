/**
 * Namespaces that the cluster keeps for its own parts: what a few manifests put there is never all of it
 * (`pkg/controlplane/controller/systemnamespaces`).
 */
export const systemNamespaces: ReadonlySet<string> = new Set([
  'kube-node-lease',
  'kube-public',
  'kube-system',
]);

/** Namespaces that every API server makes itself, with no label but their name. */
export const ownNamespaces: ReadonlySet<string> = new Set(['default', ...systemNamespaces]);
