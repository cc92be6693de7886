import { becomes, gone, weakenings } from '../worse.ts';

/** Secrets and certificates that more may have, or that are worth less. */
export const secretWeakenings = weakenings({
  'cert-manager.io/ClusterIssuer': [
    ['acme.server', becomes(/staging/), 'encryption-cut', 'its certificates are trusted by nobody'],
  ],
  'cert-manager.io/Issuer': [
    ['acme.server', becomes(/staging/), 'encryption-cut', 'its certificates are trusted by nobody'],
  ],
  'external-secrets.io/ClusterSecretStore': [
    ['conditions[]', gone, 'rbac-widening', 'may be asked from any namespace'],
  ],
});
