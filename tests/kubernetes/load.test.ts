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
    const [kind] = facts.kinds();
    expect(() => facts.schemaOf({ ...kind!, kind: 'Nothing' })).toThrow(RangeError);
  });
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
    expect(second.schemaOf(second.find('example.com/v2', 'Widget')!)).toHaveProperty('properties.spec');
  });

  test('ignores what is no CustomResourceDefinition', () => {
    expect(facts.extendedWith([null, 'text', { kind: 'CustomResourceDefinition', spec: {} }])).toBe(facts);
  });
});

test('an unknown Kubernetes version is bad input, and the known ones are named', () => {
  expect(() => loadFacts('1.2')).toThrow(InputError);
  try {
    loadFacts('1.2');
  } catch (error) {
    expect((error as InputError).findings).toMatchObject([{ severity: 'unjudged', allowed: '1.34' }]);
  }
});
