import type { Fields } from '../../src/manifest/select.ts';

const named = (apiVersion: string, kind: string, namespace: string | undefined, rest: Fields): Fields => ({
  apiVersion,
  kind,
  metadata: { name: 'guard', ...(namespace && { namespace }), finalizers: ['example.com/keep'] },
  ...rest,
});

/** What guards the shop in every region, in an app of its own. */
export const guards: readonly Fields[] = [
  named('security.istio.io/v1', 'AuthorizationPolicy', 'shop', {
    spec: {
      selector: { matchLabels: { app: 'shop' } },
      rules: [{ from: [{ source: { principals: ['cluster.local/ns/web/sa/web'] } }] }],
    },
  }),
  named('velero.io/v1', 'Schedule', 'velero', {
    spec: { schedule: '0 * * * *', template: { includedNamespaces: ['shop'], ttl: '720h0m0s' } },
  }),
  named('argoproj.io/v1alpha1', 'ApplicationSet', 'argocd', {
    spec: {
      template: {
        metadata: { name: 'shop' },
        spec: {
          project: 'shop',
          ignoreDifferences: [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }],
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      },
    },
  }),
  named('networking.istio.io/v1', 'DestinationRule', 'shop', {
    spec: { host: 'shop', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } },
  }),
  named('admissionregistration.k8s.io/v1', 'ValidatingAdmissionPolicyBinding', undefined, {
    spec: { policyName: 'guard', validationActions: ['Deny'] },
  }),
];
