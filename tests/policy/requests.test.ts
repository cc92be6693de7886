import { expect, test } from 'vitest';
import { configMap, judged, policy, verdicts } from './judged.ts';

test('policies and bindings themselves are not judged: one that denies all could not be removed', () => {
  expect(verdicts({ policies: policy(), objects: policy() })).toEqual([]);
});

test('an object that the API server cannot read is not judged, and hides no other', () => {
  const broken = '{apiVersion: v1, kind: ConfigMap, metadata: {name: x, labels: {a: 1}}}';
  const { results, findings } = judged({ policies: policy(), objects: `${broken}\n---\n${configMap}` });
  expect(results.map(({ identity, verdict }) => `${identity.name} ${verdict}`)).toEqual(['plain denied']);
  expect(findings.map(({ severity, rule }) => `${severity} ${rule}`)).toEqual(['unjudged wrong-type']);
});

test('null among containers is a container without fields', () => {
  const objects = '{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {containers: [null]}}';
  const expression = 'object.spec.containers.all(container, has(container.image))';
  expect(verdicts({ policies: policy({ expression }), objects })).toHaveLength(1);
});

test('an update is of the same object with and without the default namespace', () => {
  const secret = (rest: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: x${rest}}`;
  const policies = policy({ expression: "oldObject == null || oldObject.data.k == 'a'" });
  const texts = {
    policies,
    operation: 'UPDATE',
    objects: `${secret(', namespace: default')}, data: {k: b}}`,
  } as const;
  expect(verdicts({ ...texts, old: `${secret('')}, data: {k: a}}` })).toEqual(['allowed | p']);
  expect(verdicts({ ...texts, old: `${secret('')}, data: {k: c}}` })).toHaveLength(1);
});

test('whether there was an object is certain, however many fields it has that nobody knows', () => {
  const application = (project: string): string =>
    `{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: x}, spec: {project: ${project}}}`;
  const verdictOf = (expression: string): string[] => {
    const texts = { objects: application('a'), old: application('b'), operation: 'UPDATE' } as const;
    return verdicts({ policies: policy({ expression }), ...texts });
  };
  expect(verdictOf('oldObject == null')[0]).toMatch(/^denied/);
  expect(verdictOf('null != oldObject && oldObject.spec != object.spec')).toEqual(['allowed | p']);
  const unknown = 'undecided | p | status is filled by the API server';
  expect(verdictOf('oldObject != object')).toEqual([unknown]);
  expect(verdictOf('size(oldObject) > 4')).toEqual([unknown]);
});

test('a refused binding is no missing one', () => {
  const { findings } = judged({ policies: policy({ actions: 'Deny, Warn' }), objects: configMap });
  expect(findings.map(({ rule }) => rule)).not.toContain('policy-without-binding');
});

test('a match condition that is false does not hide that all together cost too much', () => {
  const names = Array.from({ length: 400 }, (_, index) => `{name: c${index}}`).join(', ');
  const objects = `{apiVersion: v1, kind: Pod, metadata: {name: x}, spec: {containers: [${names}]}}`;
  const all = 'object.spec.containers.all(a, object.spec.containers.all(b, a.name.size() > 0))';
  const expensive = [1, 2, 3, 4].map((each) => `{name: c${each}, expression: "${all}"}`).join(', ');
  const spec = `matchConditions: [{name: never, expression: "false"}, ${expensive}]`;
  expect(verdicts({ policies: policy({ spec }), objects })[0]).toMatch(/^undecided/);
  const cheap = 'matchConditions: [{name: never, expression: "false"}]';
  expect(verdicts({ policies: policy({ spec: cheap }), objects })[0]).toMatch(/^skipped/);
});
