/**
 * Annotation of objects whose AWS resource outlives them: a zone that is made again has other name servers, and a
 * distribution another domain. https://aws-controllers-k8s.github.io/community/docs/user-docs/deletion-policy/
 */
export const KEPT_WHEN_DELETED = { 'services.k8s.aws/deletion-policy': 'retain' } as const;
