/** What a lab's control planes can be given. `kinds` are the definitions of every custom kind that dist can hold. */
export const controllerNames = ['argocd', 'keda', 'kinds', 'prometheus', 'rollouts', 'velero'] as const;
export type ControllerName = (typeof controllerNames)[number];

/** With what these need: Argo CD syncs dist, which needs all kinds, in every cluster. */
export function withImplied(names: readonly ControllerName[]): ControllerName[] {
  return [...new Set<ControllerName>([...names, ...(names.includes('argocd') ? ['kinds' as const] : [])])];
}
