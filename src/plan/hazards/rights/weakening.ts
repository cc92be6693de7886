import { becomes, gone, other, set, type Weakening, weakenings } from '../worse.ts';

/** A time of nothing, however it is written. */
const never = becomes(/^0[0.a-z]*$/);

const asAnotherRole = (fields: string): Weakening => [
  fields,
  other,
  'rbac-widening',
  'reads with the rights of another role',
];
const provider = asAnotherRole(
  'provider.aws.role provider.azurekv.identityId provider.vault.auth.kubernetes.role',
);
const podIdentity = asAnotherRole('podIdentity.roleArn podIdentity.identityId');
const anotherIssuer: Weakening = [
  'issuerRef.kind issuerRef.name',
  other,
  'encryption-cut',
  'is issued by somebody else, whom clients may not trust',
];

const issuer: readonly Weakening[] = [
  ['acme.server', becomes(/staging/), 'encryption-cut', 'its certificates are trusted by nobody'],
  ['acme.skipTLSVerify', set, 'encryption-cut', 'does not check whom it asks for certificates'],
];

/** Secrets and certificates that more may have, that are worth less, or that grow old. */
export const secretWeakenings = weakenings({
  'cert-manager.io/Certificate': [
    anotherIssuer,
    ['isCA', set, 'rbac-widening', 'lets whoever reads its Secret make certificates'],
    ['privateKey.rotationPolicy', becomes('Never'), 'encryption-cut', 'uses the same key for ever'],
  ],
  'cert-manager.io/ClusterIssuer': issuer,
  'cert-manager.io/Issuer': issuer,
  'external-secrets.io/ClusterSecretStore': [
    ['conditions[]', gone, 'rbac-widening', 'may be asked from any namespace'],
    provider,
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
  'external-secrets.io/SecretStore': [provider],
  'keda.sh/ClusterTriggerAuthentication': [podIdentity],
  'keda.sh/TriggerAuthentication': [podIdentity],
});

/** Accounts whose pods are given what they were kept from. */
export const accountWeakenings = weakenings(
  {
    ServiceAccount: [
      [
        'automountServiceAccountToken',
        (was, is) => was === 'false' && is !== 'false',
        'exposure',
        'gives its pods a token for the API server, unless they say otherwise',
      ],
    ],
  },
  'object',
);
