import { describe, expect, test } from 'vitest';
import { objectDriftOf } from '../../src/drift/data.ts';
import { DriftComparison } from '../../src/drift/drift.ts';
import { objectFindings } from '../../src/drift/findings.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { formatIdentity, type KubernetesObject } from '../../src/manifest/object.ts';
import { readManifests } from '../../src/manifest/read.ts';

/** What is told of an object, without by whom. */
function told(git: string, live: string, predicted?: string): string[] {
  const { manifests } = readManifests(git, 'git.yaml');
  const comparison = new DriftComparison(manifests, [read(live)], loadFacts());
  const predictions = comparison
    .doubtful()
    .map(
      ({ identity, live: found }) =>
        [formatIdentity(identity), { live: found, predicted: read(predicted ?? live) }] as const,
    );
  const { verdicts } = comparison.drift(predicted === undefined ? new Map() : new Map(predictions));
  return verdicts
    .flatMap((verdict) =>
      verdict.result === 'clean'
        ? []
        : [
            objectDriftOf(
              verdict,
              () => '',
              () => false,
            ),
          ],
    )
    .flatMap(objectFindings)
    .map(({ message }) => message.replace(/ \([^()]*\)$/, ''));
}

function read(text: string): KubernetesObject {
  const object = readManifests(text, 'live.yaml').manifests[0]?.object;
  if (object === undefined) throw new Error('a manifest is needed');
  const managedFields = [{ manager: 'kubectl-edit', operation: 'Update', fieldsV1: {} }];
  return { ...object, metadata: { ...object.metadata, managedFields } };
}

const deployment = (spec: string, container = ''): string =>
  `{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, namespace: b}, spec: {${spec} template: {spec: {containers: [{name: app, image: x, ${container}}]}}}}`;
const service = (spec: string): string =>
  `{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b}, spec: {${spec}}}`;
const secret = (data: string): string =>
  `{apiVersion: v1, kind: Secret, metadata: {name: a, namespace: b}, ${data}}`;
const args = 'spec.template.spec.containers[name=app].args';

describe('what moved', () => {
  test('is told by where it is, not of what stays between others that change places', () => {
    const found = told(deployment('', 'args: [a, b, c]'), deployment('', 'args: [c, b, a]'));
    expect(found).toEqual([`${args}[2] is at place 2, in git at 0`]);
  });

  test('in two lists, each tells of its own', () => {
    const git = deployment('', 'args: [a, b, c], command: [x, y]');
    expect(told(git, deployment('', 'args: [c, b, a], command: [y, x]'))).toEqual([
      `${args}[2] is at place 2, in git at 0`,
      'spec.template.spec.containers[name=app].command[1] is at place 1, in git at 0',
    ]);
  });

  test('is told also where it has its place because another item is gone', () => {
    const found = told(deployment('', 'args: [x, a, b]'), deployment('', 'args: [b, a]'));
    expect(found).toHaveLength(2);
    expect(found).toContain(`${args}[1] comes in another order than in git`);
  });
});

describe('what git says is told apart from what it leaves to the API server', () => {
  test('a default', () => {
    expect(told(deployment(''), deployment('replicas: 4,'))).toEqual([
      'spec.replicas is 4; git says nothing of it, which means 1',
    ]);
    expect(told(deployment('replicas: null,'), deployment('replicas: 4,'))).toEqual([
      'spec.replicas is 4; git says nothing of it, which means 1',
    ]);
    expect(told(deployment('replicas: 1,'), deployment('replicas: 4,'))).toEqual([
      'spec.replicas is 4, git says 1',
    ]);
  });

  test('a default that is nothing', () => {
    const role = (rest: string): string =>
      `{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a}, ${rest}}`;
    const rules = 'rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]';
    expect(told(role('rules: null'), role(rules))).toEqual([
      'rules is [{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}], git says nothing of it',
    ]);
  });

  test('what a dry run makes of git', () => {
    const ports = (more = ''): string => `ports: [{port: 80, protocol: TCP, targetPort: 80${more}}]`;
    const found = told(
      service('type: LoadBalancer, ports: [{port: 80}]'),
      service(`type: ClusterIP, ${ports()}`),
      service(`type: LoadBalancer, allocateLoadBalancerNodePorts: true, ${ports(', nodePort: 32769')}`),
    );
    expect(found).toContain('spec.type is "ClusterIP", git says "LoadBalancer"');
    expect(found).toContain(
      'spec.ports[port=80,protocol=TCP].nodePort is gone; git says nothing of it, a dry run makes it 32769',
    );
  });

  test('a value of a Secret that git says as text', () => {
    expect(told(secret('stringData: {a: x, b: y}'), secret('data: {a: eA==}'))).toEqual([
      'data.b is gone, git says "(redacted)"',
    ]);
  });
});

test.each([
  ['', 'Configmap', /^correct apiVersion and kind/],
  ['extensions', 'Ingress', /^correct apiVersion and kind/],
  ['example.com', 'Gizmo', /^install its CustomResourceDefinition/],
])(
  'where the cluster has no kind of the group "%s" that is %s, it is said what helps',
  (group, kind, next) => {
    const identity = { group, kind, namespace: 'b', name: 'a', application: '', fields: [] };
    const found = objectFindings({ ...identity, result: 'missing', isKindAbsent: true });
    expect(found).toMatchObject([
      { message: `the cluster has no ${kind}`, next: expect.stringMatching(next) },
    ]);
  },
);
