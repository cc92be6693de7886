import { describe, expect, test } from 'vitest';
import { judge, problemsOf, validator } from './judge.ts';
import { deployment, samples, scaledObject } from './samples.ts';

test.each(samples.map((sample) => [sample.kind, sample] as const))('a sensible %s is valid', (_, sample) => {
  expect(problemsOf(sample)).toEqual([]);
  expect(validator.validate(sample).kind?.kind).toBe(sample.kind);
});

/** What other validators are known to get wrong, with their issue numbers. */
describe('known misses and false alarms of peers', () => {
  test('misspelt spec (kubeconform#341): one problem, not also a missing spec', () => {
    const { spec, ...rest } = deployment;
    expect(problemsOf({ ...rest, spce: spec })).toMatchObject([
      { rule: 'unknown-field', path: ['spce'], next: 'did you mean spec?' },
    ]);
  });

  test('missing metadata.name (kubeconform#286)', () => {
    expect(judge({ ...deployment, metadata: {} })).toEqual(['required-field metadata.name']);
    expect(judge({ ...deployment, metadata: undefined })).toEqual(['required-field metadata.name']);
    expect(judge({ ...deployment, metadata: { generateName: 'web-' } })).toEqual([]);
  });

  test('missing containers (kubeconform#148)', () => {
    const template = { metadata: deployment.spec.template.metadata, spec: {} };
    expect(judge({ ...deployment, spec: { ...deployment.spec, template } })).toEqual([
      'required-field spec.template.spec.containers',
    ]);
  });

  test('missing spec, where an empty one would be invalid', () => {
    const { spec: _, ...rest } = deployment;
    expect(problemsOf(rest)).toMatchObject([
      { rule: 'required-field', path: ['spec'], allowed: 'an object with selector, template' },
    ]);
  });

  test('creationTimestamp: null is fine (kubeconform#105)', () => {
    expect(judge({ ...deployment, metadata: { name: 'web', creationTimestamp: null } })).toEqual([]);
    expect(judge({ ...scaledObject, metadata: { name: 'web', creationTimestamp: null } })).toEqual([]);
  });

  test('null stands for an absent field (kubeconform#310), but does not fill a required one', () => {
    expect(judge({ ...deployment, spec: { ...deployment.spec, revisionHistoryLimit: null } })).toEqual([]);
    expect(judge({ ...deployment, spec: { ...deployment.spec, selector: null } })).toEqual([
      'required-field spec.selector',
    ]);
  });

  test('status is decoded, and otherwise ignored', () => {
    expect(judge({ ...deployment, status: { conditions: [{}], replicas: 1 } })).toEqual([]);
    expect(judge({ ...deployment, status: { replcas: 1 } })).toEqual(['unknown-field status.replcas']);
    expect(judge({ ...scaledObject, status: { conditions: [{}] } })).toEqual([]);
  });
});

test('all problems of an object are found at once, with exact paths', () => {
  const [container] = deployment.spec.template.spec.containers;
  const broken = {
    ...deployment,
    spec: {
      ...deployment.spec,
      replicas: '2',
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': 'not valid' } },
        spec: {
          containers: [
            {
              ...container,
              imagePullPolcy: 'Always',
              resources: { limits: { memory: '64MB!' } },
              ports: [
                { containerPort: 80 },
                { containerPort: 80, protocol: 'TCP' },
                { containerPort: 80, protocol: 'UDP' },
              ],
            },
          ],
        },
      },
    },
  };
  expect(judge(broken)).toEqual(
    [
      'wrong-type spec.replicas',
      'invalid-metadata spec.template.metadata.labels["app.kubernetes.io/name"]',
      'duplicate-list-item spec.template.spec.containers[0].ports[1]',
      'format spec.template.spec.containers[0].resources.limits.memory',
      'unknown-field spec.template.spec.containers[0].imagePullPolcy',
    ].sort(inOrderOf(broken)),
  );
});

/** Order of first difference does not matter to the reader of this test. */
function inOrderOf(broken: unknown): (left: string, right: string) => number {
  const order = judge(broken);
  return (left, right) => order.indexOf(left) - order.indexOf(right);
}

describe('what cannot be judged', () => {
  test.each([
    [undefined, 'unjudged not-an-object '],
    [null, 'unjudged not-an-object '],
    ['text', 'unjudged not-an-object '],
    [[deployment], 'unjudged not-an-object '],
    [{}, 'unjudged required-field apiVersion'],
    [{ apiVersion: 'v1', kind: '' }, 'unjudged required-field kind'],
    [{ apiVersion: 1, kind: 'Pod' }, 'unjudged wrong-type apiVersion'],
    [{ apiVersion: 'example.com/v1', kind: 'Widget' }, 'unjudged unknown-kind kind'],
    [{ apiVersion: 'batch/v1beta1', kind: 'CronJob' }, 'unknown-kind apiVersion'],
    [{ apiVersion: 'resource.k8s.io/v1alpha3', kind: 'DeviceTaintRule' }, 'unjudged unknown-kind kind'],
    [{ apiVersion: 'constructor/v1', kind: 'toString' }, 'unknown-kind apiVersion'],
  ])('%j: %s', (object, problem) => {
    expect(judge(object)).toEqual([problem]);
    expect(validator.validate(object).kind).toBeUndefined();
  });

  test.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['text', 'the string "text"'],
    [[deployment], 'a list'],
  ])('what stands in place of an object is told: %j', (object, told) => {
    expect(problemsOf(object)).toMatchObject([{ message: `a manifest must be an object, not ${told}` }]);
  });

  test.each([
    ['extensions/v1beta1', 'Ingress', 'write it for networking.k8s.io/v1, whose fields may differ'],
    ['networking.k8s.io/v1beta1', 'Ingress', 'write it for networking.k8s.io/v1, whose fields may differ'],
    ['policy/v1beta1', 'PodSecurityPolicy', undefined],
    ['app/v1', 'Deployment', 'write it for apps/v1, whose fields may differ'],
  ])('an API that was removed, or never was, is judged: %s %s', (apiVersion, kind, next) => {
    const [problem] = problemsOf({ apiVersion, kind });
    expect(problem).toMatchObject({ severity: 'error', path: ['apiVersion'] });
    expect(problem?.message).toBe(`Kubernetes 1.34 does not serve ${apiVersion} ${kind}`);
    expect(problem?.next).toBe(next);
  });

  test('tells where a kind of someone else is to be found', () => {
    expect(problemsOf({ apiVersion: 'example.com/v1', kind: 'ScaledObject' })).toMatchObject([
      { severity: 'unjudged', next: 'known as keda.sh/v1alpha1' },
    ]);
    expect(problemsOf({ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObjet' })).toMatchObject([
      { severity: 'unjudged', next: 'did you mean ScaledObject?' },
    ]);
    expect(problemsOf({ apiVersion: 'example.com/v1', kind: 'Widget' })).toMatchObject([
      { next: 'give its CustomResourceDefinition along with it' },
    ]);
  });

  test("a kind that a version of Kubernetes' own does not have is judged: it is wrong", () => {
    expect(problemsOf({ apiVersion: 'apps/v1', kind: 'Deploymnt' })).toMatchObject([
      {
        severity: 'error',
        rule: 'unknown-kind',
        message: 'apps/v1 has no kind Deploymnt',
        next: 'did you mean Deployment?',
      },
    ]);
    expect(problemsOf({ apiVersion: 'v1', kind: 'Deployment' })).toMatchObject([
      { severity: 'error', next: 'known as apps/v1' },
    ]);
  });
});

test('values of Secrets are never repeated', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 's' },
    data: { a: 'hunter2!' },
    stringData: { b: 12345 },
  };
  expect(judge(secret)).toEqual(['format data.a', 'wrong-type stringData.b']);
  expect(JSON.stringify(problemsOf(secret))).not.toMatch(/hunter2|12345/);
});
