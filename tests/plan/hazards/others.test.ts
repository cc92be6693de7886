import { expect, test } from 'vitest';
import { object, told } from '../told.ts';

const budget = (spec: string): string => object('policy/v1', 'PodDisruptionBudget', `spec: {${spec}}`);
const service = (spec: string): string => object('v1', 'Service', `spec: {${spec}}`);
const policy = (validations: string): string =>
  object(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicy',
    `spec: {validations: [${validations}]}`,
  );
const binding = (action: string): string =>
  object(
    'admissionregistration.k8s.io/v1',
    'ValidatingAdmissionPolicyBinding',
    `spec: {policyName: p, paramRef: {name: n, parameterNotFoundAction: ${action}}}`,
  );
const definition = (wave: string): string =>
  `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: carts.example.com, annotations: {argocd.argoproj.io/sync-wave: "${wave}"}}, spec: {group: example.com, names: {kind: Cart, plural: carts}, scope: Namespaced, versions: []}}`;
const cart = object('example.com/v1', 'Cart', 'spec: {}', 'annotations: {argocd.argoproj.io/sync-wave: "1"}');
const refused = (field: string): string =>
  `error immutable-field: ${field} cannot be changed: the API server refuses the update, and the sync fails`;

test.each<[string, string, string, string[]]>([
  [
    'what only waits for what it owns',
    object('v1', 'ConfigMap', 'data: {}', 'finalizers: [foregroundDeletion, example.com/clean]'),
    object('v1', 'ConfigMap', 'data: {}'),
    [
      'warning protection-cut: example.com/clean is no longer among its finalizers: what that cleans up is left behind when the object goes',
    ],
  ],
  [
    'fewer pods that must stay',
    budget('minAvailable: 2'),
    budget('minAvailable: 1'),
    ['warning protection-cut: lets more pods be evicted at once: minAvailable goes from 2 to 1'],
  ],
  [
    'a larger share that may go',
    budget('maxUnavailable: 10%'),
    budget('maxUnavailable: 50%'),
    ['warning protection-cut: lets more pods be evicted at once: maxUnavailable goes from 10% to 50%'],
  ],
  ['more pods that must stay', budget('minAvailable: 1'), budget('minAvailable: 2'), []],
  ...['minAvailable: 50%', ''].map((before): [string, string, string, string[]] => [
    `all pods must stay, after ${before || 'none'}`,
    before && budget(before),
    budget('minAvailable: 100%'),
    ['warning protection-cut: lets no pod be evicted: nodes cannot be drained'],
  ]),
  [
    'a port without encryption',
    object('security.istio.io/v1', 'PeerAuthentication', 'spec: {mtls: {mode: STRICT}}'),
    object(
      'security.istio.io/v1',
      'PeerAuthentication',
      'spec: {mtls: {mode: STRICT}, portLevelMtls: {80: {mode: DISABLE}}}',
    ),
    [
      'warning protection-cut: STRICT is no longer the mode of all its ports: traffic that is not encrypted is accepted',
    ],
  ],
  [
    'a part of the networks that a load balancer takes in',
    service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]'),
    service('type: LoadBalancer, loadBalancerSourceRanges: [10.1.0.0/16]'),
    [],
  ],
  [
    'an address from outside',
    service(''),
    service('externalIPs: [192.0.2.1]'),
    ['warning exposure: takes traffic for the address 192.0.2.1'],
  ],
  ...[
    ['ResourceQuota', 'v1', 'so nothing limits what its namespace may have'],
    ['PeerAuthentication', 'security.istio.io/v1', 'so traffic that is not encrypted may be accepted'],
    ['ValidatingWebhookConfiguration', 'admissionregistration.k8s.io/v1', 'so what it denied is allowed'],
    ['PrometheusRule', 'monitoring.coreos.com/v1', 'so nobody is alerted by its rules any more'],
  ].map(([kind = '', version = '', loss = '']): [string, string, string, string[]] => [
    `a ${kind} that goes`,
    object(version, kind, 'spec: {}'),
    '',
    [`warning deletion: it is deleted, ${loss}`],
  ]),
  ...[
    [
      '{apiGroups: [apps], resources: ["*/scale"], verbs: [get]}',
      '{apiGroups: [apps], resources: [deployments/scale], verbs: [get]}',
    ],
    ['{nonResourceURLs: [/api/*], verbs: [get]}', '{nonResourceURLs: [/api/v1], verbs: [get]}'],
  ].map(([before, after]): [string, string, string, string[]] => [
    `what ${before} covers`,
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', `rules: [${before}]`),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', `rules: [${after}]`),
    [],
  ]),
  [
    'a share for a count, which nobody can compare',
    budget('minAvailable: 1'),
    budget('minAvailable: 50%'),
    [],
  ],
  ['an address that is set', service(''), service('clusterIP: None'), [refused('spec.clusterIP')]],
  ['an address that is no longer asked for', service('clusterIP: None'), service(''), []],
  [
    'an address of what had none',
    service('type: ExternalName, externalName: x'),
    service('clusterIP: None'),
    [],
  ],
  [
    'another class of load balancer',
    service('type: LoadBalancer, loadBalancerClass: a/b'),
    service('type: LoadBalancer, loadBalancerClass: a/c'),
    [refused('spec.loadBalancerClass')],
  ],
  [
    'a load balancer for everyone',
    service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]'),
    service('type: LoadBalancer'),
    ['warning exposure: takes traffic from anywhere (loadBalancerSourceRanges)'],
  ],
  [
    'a load balancer for some more',
    service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8]'),
    service('type: LoadBalancer, loadBalancerSourceRanges: [10.0.0.0/8, 192.0.2.0/24]'),
    ['warning exposure: takes traffic from 192.0.2.0/24'],
  ],
  [
    'a name at a Gateway',
    object(
      'gateway.networking.k8s.io/v1',
      'Gateway',
      'spec: {listeners: [{name: x, port: 443, hostname: a.b}]}',
    ),
    object('gateway.networking.k8s.io/v1', 'Gateway', 'spec: {listeners: [{name: x, port: 443}]}'),
    ['warning exposure: takes traffic from outside for any name'],
  ],
  [
    'a finalizer less',
    object('v1', 'ConfigMap', 'data: {}', 'finalizers: [example.com/a, example.com/b]'),
    object('v1', 'ConfigMap', 'data: {}', 'finalizers: [example.com/b]'),
    [
      'warning protection-cut: example.com/a is no longer among its finalizers: what that cleans up is left behind when the object goes',
    ],
  ],
  [
    'a validation less',
    policy('{expression: "a", message: no a}, {expression: "b"}'),
    policy('{expression: "a", message: never a}'),
    ['warning protection-cut: "b" is no longer what it demands'],
  ],
  [
    'a policy that lets pass what it has no parameter for',
    binding('Deny'),
    binding('Allow'),
    ['warning protection-cut: Deny is no longer what it does without its parameter: requests pass'],
  ],
  [
    'volumes that go with their pods',
    object('apps/v1', 'StatefulSet', 'spec: {replicas: 1}'),
    object(
      'apps/v1',
      'StatefulSet',
      'spec: {replicas: 1, persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Delete}}',
    ),
    [
      'warning protection-cut: Retain whenScaled is no longer how its volumes are treated: they are deleted with their data',
    ],
  ],
  [
    'a volume that goes with its claim',
    '{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {persistentVolumeReclaimPolicy: Retain}}',
    '{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {persistentVolumeReclaimPolicy: Delete}}',
    ['warning protection-cut: Retain is no longer its reclaim policy: the data goes with its claim'],
  ],
  [
    'an object before its definition',
    '',
    `${definition('2')}\n---\n${cart}`,
    ['error wave-order: is applied in wave 1, before the definition of its kind in wave 2: the sync fails'],
  ],
  ['an object in the wave of its definition', '', `${definition('1')}\n---\n${cart}`, []],
])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
