/** What can run on a lab's control planes. */
export const controllerNames = ['argocd', 'keda', 'prometheus', 'rollouts', 'velero'] as const;
export type ControllerName = (typeof controllerNames)[number];
