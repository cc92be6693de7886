import { describe, expect, test } from 'vitest';
import { checked, deployment, namespace, object, service } from './checked.ts';

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
  test('that are right', () => {
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
