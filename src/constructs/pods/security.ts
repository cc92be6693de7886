import type { PodSecurityContext, SecurityContext } from '../../kubernetes/1.34/types/v1.ts';

/** User and group of our images (the `nonroot` user of distroless images). */
const USER_ID = 65532;

/**
 * What Pod Security's `restricted` level asks of pods. https://kubernetes.io/docs/concepts/security/pod-security-standards/
 * Volumes belong to the group, so that the unprivileged user can write to them.
 */
export function restrictedPod(): PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: USER_ID,
    runAsGroup: USER_ID,
    fsGroup: USER_ID,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** The same for containers, and a file system that cannot be written to. */
export function restrictedContainer(): SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: true,
  };
}
