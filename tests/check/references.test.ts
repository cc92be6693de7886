import { describe, expect, test } from 'vitest';
import { checked, deployment, findingsOver, namespace } from './checked.ts';

const object = (kind: string, apiVersion: string, name: string, rest = '') =>
  `---\n{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: shop}${rest === '' ? '' : `, ${rest}`}}\n`;
const configMap = object('ConfigMap', 'v1', 'web', 'data: {KEY: "1"}');
const service = object(
  'Service',
  'v1',
  'web',
  'spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: 8080}]}',
);

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
  ])('%s', (_, maker) => {
    expect(checked(secret + maker)).toEqual([]);
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

describe('selectors', () => {
  test('a Service that selects pods', () => {
    expect(checked(namespace + service + deployment())).toEqual([]);
  });
  test('a Service without pods is an error where all pods are known', () => {
    const wrong = deployment('{}', '{}', { labels: '{app: wbe}' });
    expect(checked(service + wrong)).toEqual([
      'error selects-no-pods spec.selector: no workload in namespace shop has pods with app=web',
    ]);
    expect(checked(service)).toEqual([
      'warning selects-no-pods spec.selector: none of the manifests read makes pods with app=web',
    ]);
    expect(
      checked(service + wrong + object('Prometheus', 'monitoring.coreos.com/v1', 'p', 'spec: {}'))[0],
    ).toMatch(/^warning selects-no-pods/);
  });
  test('Services without a selector, and names for the outside', () => {
    expect(checked(object('Service', 'v1', 'a', 'spec: {ports: [{port: 80}]}'))).toEqual([]);
    expect(
      checked(
        object(
          'Service',
          'v1',
          'a',
          'spec: {type: ExternalName, externalName: example.com, selector: {a: b}}',
        ),
      ),
    ).toEqual([]);
  });
  test('named target ports', () => {
    const named = service.replace('targetPort: 8080', 'targetPort: http');
    expect(checked(named + deployment('{}', '{ports: [{name: http, containerPort: 1}]}'))).toEqual([]);
    expect(checked(named + deployment())).toEqual([
      'warning missing-port spec.ports[0].targetPort: pods of the Deployment web have no port named "http"',
    ]);
  });
  test('disruption budgets and network policies', () => {
    const budget = object(
      'PodDisruptionBudget',
      'policy/v1',
      'a',
      'spec: {maxUnavailable: 1, selector: {matchLabels: {app: api}}}',
    );
    const policy = object(
      'NetworkPolicy',
      'networking.k8s.io/v1',
      'a',
      'spec: {podSelector: {matchExpressions: [{key: app, operator: In, values: [api]}]}}',
    );
    expect(checked(budget + deployment())).toEqual([
      'error selects-no-pods spec.selector: no workload in namespace shop has pods with app=api',
    ]);
    expect(checked(policy + deployment())).toEqual([
      'warning selects-no-pods spec.podSelector: no workload in namespace shop has pods with app In (api)',
    ]);
    expect(checked(object('NetworkPolicy', 'networking.k8s.io/v1', 'a', 'spec: {podSelector: {}}'))).toEqual(
      [],
    );
  });
  test('ServiceMonitors', () => {
    const labelled = service.replace('namespace: shop}', 'namespace: shop, labels: {app: web}}');
    const monitor = (label: string, port: string, rest = '') =>
      object(
        'ServiceMonitor',
        'monitoring.coreos.com/v1',
        'a',
        `spec: {selector: {matchLabels: {app: ${label}}}, endpoints: [{port: ${port}}]${rest}}`,
      );
    expect(checked(labelled + deployment() + monitor('web', 'http'))).toEqual([]);
    expect(
      checked(labelled + deployment() + monitor('web', 'http', ', namespaceSelector: {any: true}')),
    ).toEqual([]);
    expect(checked(labelled + deployment() + monitor('web', 'metrics'))).toEqual([
      'warning missing-port spec.endpoints[0].port: no Service that it selects has a port named "metrics"',
    ]);
    expect(checked(labelled + deployment() + monitor('api', 'http'))).toEqual([
      'warning selects-no-services spec.selector: none of the manifests read is a Service with app=api',
    ]);
    expect(
      checked(
        labelled + deployment() + monitor('web', 'http', ', namespaceSelector: {matchNames: [other]}'),
      )[0],
    ).toMatch('selects-no-services');
  });
});

describe('ports of Services', () => {
  const base = namespace + deployment() + service;
  test.each([
    [
      'Ingress by number',
      object(
        'Ingress',
        'networking.k8s.io/v1',
        'a',
        'spec: {defaultBackend: {service: {name: web, port: {number: 81}}}}',
      ),
      'error missing-port spec.defaultBackend.service.port.number: the Service "web" has no port 81',
    ],
    [
      'Ingress by name',
      object(
        'Ingress',
        'networking.k8s.io/v1',
        'a',
        'spec: {defaultBackend: {service: {name: web, port: {name: htpt}}}}',
      ),
      'error missing-port spec.defaultBackend.service.port.name: the Service "web" has no port "htpt"',
    ],
    [
      'HTTPRoute',
      object(
        'HTTPRoute',
        'gateway.networking.k8s.io/v1',
        'a',
        'spec: {rules: [{backendRefs: [{name: web, port: 8080}]}]}',
      ),
      'error missing-port spec.rules[0].backendRefs[0].port: the Service "web" has no port 8080',
    ],
    [
      'VirtualService',
      object(
        'VirtualService',
        'networking.istio.io/v1',
        'a',
        'spec: {hosts: [x], http: [{route: [{destination: {host: web, port: {number: 8080}}}]}]}',
      ),
      'error missing-port spec.http[0].route[0].destination.port.number: the Service "web" has no port 8080',
    ],
  ])('%s', (_, text, finding) => {
    expect(checked(base + text)).toEqual([finding]);
  });
  test('that are right, or described elsewhere', () => {
    expect(
      checked(
        base +
          object(
            'Ingress',
            'networking.k8s.io/v1',
            'a',
            'spec: {defaultBackend: {service: {name: web, port: {name: http}}}}',
          ),
      ),
    ).toEqual([]);
    expect(
      checked(
        base +
          object(
            'Ingress',
            'networking.k8s.io/v1',
            'a',
            'spec: {defaultBackend: {service: {name: web, port: {name: use-annotation}}}}',
          ),
      ),
    ).toEqual([]);
  });
});

describe('Rollouts', () => {
  const template = '{metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: x}]}}';
  const rollout = (canary: string) =>
    object(
      'Rollout',
      'argoproj.io/v1alpha1',
      'web',
      `spec: {selector: {matchLabels: {app: web}}, template: ${template}, strategy: {canary: ${canary}}}`,
    );
  const virtualService = object(
    'VirtualService',
    'networking.istio.io/v1',
    'web',
    'spec: {hosts: [web], http: [{name: primary, route: [{destination: {host: web}}]}]}',
  );
  const analysis = object(
    'AnalysisTemplate',
    'argoproj.io/v1alpha1',
    'errors',
    'spec: {metrics: [{name: a, provider: {prometheus: {query: x}}}]}',
  );
  const base = namespace + service + virtualService + analysis;
  test('sound', () => {
    const canary =
      '{canaryService: web, stableService: web, analysis: {templates: [{templateName: errors}]}, trafficRouting: {istio: {virtualService: {name: web, routes: [primary]}}}, steps: [{setWeight: 10}]}';
    expect(checked(base + rollout(canary))).toEqual([]);
  });
  test.each([
    [
      '{canaryService: wbe}',
      'error missing-reference spec.strategy.canary.canaryService: there is no Service "wbe" in namespace shop',
    ],
    [
      '{analysis: {templates: [{templateName: latency}]}}',
      'error missing-reference spec.strategy.canary.analysis.templates[0].templateName: there is no AnalysisTemplate "latency" in namespace shop',
    ],
    [
      '{steps: [{analysis: {templates: [{templateName: x, clusterScope: true}]}}]}',
      'warning missing-reference spec.strategy.canary.steps[0].analysis.templates[0].templateName: the ClusterAnalysisTemplate "x" is not among the manifests read',
    ],
    [
      '{trafficRouting: {istio: {virtualService: {name: wbe}}}}',
      'error missing-reference spec.strategy.canary.trafficRouting.istio.virtualService.name: there is no VirtualService "wbe" in namespace shop',
    ],
    [
      '{trafficRouting: {istio: {virtualServices: [{name: web, routes: [secondary]}]}}}',
      'error missing-route spec.strategy.canary.trafficRouting.istio.virtualServices[0].routes[0]: the VirtualService "web" has no HTTP route "secondary"',
    ],
  ])('%s', (canary, finding) => {
    expect(checked(base + rollout(canary))).toEqual([finding]);
  });
  test('a Rollout that takes its pods from a Deployment', () => {
    const reference = object(
      'Rollout',
      'argoproj.io/v1alpha1',
      'web',
      'spec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}, strategy: {canary: {}}}',
    );
    expect(checked(namespace + deployment() + reference)).toEqual([]);
    expect(checked(namespace + reference)).toEqual([
      'error missing-reference spec.workloadRef.name: there is no Deployment "web" in namespace shop',
    ]);
  });
});

describe('Istio', () => {
  const route = object(
    'VirtualService',
    'networking.istio.io/v1',
    'a',
    'spec: {hosts: [x], http: [{route: [{destination: {host: web, subset: v2}}]}]}',
  );
  const rule = (subsets: string) =>
    object('DestinationRule', 'networking.istio.io/v1', 'a', `spec: {host: web, subsets: ${subsets}}`);
  test('subsets', () => {
    const base = namespace + deployment() + service + route;
    expect(checked(base)).toEqual([]);
    expect(checked(base + rule('[{name: v2}]'))).toEqual([]);
    expect(checked(base + rule('[{name: v1}]'))).toEqual([
      'error missing-subset spec.http[0].route[0].destination.subset: no DestinationRule of web has a subset "v2"',
    ]);
  });
  test('hosts that a ServiceEntry declares, and wildcards', () => {
    const entry = object(
      'ServiceEntry',
      'networking.istio.io/v1',
      'e',
      'spec: {hosts: [legacy], location: MESH_EXTERNAL}',
    );
    const hosts = (host: string) =>
      object('DestinationRule', 'networking.istio.io/v1', 'a', `spec: {host: "${host}"}`);
    expect(checked(namespace + entry + hosts('legacy'))).toEqual([]);
    expect(checked(namespace + hosts('*.shop.svc.cluster.local'))).toEqual([]);
    expect(checked(namespace + hosts('web.other'))).toEqual([]);
  });
});

describe('the same thing twice', () => {
  test('one object in two files', () => {
    const findings = findingsOver({ 'a.yaml': configMap, 'b.yaml': configMap });
    expect(findings).toMatchObject([
      {
        severity: 'error',
        rule: 'duplicate-object',
        message: 'metadata.name: ConfigMap shop/web is also in a.yaml:2:52',
        location: { file: 'b.yaml' },
      },
    ]);
  });
  test('in two versions of its API', () => {
    expect(
      checked(
        object('VirtualService', 'networking.istio.io/v1', 'a', 'spec: {hosts: [x]}') +
          object('VirtualService', 'networking.istio.io/v1beta1', 'a', 'spec: {hosts: [x]}'),
      ),
    ).toHaveLength(1);
  });
  test('two targets may each have it', () => {
    expect(
      checked({ 'dist/dev/us-west-2/a/x.yaml': configMap, 'dist/dev/eu-central-1/a/x.yaml': configMap }),
    ).toEqual([]);
  });
  test('two scalers of one workload', () => {
    const scaled = (name: string) =>
      object(
        'ScaledObject',
        'keda.sh/v1alpha1',
        name,
        'spec: {scaleTargetRef: {name: web}, triggers: [{type: cpu, metadata: {value: "1"}}]}',
      );
    expect(checked(deployment() + scaled('a') + scaled('b'))).toEqual([
      'error several-scalers spec.scaleTargetRef: ScaledObject.keda.sh shop/a already scales this workload',
    ]);
  });
});

test('custom resources are judged by the definitions beside them', () => {
  const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, listKind: WidgetList, plural: widgets, singular: widget}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
`;
  const widget = object('Widget', 'example.com/v1', 'a', 'spec: {size: big}');
  expect(checked(widget)[0]).toMatch(/^unjudged unknown-kind/);
  expect(checked(definition + widget)[0]).toMatch(/^error wrong-type spec.size:/);
});
