import { expect, test } from 'vitest';
import { checked, deployment, namespace, object } from './checked.ts';

const secret =
  namespace + object('Secret', 'v1', 'other') + deployment('{}', '{envFrom: [{secretRef: {name: made}}]}');
const issuer = object('Issuer', 'cert-manager.io/v1', 'ca', 'spec: {selfSigned: {}}');
const store = object('SecretStore', 'external-secrets.io/v1', 'aws', 'spec: {provider: {fake: {data: []}}}');
test.each([
  [
    'ExternalSecret by target',
    store +
      object(
        'ExternalSecret',
        'external-secrets.io/v1',
        'x',
        'spec: {secretStoreRef: {name: aws}, target: {name: made}, dataFrom: [{extract: {key: a}}]}',
      ),
  ],
  [
    'ExternalSecret by name',
    store +
      object(
        'ExternalSecret',
        'external-secrets.io/v1',
        'made',
        'spec: {secretStoreRef: {name: aws}, dataFrom: [{extract: {key: a}}]}',
      ),
  ],
  [
    'Certificate',
    issuer +
      object(
        'Certificate',
        'cert-manager.io/v1',
        'x',
        'spec: {secretName: made, issuerRef: {name: ca}, dnsNames: [a.example.com]}',
      ),
  ],
  [
    'ClusterExternalSecret',
    store.replace('SecretStore', 'ClusterSecretStore').replace(', namespace: shop', '') +
      `---\n{apiVersion: external-secrets.io/v1, kind: ClusterExternalSecret, metadata: {name: all}, spec: {namespaceSelectors: [{matchLabels: {a: b}}], externalSecretName: made,
        externalSecretSpec: {secretStoreRef: {name: aws, kind: ClusterSecretStore}, dataFrom: [{extract: {key: a}}]}}}\n`,
  ],
])('%s', (_, maker) => {
  expect(checked(secret + maker)).toEqual([]);
});

const about = (text: string) => checked(text).filter((each) => each.includes('missing-reference'));
test.each(['issuer', 'cluster-issuer'])('by cert-manager, for an Ingress or a Gateway with an %s', (kind) => {
  const annotated = (text: string, annotation: string) =>
    text.replace('namespace: shop', `namespace: shop, annotations: {${annotation}: ca}`);
  const ingress = object(
    'Ingress',
    'networking.k8s.io/v1',
    'a',
    'spec: {tls: [{secretName: made}], rules: [{host: a.example.com}]}',
  );
  const gateway = object(
    'Gateway',
    'gateway.networking.k8s.io/v1',
    'a',
    'spec: {gatewayClassName: istio, listeners: [{name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: made}]}}]}',
  );
  for (const text of [ingress, gateway]) {
    expect(about(secret + annotated(text, `cert-manager.io/${kind}`))).toEqual([]);
    expect(about(secret + annotated(text, 'example.com/issuer'))).toHaveLength(2);
  }
});

test.each([
  ['Alertmanager', 'alertmanager-operated'],
  ['Prometheus', 'prometheus-operated'],
  ['ThanosRuler', 'thanos-ruler-operated'],
])('by the Prometheus operator: %s', (kind, name) => {
  const operated = (spec: string) =>
    namespace + object(kind, 'monitoring.coreos.com/v1', 'a', `spec: {${spec}}`);
  const ingress = object(
    'Ingress',
    'networking.k8s.io/v1',
    'a',
    `spec: {defaultBackend: {service: {name: ${name}, port: {number: 9090}}}}`,
  );
  expect(about(operated('') + ingress)).toEqual([]);
  expect(about(operated('serviceName: own') + ingress)).toHaveLength(1);
});

test('of kinds without a schema too', () => {
  expect(
    checked(secret + object('SealedSecret', 'bitnami.com/v1alpha1', 'made', 'spec: {}')).filter((each) =>
      each.includes('missing-reference'),
    ),
  ).toEqual([]);
  expect(
    checked(
      secret +
        object('FieldExport', 'services.k8s.aws/v1alpha1', 'x', 'spec: {to: {kind: secret, name: made}}'),
    ).filter((each) => each.includes('missing-reference')),
  ).toEqual([]);
});
