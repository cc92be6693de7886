import { expect, test } from 'vitest';
import { judged, policy } from './judged.ts';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: x}]}
`;

function rule(group: string, ...resources: string[]): string {
  return `[{apiGroups: ["${group}"], apiVersions: [v1], operations: [CREATE], resources: [${resources.join(', ')}]}]`;
}

const deployments = rule('apps', 'deployments');

/** The findings of type checking, with the verdict. */
function typeErrors(given: Parameters<typeof policy>[0], more = ''): string[] {
  const { findings, results } = judged({ policies: policy(given) + more, objects: deployment });
  return [
    ...findings
      .filter(({ rule: name }) => name === 'type-error')
      .map(
        ({ severity, message, location }) => `${severity} ${location?.line}:${location?.column} ${message}`,
      ),
    ...results.map(({ verdict }) => verdict),
  ];
}

test('a misspelt field is told with its place, and the policy is judged by', () => {
  expect(typeErrors({ rules: deployments, expression: '!has(object.spec.replica)' })).toEqual([
    'warning 9:30 spec.validations[0].expression: has the wrong type for apps/v1 Deployment, at 1:5: undefined field ' +
      "'replica'",
    'allowed',
  ]);
});

test.each([
  ['object.spec.replicas == 2', []],
  ["object.spec.replicas == '2'", ["found no matching overload for '_==_' applied to '(int, string)'"]],
  ["object.spec.template.spec.containers.all(c, c.imag == '')", ["undefined field 'imag'"]],
  ['dyn(object).spec.replica == 2', []],
  ["oldObject == null || oldObject.metadata.lables['a'] == ''", ["undefined field 'lables'"]],
  [
    "object.metadata.labels['a'].size() > 0 || object.metadata.creationTimestamp < timestamp('2026-01-01T00:00:00Z')",
    [],
  ],
  [
    "object.spec.strategy.rollingUpdate.maxSurge == '25%' || object.spec.strategy.rollingUpdate.maxSurge == 1",
    [],
  ],
  ["authorizer.requestResource.check('get').allowed()", ['unexpected failed resolution']],
  // What upstream cannot type, it takes for missing.
  ["object.spec.template.spec.containers.all(c, 'cpu' in c.resources.limits)", ["undefined field 'limits'"]],
])('%s', (expression, expected) => {
  const found = typeErrors({ rules: deployments, expression }).filter((line) => line.startsWith('warning'));
  expect(found).toEqual(expected.map((text) => expect.stringContaining(text)));
});

test('kinds with the same mistake are told together', () => {
  const rules = rule('apps', 'deployments', 'daemonsets', 'statefulsets');
  expect(typeErrors({ rules, expression: 'object.spec.replicas < 5' })[0]).toContain(
    'for apps/v1 DaemonSet, at 1:12: undefined field',
  );
  expect(typeErrors({ rules, expression: '!has(object.spec.foo)' })[0]).toContain(
    'for apps/v1 DaemonSet, apps/v1 Deployment, apps/v1 StatefulSet, at 1:5',
  );
});

test('no more than ten kinds are checked', () => {
  const rules = `[{apiGroups: [rbac.authorization.k8s.io, storage.k8s.io, apps, batch], apiVersions: [v1], operations: [CREATE],
    resources: [roles, rolebindings, clusterroles, clusterrolebindings, storageclasses, csidrivers, csinodes,
      volumeattachments, deployments, daemonsets, statefulsets, replicasets, jobs, cronjobs]}]`;
  const [found = ''] = typeErrors({ rules, expression: '!has(object.foo)' });
  expect(found.match(/v1 [A-Z]/g)).toHaveLength(10);
  expect(found).not.toContain('storage.k8s.io');
});

test('wildcards are not checked', () => {
  expect(typeErrors({ expression: '!has(object.spec.foo)' })).toEqual(['allowed']);
});

test('variables carry the types of fields that are no objects; their own mistakes are not told', () => {
  const spec =
    'variables: [{name: count, expression: object.spec.replicas}, {name: bad, expression: object.spec.foo}]';
  const found = (expression: string): string[] =>
    typeErrors({ rules: deployments, spec, expression }).filter((line) => line.startsWith('warning'));
  expect(found("variables.count == 'a'")).toEqual([expect.stringContaining('(int, string)')]);
  expect(found("variables.count == 2 || variables.bad == 'a'")).toEqual([]);
});

test('custom kinds are checked by their definitions, as are parameters', () => {
  const definition = `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: limits.rules.example.com}
spec:
  group: rules.example.com
  scope: Cluster
  names: {kind: Limit, listKind: LimitList, plural: limits, singular: limit}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {most: {type: integer}}}}
`;
  const spec = 'paramKind: {apiVersion: rules.example.com/v1, kind: Limit}';
  const found = (expression: string): string[] =>
    typeErrors({ rules: deployments, spec, expression }, definition).filter((line) =>
      line.startsWith('warning'),
    );
  expect(found('object.spec.replicas < params.most')).toEqual([]);
  expect(found('object.spec.replicas < params.least')).toEqual([
    expect.stringContaining("undefined field 'least'"),
  ]);
  expect(found("params.metadata.labels['a'] == 1")).toEqual([expect.stringContaining('(string, int)')]);
});
