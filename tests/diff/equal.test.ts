import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';
import { widgetDefinition } from '../support/definition.ts';
import { changesOf, object } from './changes-of.ts';

const comparer = new ObjectComparer(loadFacts());

const widgets = widgetDefinition({
  type: 'object',
  properties: {
    size: { type: 'integer', default: 3 },
    hint: { type: 'string', nullable: true },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    timeout: { type: 'string', format: 'duration' },
    note: { type: 'string' },
    ttl: { type: 'string' },
    port: { 'x-kubernetes-int-or-string': true },
    any: { 'x-kubernetes-preserve-unknown-fields': true, nullable: true },
    tags: { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
    parts: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['id'],
      items: {
        type: 'object',
        properties: { id: { type: 'string', default: 'main' }, n: { type: 'integer' } },
      },
    },
    steps: { type: 'array', items: { type: 'string' } },
  },
});
const withWidgets = new ObjectComparer(loadFacts().extendedWith([widgets]));

const where = (before: string, after: string): string[] => changesOf(withWidgets, before, after);
const deployment = (pod: string, spec = ''): string =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: b}, spec: {${spec} template: {spec: {${pod}}}}}`;
const container = (text: string): string => deployment(`containers: [{name: api, image: "x:1", ${text}}]`);
const service = (spec: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b}, spec: {${spec}}}`;
const widget = (spec: string): string =>
  `{apiVersion: example.com/v1, kind: Widget, metadata: {name: a, namespace: b}, spec: {${spec}}}`;
const role = (rest: string): string =>
  `{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: a, namespace: b}, ${rest}}`;
const definitionOf = (property: string): string =>
  object(
    'apiextensions.k8s.io/v1',
    'CustomResourceDefinition',
    `spec: {versions: [{name: v1, schema: {openAPIV3Schema: {properties: {a: {${property}}}}}}]}`,
  );

describe('means the same to the API server', () => {
  test.each([
    [
      'quantities',
      container('resources: {limits: {cpu: 500m}}'),
      container('resources: {limits: {cpu: 0.5}}'),
    ],
    [
      'binary quantities',
      container('resources: {limits: {memory: 1Gi}}'),
      container('resources: {limits: {memory: 1024Mi}}'),
    ],
    ['a default written out', container(''), container('imagePullPolicy: IfNotPresent')],
    ['a default of the whole', deployment('containers: []'), deployment('containers: []', 'replicas: 1,')],
    ['null and absent', container('command: null'), container('')],
    ['an empty list and none', container('args: []'), container('')],
    ['a required list that is empty, and none', role('rules: []'), role('')],
    ['a required list that is empty, and null', role('rules: []'), role('rules: null')],
    [
      'a required list in a list, empty and null',
      role('rules: [{apiGroups: [""], resources: [pods], verbs: []}]'),
      role('rules: [{apiGroups: [""], resources: [pods], verbs: null}]'),
    ],
    ['an empty map and none', container('resources: {}'), container('')],
    [
      'containers in another order',
      deployment('containers: [{name: a}, {name: b}]'),
      deployment('containers: [{name: b}, {name: a}]'),
    ],
    [
      'variables in another order',
      container('env: [{name: A, value: x}, {name: B, value: y}]'),
      container('env: [{name: B, value: y}, {name: A, value: x}]'),
    ],
    [
      'ports in another order',
      service('ports: [{port: 1}, {port: 2}]'),
      service('ports: [{port: 2}, {port: 1, protocol: TCP}]'),
    ],
    [
      'status in git of a custom resource that leaves it to its controller',
      object('argoproj.io/v1alpha1', 'Rollout', 'spec: {}, status: {}'),
      object('argoproj.io/v1alpha1', 'Rollout', 'spec: {}'),
    ],
    [
      'status in git',
      service('ports: [{port: 1}]'),
      `${service('ports: [{port: 1}]').slice(0, -1)}, status: {loadBalancer: {}}}`,
    ],
    [
      'a null time of creation',
      service(''),
      service('').replace('name: a', 'name: a, creationTimestamp: null'),
    ],
    [
      'a secret as text',
      object('v1', 'Secret', 'stringData: {a: hello}'),
      object('v1', 'Secret', 'data: {a: aGVsbG8=}'),
    ],
    [
      'base64 with line breaks',
      object('v1', 'Secret', 'data: {a: aGVsbG8=}'),
      object('v1', 'Secret', 'data: {a: "aGVs\\nbG8="}'),
    ],
    [
      'durations of cert-manager',
      object('cert-manager.io/v1', 'Certificate', 'spec: {renewBefore: 8760h, duration: 2160h}'),
      object('cert-manager.io/v1', 'Certificate', 'spec: {renewBefore: 8760h0m0s, duration: 2160h0m0s}'),
    ],
    [
      'durations of Velero',
      object(
        'velero.io/v1',
        'Backup',
        'spec: {ttl: 720h, hooks: {resources: [{name: a, pre: [{exec: {timeout: 60s}}]}]}}',
      ),
      object(
        'velero.io/v1',
        'Backup',
        'spec: {ttl: 720h0m0s, hooks: {resources: [{name: a, pre: [{exec: {timeout: 1m}}]}]}}',
      ),
    ],
    [
      'durations of Prometheus',
      object('monitoring.coreos.com/v1', 'ServiceMonitor', 'spec: {endpoints: [{interval: 1d}]}'),
      object('monitoring.coreos.com/v1', 'ServiceMonitor', 'spec: {endpoints: [{interval: 24h}]}'),
    ],
    [
      'durations of Istio',
      object('networking.istio.io/v1', 'VirtualService', 'spec: {http: [{timeout: 60s}]}'),
      object('networking.istio.io/v1', 'VirtualService', 'spec: {http: [{timeout: 1m}]}'),
    ],
    [
      'quantities of custom resources',
      object(
        'argoproj.io/v1alpha1',
        'Rollout',
        'spec: {template: {spec: {containers: [{name: a, resources: {limits: {cpu: 1}}}]}}}',
      ),
      object(
        'argoproj.io/v1alpha1',
        'Rollout',
        'spec: {template: {spec: {containers: [{name: a, resources: {limits: {cpu: 1000m}}}]}}}',
      ),
    ],
    ['a custom default', widget(''), widget('size: 3')],
    ['a custom null', widget('note: null'), widget('')],
    ['a custom duration', widget('timeout: 1h'), widget('timeout: 60m')],
    ['a custom set', widget('tags: [a, b]'), widget('tags: [b, a]')],
    [
      'a custom list by key',
      widget('parts: [{id: x, n: 1}, {n: 2}]'),
      widget('parts: [{id: main, n: 2}, {id: x, n: 1}]'),
    ],
    [
      'a namespace of what has none',
      '{apiVersion: v1, kind: Namespace, metadata: {name: a}}',
      '{apiVersion: v1, kind: Namespace, metadata: {name: a, namespace: b}}',
    ],
  ])('%s', (_, before, after) => expect(where(before, after)).toEqual([]));
});

describe('differs', () => {
  test.each([
    [
      'an explicit zero from a default',
      deployment('containers: []', 'replicas: 0,'),
      deployment('containers: []'),
      ['changed spec.replicas'],
    ],
    [
      'an empty volume from none of that kind',
      deployment('volumes: [{name: v, emptyDir: {}}]'),
      deployment('volumes: [{name: v, hostPath: {path: /}}]'),
      [
        'removed spec.template.spec.volumes[name=v].emptyDir',
        'added spec.template.spec.volumes[name=v].hostPath',
      ],
    ],
    ['an empty custom map from none', widget('labels: {}'), widget(''), ['removed spec.labels']],
    ['a nullable null from none', widget('hint: null'), widget(''), ['removed spec.hint']],
    ['a custom zero from its default', widget('size: 0'), widget(''), ['changed spec.size']],
    [
      'what looks like a quantity and is text',
      widget('note: 500m'),
      widget('note: "0.5"'),
      ['changed spec.note'],
    ],
    [
      'what looks like a duration and is text',
      widget('note: 1h'),
      widget('note: 60m'),
      ['changed spec.note'],
    ],
    [
      'a text that is called as a duration of another group',
      widget('ttl: 1h'),
      widget('ttl: 60m'),
      ['changed spec.ttl'],
    ],
    [
      'the name of a port from its number',
      service('ports: [{port: 1, targetPort: 8080}]'),
      service('ports: [{port: 1, targetPort: "8080"}]'),
      ['changed spec.ports[port=1,protocol=TCP].targetPort'],
    ],
    ['a custom text from a number', widget('port: 80'), widget('port: "80"'), ['changed spec.port']],
    ['an empty custom list from null', widget('any: []'), widget('any: null'), ['changed spec.any']],
    [
      'an empty list from null in a default that a definition gives',
      definitionOf('default: []'),
      definitionOf('default: null'),
      ['removed spec.versions[name=v1].schema.openAPIV3Schema.properties.a.default'],
    ],
    [
      'a number from text',
      object('v1', 'ConfigMap', 'data: {a: "1"}'),
      object('v1', 'ConfigMap', 'data: {a: "1.0"}'),
      ['changed data.a'],
    ],
    [
      'the order of init containers',
      deployment('initContainers: [{name: a}, {name: b}]'),
      deployment('initContainers: [{name: b}, {name: a}]'),
      ['moved spec.template.spec.initContainers[name=a]'],
    ],
    [
      'the order of variables that refer to one another',
      container('env: [{name: A, value: x}, {name: B, value: "$(A)"}]'),
      container('env: [{name: B, value: "$(A)"}, {name: A, value: x}]'),
      ['moved spec.template.spec.containers[name=api].env[name=A]'],
    ],
    ['the order of steps', widget('steps: [a, b, c]'), widget('steps: [c, a, b]'), ['moved spec.steps[0]']],
    [
      'an argument in the middle',
      container('args: [a, b, c]'),
      container('args: [a, x, b, c]'),
      ['added spec.template.spec.containers[name=api].args[1]'],
    ],
    [
      'an argument that is another',
      container('args: [a, b, c]'),
      container('args: [a, x, c]'),
      ['changed spec.template.spec.containers[name=api].args[1]'],
    ],
    [
      'one variable of many, wherever it stands',
      container('env: [{name: A, value: x}, {name: B, value: y}]'),
      container('env: [{name: C}, {name: B, value: z}, {name: A, value: x}]'),
      [
        'changed spec.template.spec.containers[name=api].env[name=B].value',
        'added spec.template.spec.containers[name=api].env[name=C]',
      ],
    ],
    [
      'a port of the same number and another protocol',
      service('ports: [{port: 53}, {port: 53, protocol: UDP}]'),
      service('ports: [{port: 53}]'),
      ['removed spec.ports[port=53,protocol=UDP]'],
    ],
    [
      'a sidecar of a Rollout, by name',
      object(
        'argoproj.io/v1alpha1',
        'Rollout',
        'spec: {template: {spec: {containers: [{name: a, image: x}]}}}',
      ),
      object(
        'argoproj.io/v1alpha1',
        'Rollout',
        'spec: {template: {spec: {containers: [{name: b}, {name: a, image: y}]}}}',
      ),
      ['changed spec.template.spec.containers[name=a].image', 'added spec.template.spec.containers[name=b]'],
    ],
    [
      'a finalizer',
      service('').replace('name: a', 'name: a, finalizers: [x/y]'),
      service(''),
      ['removed metadata.finalizers'],
    ],
    [
      'the version',
      object('autoscaling/v1', 'HorizontalPodAutoscaler', 'spec: {maxReplicas: 3}'),
      object(
        'autoscaling/v2',
        'HorizontalPodAutoscaler',
        'spec: {maxReplicas: 3, metrics: [{type: Resource}]}',
      ),
      ['changed apiVersion', 'added spec.metrics', 'removed spec.targetCPUUtilizationPercentage'],
    ],
    [
      'a kind without a schema, as it is written',
      object('x.y/v1', 'Thing', 'spec: {a: null}'),
      object('x.y/v1', 'Thing', 'spec: {}'),
      ['removed spec.a'],
    ],
    [
      'a field that our schema of a kind in AWS leaves out',
      object('s3.services.k8s.aws/v1alpha1', 'Bucket', 'spec: {name: b, acl: private}'),
      object('s3.services.k8s.aws/v1alpha1', 'Bucket', 'spec: {name: b, acl: public-read}'),
      ['changed spec.acl'],
    ],
    [
      'a field of an item that it leaves out',
      object(
        'wafv2.services.k8s.aws/v1alpha1',
        'WebACL',
        'spec: {rules: [{name: a, statement: {new: {to: /a}}}]}',
      ),
      object(
        'wafv2.services.k8s.aws/v1alpha1',
        'WebACL',
        'spec: {rules: [{name: a, statement: {new: {to: /}}}]}',
      ),
      ['changed spec.rules[name=a].statement.new.to'],
    ],
    [
      'status that is a field as any other',
      object('argoproj.io/v1alpha1', 'Application', 'spec: {}, status: {health: {status: Healthy}}'),
      object('argoproj.io/v1alpha1', 'Application', 'spec: {}'),
      ['removed status'],
    ],
    [
      'fields of another type than the schema says',
      object('apps/v1', 'Deployment', 'spec: text'),
      object('apps/v1', 'Deployment', 'spec: other'),
      ['changed spec'],
    ],
  ])('%s', (_, before, after, expected) => expect(where(before, after)).toEqual(expected));
});

test('paths count items as the manifests do, values are those the API server holds', () => {
  const before = container('env: [{name: A, value: x}]');
  const [one, other] = readManifests(
    `${before}\n---\n${container('env: [{name: B}, {name: A, value: z}]').replace('spec: {', 'spec: {replicas: 3, ')}`,
    'test.yaml',
  ).manifests;
  const env = ['spec', 'template', 'spec', 'containers', 0, 'env'];
  const whereEnv = 'spec.template.spec.containers[name=api].env';
  expect(comparer.compare(one!.object, other!.object)).toEqual([
    {
      kind: 'changed',
      path: ['spec', 'replicas'],
      basePath: ['spec', 'replicas'],
      where: 'spec.replicas',
      before: 1,
      after: 3,
    },
    {
      kind: 'changed',
      path: [...env, 1, 'value'],
      basePath: [...env, 0, 'value'],
      where: `${whereEnv}[name=A].value`,
      before: 'x',
      after: 'z',
    },
    {
      kind: 'added',
      path: [...env, 0],
      basePath: [...env, 0],
      where: `${whereEnv}[name=B]`,
      after: { name: 'B' },
    },
  ]);
});
