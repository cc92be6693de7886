/**
 * Groups that the account may only read: whoever sends roles must have all rights that are in them, be it as a dry run;
 * and of policies and webhooks nothing would confine the account to dry runs. So no answer settles a doubt about them.
 */
export const neverSent: ReadonlySet<string> = new Set([
  'rbac.authorization.k8s.io',
  'admissionregistration.k8s.io',
]);
