import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { isRecord } from '../../src/manifest/object.ts';
import type { Path } from '../../src/manifest/path.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';
import { fleet } from './fleet.ts';
import { deployment, object, told } from './told.ts';

const facts = loadFacts();
const aws = (service: string, kind: string, spec: string): string =>
  object(`${service}.services.k8s.aws/v1alpha1`, kind, `spec: {${spec}}`);
const selectors =
  'namespaceSelector: {matchLabels: {a: b}, matchExpressions: [{key: a, operator: In, values: [x]}]}, matchConditions: [{expression: x}]';

/** Objects that say much of what hazards look for. */
const rich = [
  ...Object.entries(fleet()).flatMap(([name, text]) => (name.startsWith('dist/staging') ? text : [])),
  deployment(
    'serviceAccountName: x, hostNetwork: false, volumes: [{hostPath: {path: /}}], containers: [{name: x, image: "x@sha256:1", ports: [{hostPort: 1}], securityContext: {capabilities: {add: [X]}, runAsUser: 0}}]',
    'strategy: {rollingUpdate: {maxUnavailable: 1}},',
  ),
  object(
    'argoproj.io/v1alpha1',
    'AppProject',
    'spec: {sourceRepos: [a, "!b"], destinations: [{server: s, namespace: n}], clusterResourceWhitelist: [{group: x, kind: y}], signatureKeys: [{keyID: x}], roles: [{name: r, policies: [x], groups: [g]}]}',
  ),
  object(
    'argoproj.io/v1alpha1',
    'ApplicationSet',
    'spec: {generators: [{git: {files: [{path: a}]}}, {matrix: {generators: [{list: {elements: [{a: b}]}}]}}]}',
  ),
  object(
    'argoproj.io/v1alpha1',
    'Application',
    'spec: {project: x, sources: [{repoURL: r, path: p, targetRevision: x}], destination: {server: a, namespace: n}, ignoreDifferences: [{kind: b, jsonPointers: [/a]}]}',
  ),
  object(
    'argoproj.io/v1alpha1',
    'Rollout',
    'spec: {strategy: {canary: {analysis: {startingStep: 1}, steps: [{setWeight: 5}, {pause: {}}, {analysis: {templates: [{templateName: a}]}}]}}}',
  ),
  aws(
    'wafv2',
    'WebACL',
    'defaultAction: {block: {}}, rules: [{name: a, action: {block: {}}, statement: {rateBasedStatement: {limit: 100}}}, {name: b, overrideAction: {none: {}}, statement: {managedRuleGroupStatement: {excludedRules: [{name: a}]}}}]',
  ),
  aws(
    'ec2',
    'SecurityGroup',
    'ingressRules: [{fromPort: 1, toPort: 2, ipProtocol: tcp, ipRanges: [{cidrIP: 10.0.0.0/8}], userIDGroupPairs: [{groupID: a}]}]',
  ),
  aws(
    'iam',
    'Role',
    `policies: [a], permissionsBoundary: a, assumeRolePolicyDocument: '{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "a"}, "Action": "x"}]}'`,
  ),
  aws(
    'rds',
    'DBInstance',
    'deletionProtection: true, backupRetentionPeriod: 7, dbInstanceClass: db.r6g.large',
  ),
  object(
    'admissionregistration.k8s.io/v1',
    'ValidatingWebhookConfiguration',
    `webhooks: [{name: a, rules: [{operations: [CREATE], apiGroups: [x], resources: [pods]}], ${selectors}}]`,
  ),
  object('networking.istio.io/v1', 'VirtualService', 'spec: {hosts: [a.b], gateways: [x]}'),
  object(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'spec: {hostnames: [a.b], parentRefs: [{name: x}], rules: [{matches: [{path: {value: /a}}]}]}',
  ),
  object('argoproj.io/v1alpha1', 'AnalysisTemplate', 'spec: {metrics: [{name: a, failureLimit: 1}]}'),
  object('keda.sh/v1alpha1', 'ScaledObject', 'spec: {scaleTargetRef: {name: a}, fallback: {replicas: 1}}'),
  object('v1', 'Pod', 'spec: {activeDeadlineSeconds: 1, containers: [{name: x, volumeMounts: [{name: y}]}]}'),
  object(
    'networking.k8s.io/v1',
    'Ingress',
    'spec: {tls: [{hosts: [a.b]}], rules: [{host: a.b, http: {paths: [{path: /a, pathType: Prefix}]}}]}',
  ),
  object(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'spec: {ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 1, endPort: 2}]}]}',
  ),
  object(
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'rules: [{verbs: [get], apiGroups: [x], resources: [pods], nonResourceURLs: [/x]}], aggregationRule: {clusterRoleSelectors: [{matchLabels: {a: b}}]}',
  ),
  object('v1', 'ResourceQuota', 'spec: {hard: {pods: 1}, scopes: [x]}'),
  object(
    'v1',
    'Service',
    'spec: {type: LoadBalancer, externalIPs: [1.2.3.4], loadBalancerSourceRanges: [10.0.0.0/8]}',
  ),
  object(
    'cilium.io/v2',
    'CiliumNetworkPolicy',
    'spec: {endpointSelector: {}, ingressDeny: [{fromEntities: [world]}], egress: [{toCIDRSet: [{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}], icmps: [{fields: [{type: 8}]}], toPorts: [{ports: [{port: "1", endPort: 2}], rules: {http: [{path: /}]}}]}]}',
  ),
  object(
    'projectcalico.org/v3',
    'NetworkPolicy',
    'spec: {types: [Ingress], order: 1, ingress: [{action: Deny, source: {notNets: [10.0.0.0/8]}}, {action: Allow, destination: {ports: [1]}}]}',
  ),
  object(
    'projectcontour.io/v1',
    'HTTPProxy',
    'spec: {virtualhost: {fqdn: a.b, tls: {}}, routes: [{conditions: [{prefix: /a}], ipAllowPolicy: [{cidr: 10.0.0.0/8}], services: [{name: a, weight: 1}]}]}',
  ),
  object(
    'traefik.io/v1alpha1',
    'IngressRoute',
    'spec: {tls: {}, routes: [{match: "Host(`a.b`) && PathPrefix(`/a`)", middlewares: [{name: a}], services: [{name: a}]}]}',
  ),
  object('karpenter.sh/v1', 'NodePool', 'spec: {disruption: {budgets: [{nodes: 10%}]}}'),
].flatMap((text) => readManifests(text, 'm.yaml').manifests);

test.each(['constructor', 'toString', '__proto__'])('a kind that is called %s', (kind) => {
  const [one, other] = ['1', '2'].map((x) => object('v1', kind, `spec: {x: ${x}}`)) as [string, string];
  for (const [before, after] of [
    [one, other],
    [one, ''],
    ['', one],
  ] as const)
    expect(told(before, after)).toEqual([]);
});

/** What may stand where something else should. */
const odd = fc.constantFrom<unknown>(
  null,
  '',
  'x',
  '*',
  '5',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  [null],
  [{}],
  [['x']],
  { a: null },
  { toString: 1 },
  [{ toString: 1 }],
  { name: {} },
  'constructor',
);
const edits = fc.array(fc.record({ at: fc.nat(), value: odd }), { maxLength: 4 });
type Edits = readonly { readonly at: number; readonly value: unknown }[];

/** Every place in an object but those that say which one it is. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (!Array.isArray(value) && !isRecord(value)) return [path];
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inside.flatMap(([key, each]) => placesIn(each, [...path, key]))];
}

function put(root: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(root)) return root.map((each, index) => (index === key ? put(each, rest, value) : each));
  return isRecord(root) ? { ...root, [key]: put(root[key], rest, value) } : root;
}

function edited(manifest: LoadedManifest, all: Edits): LoadedManifest {
  let { object: now } = manifest;
  for (const { at, value } of all) {
    const places = placesIn(now).filter(([first, ...rest]) =>
      first === 'metadata'
        ? rest.length > 1
        : first !== undefined && !/^(?:apiVersion|kind)$/.test(`${first}`),
    );
    const place = places[at % places.length];
    if (place !== undefined) now = put(now, place, value) as LoadedManifest['object'];
  }
  return { ...manifest, object: now };
}

test('whatever stands in an object, hazards are told without failing, and in words', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rich), edits, edits, (manifest, before, after) => {
      const { entries } = planOf([edited(manifest, before)], [edited(manifest, after)], facts);
      for (const { hazards } of entries)
        for (const { message } of hazards) expect(message).not.toMatch(/undefined|\[object Object\]/);
    }),
    { numRuns: 4_000 },
  );
});
