import { becomes, gone, weakenings } from '../worse.ts';

/** A time of nothing, however it is written. */
const never = becomes(/^0[0.a-z]*$/);

/** Secrets and certificates that more may have, that are worth less, or that grow old. */
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
  'external-secrets.io/ExternalSecret': [
    ['refreshInterval', never, 'suspension', 'takes over no new value any more'],
    ['refreshPolicy', becomes('CreatedOnce'), 'suspension', 'takes over no new value any more'],
    [
      'target.deletionPolicy',
      becomes('Delete'),
      'protection-cut',
      'its Secret goes when what it is made from does',
    ],
  ],
  'external-secrets.io/PushSecret': [
    ['deletionPolicy', becomes('Delete'), 'protection-cut', 'what it wrote elsewhere goes with it'],
  ],
});
