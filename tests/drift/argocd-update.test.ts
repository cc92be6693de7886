import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { type JudgedFields, judgeFields } from '../../src/drift/judge.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { inGit } from './objects.ts';
import recordings from './recorded.json' with { type: 'json' };

const recorded = recordings as unknown as Readonly<
  Record<string, { readonly live: KubernetesObject; readonly predicted: KubernetesObject }>
>;
const comparer = new ObjectComparer(loadFacts());
const git = inGit.get('Deployment web') as KubernetesObject;
const applied = recorded['applied: Deployment web']?.live as KubernetesObject;
const judge = (live: KubernetesObject, ...asked: KubernetesObject[]): JudgedFields =>
  judgeFields(comparer, git, live, () => true, asked[0], asked[1]);
const told = (judged: JudgedFields): string[] =>
  judged.fields.map(({ cause, change }) => `${cause} ${change.where}`);

/** What somebody did, as if Argo CD, or a webhook while it applied, had done it. */
function asArgocd(name: string): KubernetesObject {
  const { live } = recorded[name] ?? {};
  return JSON.parse(
    JSON.stringify(live).replaceAll(/"manager":"[^"]*"/g, '"manager":"argocd-controller"'),
  ) as KubernetesObject;
}

/** As if a webhook had added it while Argo CD applied, or somebody had taken out that it is his. */
function disowned(name: string): KubernetesObject {
  const live = recorded[name]?.live as KubernetesObject;
  const entries = live.metadata['managedFields'] as readonly { readonly manager: string }[];
  const managedFields = entries.filter(({ manager }) => manager === 'argocd-controller');
  return { ...live, metadata: { ...live.metadata, managedFields } };
}

const sidecar = ['a sidecar is added', 'spec.template.spec.containers[name=shell]'] as const;
const variable = ['a variable is added', 'spec.template.spec.containers[name=app].env[name=DEBUG]'] as const;
const network = ['pods get the network of their node', 'spec.template.spec.hostNetwork'] as const;

describe('what nobody but an Update of Argo CD owns, or nobody at all', () => {
  test.each([
    ...[sidecar, variable].map(([name, where]) => ({ name, where, live: asArgocd(name) })),
    ...[sidecar, variable].map(([name, where]) => ({ name, where, live: disowned(name) })),
  ])('$name: is a webhook’s if the API server would make it so again', ({ live, where }) => {
    const alone = judge(live);
    expect(told(alone)).toEqual([]);
    expect(alone).toMatchObject({ isDoubtful: true, suspects: [expect.any(Array)] });
    expect(told(judge(live, live))).toEqual([]);
    expect(told(judge(live, live, live))).toEqual([]);
    expect(told(judge(live, live, applied))).toEqual([`unknown ${where}`]);
  });

  test.each([asArgocd, disowned])('isolation that it takes away is told without asking, too', (by) => {
    const [name, where] = network;
    const live = by(name);
    expect(told(judge(live))).toEqual([`unknown ${where}`]);
    // As where the API server refuses to take it out.
    expect(told(judge(live, live))).toEqual([`unknown ${where}`]);
    expect(told(judge(live, live, applied))).toEqual([`unknown ${where}`]);
    expect(told(judge(live, live, live))).toEqual([]);
  });
});

describe('a list that is one value', () => {
  const tolerating = (object: KubernetesObject, ...keys: readonly string[]): KubernetesObject => {
    const copy = structuredClone(object) as unknown as { spec: { template: { spec: object } } };
    Object.assign(copy.spec.template.spec, {
      tolerations: keys.map((key) => ({ key, operator: 'Exists' })),
    });
    return copy as unknown as KubernetesObject;
  };
  const entries = applied.metadata['managedFields'] as readonly object[];
  const owned = (...more: readonly object[]): KubernetesObject => ({
    ...tolerating(applied, 'mine', 'theirs'),
    metadata: { ...applied.metadata, managedFields: [...entries, ...more] },
  });
  const theirs = {
    manager: 'argocd-controller',
    operation: 'Update',
    fieldsType: 'FieldsV1',
    fieldsV1: { 'f:spec': { 'f:template': { 'f:spec': { 'f:tolerations': {} } } } },
  };
  const desired = tolerating(git, 'mine');
  const where = 'spec.template.spec.tolerations[1]';
  const predicted = tolerating(applied, 'mine');

  test.each([
    ['nobody', owned()],
    ['an Update of Argo CD', owned(theirs)],
  ])('has an item of %s that an apply would take away', (_, live) => {
    expect(told(judgeFields(comparer, desired, live, () => true))).toEqual([]);
    expect(told(judgeFields(comparer, desired, live, () => true, predicted))).toEqual([`unknown ${where}`]);
  });
});

test('privileges without an owner are told, however deep in what git does not have', () => {
  const copy = structuredClone(applied) as unknown as {
    spec: { template: { spec: { containers: object[] } } };
  };
  Object.assign(copy.spec.template.spec.containers[0] ?? {}, { securityContext: { privileged: true } });
  expect(told(judge(copy as unknown as KubernetesObject))).toEqual([
    'unknown spec.template.spec.containers[name=app].securityContext',
  ]);
});

test('what git says is found in git where a webhook puts something before it', () => {
  const put = (object: KubernetesObject, image: string): KubernetesObject => {
    const copy = structuredClone(object) as unknown as {
      spec: { template: { spec: { containers: object[] } } };
      metadata: object;
    };
    const { containers } = copy.spec.template.spec;
    Object.assign(containers[0] ?? {}, { image });
    containers.unshift({ name: 'mesh', image: 'registry.example/mesh:1' });
    // Nobody owns the image of what is in git.
    const text = JSON.stringify(copy).replace('"f:image":{},', '');
    return JSON.parse(text) as KubernetesObject;
  };
  const [live, predicted] = [put(applied, 'registry.example/web:2'), put(applied, 'registry.example/web:1')];
  const { fields } = judge(live, predicted);
  expect(fields.map(({ cause, change }) => [cause, change.where, change.basePath.join('.')])).toContainEqual([
    'unknown',
    'spec.template.spec.containers[name=app].image',
    'spec.template.spec.containers.0.image',
  ]);
});
