import { describe, expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { InputError } from '../../src/report/errors.ts';

const facts = loadFacts();

function definition(group: string, versions: readonly { name: string; served: boolean }[]) {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `widgets.${group}` },
    spec: {
      group,
      scope: 'Cluster',
      names: { kind: 'Widget', plural: 'widgets' },
      versions: versions.map((version) => ({
        ...version,
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: { type: 'object' } } } },
      })),
    },
  };
}

describe('kinds', () => {
  test.each([
    ['apps/v1', 'Deployment', 'deployments', true],
    ['v1', 'Namespace', 'namespaces', false],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'clusterroles', false],
    ['keda.sh/v1alpha1', 'ScaledObject', 'scaledobjects', true],
    ['karpenter.sh/v1', 'NodePool', 'nodepools', false],
    ['cloudfront.services.k8s.aws/v1alpha1', 'Distribution', 'distributions', true],
  ])('%s %s is known', (apiVersion, kind, plural, namespaced) => {
    expect(facts.find(apiVersion, kind)).toMatchObject({ kind, plural, namespaced });
  });

  test.each([
    ['apps/v1beta1', 'Deployment'],
    ['apps/v1', 'DeploymentList'],
    ['v1', 'Eviction'],
  ])('%s %s is none that can be created', (apiVersion, kind) => {
    expect(facts.find(apiVersion, kind)).toBeUndefined();
  });

  test('are ordered by group, version and kind, each once', () => {
    const keys = facts.kinds().map(({ group, version, kind }) => `${group}\n${version}\n${kind}`);
    expect(keys).toEqual([...new Set(keys)].sort());
  });

  test('say which module they come from', () => {
    expect(facts.find('velero.io/v1', 'Schedule')?.source).toMatch(/^github\.com\/vmware-tanzu\/velero@v1\./);
  });
});

describe('schemas', () => {
  test('of every kind can be read, and refer to known definitions only', () => {
    for (const kind of facts.kinds()) {
      const references = JSON.stringify(facts.schemaOf(kind)).matchAll(/"#\/definitions\/([^"]+)"/g);
      for (const [, name = ''] of references) expect(facts.definitions()).toHaveProperty([name]);
    }
    for (const [, name = ''] of JSON.stringify(facts.definitions()).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      expect(facts.definitions()).toHaveProperty([name]);
    }
  });

  test('carry no prose', () => {
    const text =
      JSON.stringify(facts.kinds().map((kind) => facts.schemaOf(kind))) + JSON.stringify(facts.definitions());
    expect(text).not.toMatch(/"description":"/);
  });

  test('of a kind from elsewhere are a programming error', () => {
    const nothing = {
      group: 'apps',
      version: 'v1',
      kind: 'Nothing',
      plural: 'nothings',
      namespaced: true,
      source: '',
    };
    expect(() => facts.schemaOf(nothing)).toThrow(RangeError);
  });
});

test('which kinds have a status of its own', () => {
  const hasStatus = (apiVersion: string, kind: string) => facts.find(apiVersion, kind)?.hasStatus;
  expect(hasStatus('argoproj.io/v1alpha1', 'Rollout')).toBe(true);
  expect(hasStatus('s3.services.k8s.aws/v1alpha1', 'Bucket')).toBe(true);
  expect(hasStatus('argoproj.io/v1alpha1', 'Application')).toBeUndefined();
});

describe('extendedWith', () => {
  test('adds the served versions of a CustomResourceDefinition', () => {
    const versions = [
      { name: 'v1', served: true },
      { name: 'v1alpha1', served: false },
    ];
    const extended = facts.extendedWith([definition('example.com', versions), { kind: 'ConfigMap' }]);
    expect(extended.find('example.com/v1', 'Widget')).toEqual({
      group: 'example.com',
      version: 'v1',
      kind: 'Widget',
      plural: 'widgets',
      namespaced: false,
      source: 'CustomResourceDefinition widgets.example.com',
    });
    expect(extended.find('example.com/v1alpha1', 'Widget')).toBeUndefined();
    expect(extended.find('apps/v1', 'Deployment')).toBeDefined();
    expect(facts.find('example.com/v1', 'Widget')).toBeUndefined();
  });

  test('lets the given definition win over all known versions of its kind', () => {
    const first = facts.extendedWith([definition('example.com', [{ name: 'v1', served: true }])]);
    const second = first.extendedWith([definition('example.com', [{ name: 'v2', served: true }])]);
    expect(second.find('example.com/v1', 'Widget')).toBeUndefined();
    const schemas = second.kinds().flatMap((kind) => (kind.kind === 'Widget' ? [second.schemaOf(kind)] : []));
    expect(schemas).toMatchObject([{ properties: { spec: { type: 'object' } } }]);
  });

  test('ignores what is no CustomResourceDefinition', () => {
    expect(facts.extendedWith([null, 'text', { kind: 'CustomResourceDefinition', spec: {} }])).toBe(facts);
  });

  test.each([
    ['no map of properties', { properties: [] }],
    ['a property that is null', { properties: { spec: null } }],
    ['an unknown type', { type: 'text' }],
    ['a list of items', { properties: { a: { type: 'array', items: [] } } }],
    ['additional properties that are text', { additionalProperties: 'yes' }],
    ['alternatives that are no list', { anyOf: {} }],
    ['an exclusion that is a list', { not: [] }],
    ['required fields that are no names', { required: [1] }],
    ['an enumeration that is no list', { enum: 'a' }],
  ])('ignores a definition whose schema has %s: its objects cannot be judged by it', (_, openAPIV3Schema) => {
    const broken = definition('example.com', [{ name: 'v1', served: true }]);
    const versions = [{ name: 'v1', served: true, schema: { openAPIV3Schema } }];
    expect(facts.extendedWith([{ ...broken, spec: { ...broken.spec, versions } }])).toBe(facts);
  });

  test('takes anything where a definition has no schema', () => {
    const bare = definition('example.com', []);
    const extended = facts.extendedWith([
      { ...bare, spec: { ...bare.spec, versions: [{ name: 'v1', served: true }] } },
    ]);
    const schemas = extended
      .kinds()
      .flatMap((kind) => (kind.kind === 'Widget' ? [extended.schemaOf(kind)] : []));
    expect(schemas).toEqual([{ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }]);
  });
});

test('an unknown Kubernetes version is bad input, and the known ones are named', () => {
  expect(() => loadFacts('1.2')).toThrow(
    new InputError([
      {
        severity: 'unjudged',
        rule: 'unknown-kubernetes-version',
        message: 'nothing is known of Kubernetes 1.2',
        allowed: '1.34',
      },
    ]),
  );
});
