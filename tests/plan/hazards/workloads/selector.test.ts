import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const budget = (selector: string): string =>
  object('policy/v1', 'PodDisruptionBudget', `spec: {minAvailable: 1, selector: {${selector}}}`);
const among = (values: string): string => `matchExpressions: [{key: app, operator: In, values: [${values}]}]`;
const other = (path: string, what = 'pods'): string[] => [
  `warning selector-change: ${path} changes: it means other ${what} than before`,
];
const mutual = (selector: string): string =>
  object('security.istio.io/v1', 'PeerAuthentication', `spec: {${selector} mtls: {mode: STRICT}}`);
const sidecar = (spec: string): string => object('networking.istio.io/v1', 'Sidecar', `spec: {${spec}}`);
const cilium = (app: string): string =>
  object(
    'cilium.io/v2',
    'CiliumNetworkPolicy',
    `spec: {endpointSelector: {matchLabels: {app: ${app}}}, ingress: [{fromEndpoints: [{}]}]}`,
  );
const rule = (app: string, port: number): string =>
  `{endpointSelector: {matchLabels: {app: ${app}}}, ingress: [{toPorts: [{ports: [{port: "${port}"}]}]}]}`;
const rules = (...texts: readonly string[]): string =>
  object('cilium.io/v2', 'CiliumNetworkPolicy', `specs: [${texts.join(', ')}]`);
const ofNodes = (selector: string): string =>
  object(
    'cilium.io/v2',
    'CiliumClusterwideNetworkPolicy',
    `spec: {${selector}, ingress: [{fromEntities: [cluster]}]}`,
  );
const vertical = (reference: string): string =>
  object(
    'autoscaling.k8s.io/v1',
    'VerticalPodAutoscaler',
    `spec: {targetRef: {${reference}}, updatePolicy: {updateMode: Initial}}`,
  );
const encrypted = (...names: readonly string[]): string =>
  object(
    'gateway.networking.k8s.io/v1',
    'BackendTLSPolicy',
    `spec: {targetRefs: [${names.map((name) => `{group: "", kind: Service, name: ${name}}`).join(', ')}], validation: {hostname: a.b, wellKnownCACertificates: System}}`,
  );
const tokens = (spec: string): string =>
  object('security.istio.io/v1', 'RequestAuthentication', `spec: {${spec}}`);
const gateway = '{group: gateway.networking.k8s.io, kind: Gateway, name: public}';

const prometheus = (spec: string): string =>
  object('monitoring.coreos.com/v1', 'Prometheus', `spec: {replicas: 1, ${spec}}`);

test.each<[string, string, string, string[]]>([
  [
    'other monitors',
    prometheus('serviceMonitorSelector: {matchLabels: {release: a}}, ruleSelector: {}'),
    prometheus('serviceMonitorSelector: {matchLabels: {release: b}}, ruleSelector: {}'),
    other('spec.serviceMonitorSelector.matchLabels.release', 'monitors'),
  ],
  ['no rules any more', prometheus('ruleSelector: {}'), prometheus(''), other('spec.ruleSelector', 'rules')],
  [
    'the same monitors, written otherwise',
    prometheus('podMonitorSelector: {matchLabels: {app: a}}'),
    prometheus(`podMonitorSelector: {${among('a')}}`),
    [],
  ],
  ['the same in an expression', budget('matchLabels: {app: a}'), budget(among('a')), []],
  ['values in another order', budget(among('a, b')), budget(among('b, a')), []],
  [
    'another value',
    budget(among('a')),
    budget(among('b')),
    other('spec.selector.matchExpressions[0].values[0]'),
  ],
  [
    'fewer pods',
    budget(among('a, b')),
    budget('matchLabels: {app: a}'),
    other('spec.selector.matchExpressions'),
  ],
  ['all pods', budget('matchLabels: {app: a}'), budget(''), other('spec.selector.matchLabels')],
  [
    'no pods of a Service',
    object('v1', 'Service', 'spec: {selector: {app: a}}'),
    object('v1', 'Service', 'spec: {type: ExternalName, externalName: a.example.com}'),
    [
      'warning traffic-change: leads to a.example.com, and no longer to its pods',
      'warning selector-change: spec.selector changes: it means no pods any more',
    ],
  ],
  [
    'another label of a Service',
    object('v1', 'Service', 'spec: {selector: {app: a}}'),
    object('v1', 'Service', 'spec: {selector: {app: b}}'),
    other('spec.selector.app'),
  ],
  [
    'another label of a ReplicationController',
    object('v1', 'ReplicationController', 'spec: {selector: {app: a}}'),
    object('v1', 'ReplicationController', 'spec: {selector: {app: b}}'),
    other('spec.selector.app'),
  ],
  [
    'another label of the mesh',
    mutual('selector: {matchLabels: {app: a}},'),
    mutual('selector: {matchLabels: {app: b}},'),
    other('spec.selector.matchLabels.app'),
  ],
  ['nothing in it, which is all of the mesh', mutual('selector: {},'), mutual(''), []],
  [
    'nothing in it, which is more than none',
    budget(''),
    object('policy/v1', 'PodDisruptionBudget', 'spec: {minAvailable: 1}'),
    other('spec.selector'),
  ],
  [
    'another label of workloads',
    sidecar('workloadSelector: {labels: {app: a}}'),
    sidecar('workloadSelector: {labels: {app: b}}'),
    other('spec.workloadSelector.labels.app'),
  ],
  [
    'no workloads of its own',
    sidecar('workloadSelector: {labels: {app: a}}, egress: []'),
    sidecar('egress: []'),
    other('spec.workloadSelector'),
  ],
  ['another label of endpoints', cilium('a'), cilium('b'), other('spec.endpointSelector.matchLabels.app')],
  [
    'another label of endpoints, in one of several rules',
    rules(rule('a', 1), rule('b', 2)),
    rules(rule('a', 1), rule('c', 2)),
    other('specs[1].endpointSelector.matchLabels.app'),
  ],
  [
    'the endpoints of one rule more',
    rules(rule('a', 1)),
    rules(rule('a', 1), rule('b', 1)),
    other('specs[1]'),
  ],
  ['another rule for the same endpoints', rules(rule('a', 1)), rules(rule('a', 1), rule('a', 1)), []],
  ['rules in another order', rules(rule('a', 1), rule('b', 2)), rules(rule('b', 2), rule('a', 1)), []],
  [
    'a list of its only rule',
    rules(rule('a', 1)),
    object('cilium.io/v2', 'CiliumNetworkPolicy', `spec: ${rule('a', 1)}`),
    [],
  ],
  [
    'another label of nodes',
    ofNodes('nodeSelector: {matchLabels: {tier: a}}'),
    ofNodes('nodeSelector: {matchLabels: {tier: b}}'),
    other('spec.nodeSelector.matchLabels.tier', 'nodes'),
  ],
  [
    'the same nodes in an expression',
    ofNodes('nodeSelector: {matchLabels: {tier: a}}'),
    ofNodes('nodeSelector: {matchExpressions: [{key: tier, operator: In, values: [a]}]}'),
    [],
  ],
  [
    'another target',
    vertical('apiVersion: apps/v1, kind: Deployment, name: a'),
    vertical('apiVersion: apps/v1, kind: Deployment, name: b'),
    other('spec.targetRef.name', 'objects'),
  ],
  [
    'a target of another version',
    vertical('apiVersion: apps/v1beta1, kind: Deployment, name: a'),
    vertical('apiVersion: apps/v1, kind: Deployment, name: a'),
    [],
  ],
  ['one target less', encrypted('a', 'b'), encrypted('a'), other('spec.targetRefs[1]', 'objects')],
  ['targets in another order', encrypted('a', 'b'), encrypted('b', 'a'), []],
  ['a target in a list', tokens(`targetRef: ${gateway}`), tokens(`targetRefs: [${gateway}]`), []],
])('a selector with %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
