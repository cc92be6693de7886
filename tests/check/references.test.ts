import { describe, expect, test } from 'vitest';
import { checked, configMap, deployment, findingsOver, namespace, object } from './checked.ts';

const at = 'spec.template.spec.';

describe('when a missing object is an error', () => {
  const pod = deployment('{}', '{envFrom: [{configMapRef: {name: web}}]}');
  const missing = `${at}containers[0].envFrom[0].configMapRef.name:`;
  test('a manifest by itself claims nothing', () => {
    expect(checked(pod)).toEqual([
      `warning missing-reference ${missing} the ConfigMap "web" in namespace shop is not among the manifests read`,
    ]);
  });
  test('with its namespace, or another object of the kind, the input is taken to be complete', () => {
    const error = `error missing-reference ${missing} there is no ConfigMap "web" in namespace shop`;
    expect(checked(namespace + pod)).toEqual([error]);
    expect(checked(pod + object('ConfigMap', 'v1', 'wbe'))).toEqual([error]);
  });
  test('names nearby are suggested, and what there is is told', () => {
    expect(findingsOver(pod + object('ConfigMap', 'v1', 'wbe'))).toMatchObject([
      {
        allowed: 'wbe',
        next: 'did you mean wbe?',
        location: { file: 'x.yaml', line: 9 },
        subject: 'Deployment.apps shop/web',
      },
    ]);
    expect(findingsOver(namespace + pod)).toMatchObject([{ next: 'add the ConfigMap, or correct the name' }]);
  });
  test('it is there, in the same namespace', () => {
    expect(checked(namespace + pod + configMap)).toEqual([]);
    expect(checked(namespace + pod + configMap.replace('namespace: shop', 'namespace: other'))).toHaveLength(
      1,
    );
  });
  test('optional references, and what every namespace has', () => {
    const optional = deployment('{}', '{envFrom: [{configMapRef: {name: web, optional: true}}]}');
    const provided = deployment(
      '{serviceAccountName: default, volumes: [{name: ca, configMap: {name: kube-root-ca.crt}}], priorityClassName: system-node-critical}',
    );
    expect(checked(namespace + optional)).toEqual([]);
    expect(checked(namespace + provided)).toEqual([]);
  });
  test('Secrets need a stronger sign: many are made at run time', () => {
    const secret = deployment('{}', '{envFrom: [{secretRef: {name: web}}]}');
    expect(checked(namespace + secret)[0]).toMatch(/^warning missing-reference/);
    expect(checked(namespace + secret + object('Secret', 'v1', 'other'))[0]).toMatch(
      /^error missing-reference/,
    );
  });
  test('nothing is made at run time in the folder of a target', () => {
    const secret = namespace + deployment('{}', '{envFrom: [{secretRef: {name: web}}]}');
    expect(checked({ 'dist/dev/us-west-2/web/x.yaml': secret })[0]).toMatch(/^error missing-reference/);
  });
  test('every target of a rendered fleet is its own cluster; hub and global are one', () => {
    const files = (first: string, second: string) => ({
      [`dist/dev/${first}/a/x.yaml`]: namespace + pod,
      [`dist/dev/${second}/b/y.yaml`]: configMap,
    });
    expect(checked(files('eu-central-1', 'eu-central-1'))).toEqual([]);
    expect(checked(files('eu-central-1', 'us-west-2'))).toHaveLength(1);
    expect(checked(files('hub', 'global'))).toEqual([]);
  });
  test('a class that clusters bring is never an error', () => {
    const claim = object(
      'PersistentVolumeClaim',
      'v1',
      'a',
      'spec: {storageClassName: gp2, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}',
    );
    const storageClass =
      '---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: gp3}, provisioner: ebs.csi.aws.com}\n';
    expect(checked(namespace + claim)).toEqual([]);
    expect(checked(claim + storageClass)).toEqual([
      'warning missing-reference spec.storageClassName: the StorageClass "gp2" is not among the manifests read',
    ]);
  });
  test('a cluster-scoped object is an error in the folder of a target only', () => {
    const priority =
      '---\n{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1}\n';
    const wrong = deployment('{priorityClassName: hihg}');
    expect(checked(priority + wrong)[0]).toMatch(/^warning missing-reference/);
    expect(checked({ 'dist/dev/us-west-2/a/x.yaml': namespace + priority + wrong })[0]).toMatch(
      /^error missing-reference .* there is no PriorityClass "hihg"/,
    );
  });
});

describe('Secrets that controllers make', () => {
  const secret =
    namespace + object('Secret', 'v1', 'other') + deployment('{}', '{envFrom: [{secretRef: {name: made}}]}');
  const issuer = object('Issuer', 'cert-manager.io/v1', 'ca', 'spec: {selfSigned: {}}');
  const store = object(
    'SecretStore',
    'external-secrets.io/v1',
    'aws',
    'spec: {provider: {fake: {data: []}}}',
  );
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
  test.each(['issuer', 'cluster-issuer'])(
    'by cert-manager, for an Ingress or a Gateway with an %s',
    (kind) => {
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
    },
  );
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
});

describe('by name', () => {
  test.each([
    [
      'ServiceAccount',
      deployment('{serviceAccountName: web}'),
      `${at}serviceAccountName: there is no ServiceAccount "web" in namespace shop`,
    ],
    [
      'PersistentVolumeClaim',
      deployment('{volumes: [{name: a, persistentVolumeClaim: {claimName: data}}]}'),
      `${at}volumes[0].persistentVolumeClaim.claimName: there is no PersistentVolumeClaim "data" in namespace shop`,
    ],
    [
      'ConfigMap volume',
      deployment('{volumes: [{name: a, configMap: {name: web}}]}'),
      `${at}volumes[0].configMap.name: there is no ConfigMap "web" in namespace shop`,
    ],
    [
      'projected ConfigMap',
      deployment('{volumes: [{name: a, projected: {sources: [{configMap: {name: web}}]}}]}'),
      `${at}volumes[0].projected.sources[0].configMap.name: there is no ConfigMap "web" in namespace shop`,
    ],
    [
      'HPA target',
      object(
        'HorizontalPodAutoscaler',
        'autoscaling/v2',
        'a',
        'spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, maxReplicas: 2}',
      ),
      'spec.scaleTargetRef.name: there is no StatefulSet "web" in namespace shop',
    ],
    [
      'ScaledObject target',
      object(
        'ScaledObject',
        'keda.sh/v1alpha1',
        'a',
        'spec: {scaleTargetRef: {apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web}, triggers: [{type: cpu, metadata: {value: "1"}}]}',
      ),
      'spec.scaleTargetRef.name: there is no Rollout "web" in namespace shop',
    ],
    [
      'VPA target',
      object(
        'VerticalPodAutoscaler',
        'autoscaling.k8s.io/v1',
        'a',
        'spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}',
      ),
      'spec.targetRef.name: there is no Deployment "web" in namespace shop',
    ],
    [
      'Role',
      object(
        'RoleBinding',
        'rbac.authorization.k8s.io/v1',
        'a',
        'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}',
      ),
      'roleRef.name: there is no Role "web" in namespace shop',
    ],
    [
      'subject',
      object(
        'RoleBinding',
        'rbac.authorization.k8s.io/v1',
        'a',
        'roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}, subjects: [{kind: ServiceAccount, name: web, namespace: shop}, {kind: Group, apiGroup: rbac.authorization.k8s.io, name: x}]',
      ),
      'subjects[0].name: there is no ServiceAccount "web" in namespace shop',
    ],
    [
      'Application',
      object(
        'Application',
        'argoproj.io/v1alpha1',
        'a',
        'spec: {project: shop, source: {repoURL: x, path: dist}, destination: {}}',
      ),
      'spec.project: there is no AppProject "shop" in namespace shop',
    ],
    [
      'Ingress backend',
      object(
        'Ingress',
        'networking.k8s.io/v1',
        'a',
        'spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}',
      ),
      'spec.defaultBackend.service.name: there is no Service "web" in namespace shop',
    ],
    [
      'HTTPRoute backend',
      object(
        'HTTPRoute',
        'gateway.networking.k8s.io/v1',
        'a',
        'spec: {rules: [{backendRefs: [{name: web, port: 80}]}]}',
      ),
      'spec.rules[0].backendRefs[0].name: there is no Service "web" in namespace shop',
    ],
    [
      'HTTPRoute parent',
      object('HTTPRoute', 'gateway.networking.k8s.io/v1', 'a', 'spec: {parentRefs: [{name: web}]}'),
      'spec.parentRefs[0].name: there is no Gateway "web" in namespace shop',
    ],
    [
      'VirtualService gateway',
      object(
        'VirtualService',
        'networking.istio.io/v1',
        'a',
        'spec: {hosts: [x], gateways: [mesh, shop/web], http: []}',
      ),
      'spec.gateways[1]: there is no Gateway "web" in namespace shop',
    ],
    [
      'VirtualService host',
      object(
        'VirtualService',
        'networking.istio.io/v1',
        'a',
        'spec: {hosts: [x], http: [{route: [{destination: {host: web.shop.svc.cluster.local}}, {destination: {host: example.com}}]}]}',
      ),
      'spec.http[0].route[0].destination.host: there is no Service "web" in namespace shop',
    ],
    [
      'DestinationRule host',
      object('DestinationRule', 'networking.istio.io/v1', 'a', 'spec: {host: web}'),
      'spec.host: there is no Service "web" in namespace shop',
    ],
  ])('%s', (_, text, message) => {
    expect(checked(namespace + text)).toEqual([`error missing-reference ${message}`]);
  });
  test('an action of the AWS Load Balancer Controller is no Service', () => {
    const ingress = object(
      'Ingress',
      'networking.k8s.io/v1',
      'a',
      'spec: {defaultBackend: {service: {name: ssl-redirect, port: {name: use-annotation}}}}',
    );
    const annotated = ingress.replace(
      'namespace: shop',
      "namespace: shop, annotations: {alb.ingress.kubernetes.io/actions.ssl-redirect: '{}'}",
    );
    expect(checked(namespace + annotated)).toEqual([]);
    expect(checked(namespace + ingress)).toEqual([
      'warning missing-reference spec.defaultBackend.service.name: no annotation says what the action "ssl-redirect" is',
    ]);
  });
  test('TriggerAuthentication', () => {
    const scaled = object(
      'ScaledObject',
      'keda.sh/v1alpha1',
      'a',
      'spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {value: "1"}, authenticationRef: {name: aws}}]}',
    );
    expect(checked(namespace + deployment() + scaled)).toEqual([
      'error missing-reference spec.triggers[0].authenticationRef.name: there is no TriggerAuthentication "aws" in namespace shop',
    ]);
  });
  test('templated names are left alone', () => {
    const set = object(
      'ApplicationSet',
      'argoproj.io/v1alpha1',
      'a',
      `spec: {generators: [], template: {metadata: {name: x}, spec: {project: "{{.product}}", source: {repoURL: x, path: dist}, destination: {}}}}`,
    );
    expect(checked(namespace + set)).toEqual([]);
  });
  test('keys of a ConfigMap', () => {
    const key = (name: string) =>
      deployment('{}', `{env: [{name: A, valueFrom: {configMapKeyRef: {name: web, key: ${name}}}}]}`);
    expect(checked(namespace + configMap + key('KEY'))).toEqual([]);
    expect(checked(namespace + configMap + key('KYE'))).toEqual([
      `error missing-key ${at}containers[0].env[0].valueFrom.configMapKeyRef.key: the ConfigMap "web" has no key "KYE"`,
    ]);
  });
});
