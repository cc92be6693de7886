import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { judgeFields } from '../../src/drift/judge.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const comparer = new ObjectComparer(loadFacts());
const containers = (...names: readonly string[]) => names.map((name) => ({ name, args: ['one', 'two'] }));

function deployment(pod: object, kind = 'Deployment', labels: object = { app: 'web' }): KubernetesObject {
  const apiVersion = kind === 'Rollout' ? 'argoproj.io/v1alpha1' : 'apps/v1';
  const spec = { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels }, spec: pod } };
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'web' }, spec };
}

/** What somebody owns of the pods. */
const owned = (manager: string, pod: object, operation = 'Update') => ({
  manager,
  operation,
  fieldsV1: { 'f:spec': { 'f:template': { 'f:spec': pod } } },
});

/** `CAUSE FIELD by MANAGERS` of each. */
function told(git: KubernetesObject, live: KubernetesObject, ...managedFields: object[]): string[] {
  const found = { ...live, metadata: { ...live.metadata, managedFields } };
  const { fields } = judgeFields(comparer, git, found, () => true);
  return fields.map(
    ({ cause, change, owners }) =>
      `${cause} ${change.where} by ${owners.map(({ manager }) => manager).join(', ')}`,
  );
}

describe('what is gone from a list or map that is one value', () => {
  const tolerations = [{ key: 'a' }, { key: 'b' }];
  const [git, live] = [deployment({ tolerations }), deployment({ tolerations: tolerations.slice(0, 1) })];
  const toleration = 'spec.template.spec.tolerations[1]';
  const person = owned('kubectl-edit', { 'f:tolerations': {} });
  const argocd = owned('argocd-controller', { 'f:tolerations': {} }, 'Apply');

  test('is the doing of the person who owns it', () => {
    expect(told(git, live, person)).toEqual([`person ${toleration} by kubectl-edit`]);
    const [wide, narrow] = [{ disk: 'fast', zone: 'a' }, { disk: 'fast' }].map((nodeSelector) =>
      deployment({ nodeSelector }),
    ) as [KubernetesObject, KubernetesObject];
    expect(told(wide, narrow, owned('kubectl-edit', { 'f:nodeSelector': {} }))).toEqual([
      'person spec.template.spec.nodeSelector.zone by kubectl-edit',
    ]);
  });

  test('is still to come if Argo CD applied it shorter', () => {
    expect(told(git, live, argocd)).toEqual([`argo-cd ${toleration} by argocd-controller`]);
  });

  test('is Argo CD’s if it still owns it too: whoever changes a value takes it from the others', () => {
    expect(told(git, live, argocd, person)).toEqual([
      `argo-cd ${toleration} by argocd-controller, kubectl-edit`,
    ]);
  });

  test('is of unknown cause if a program owns it that nobody knows', () => {
    expect(told(git, live, owned('some-operator', { 'f:tolerations': {} }))).toEqual([
      `unknown ${toleration} by some-operator`,
    ]);
  });

  test('is looked up where the item stands in the cluster', () => {
    const [app, mesh] = containers('app', 'mesh');
    const shorter = deployment({ containers: [mesh, { ...app, args: ['one'] }] });
    const args = (name: string) => ({ [`k:{"name":"${name}"}`]: { '.': {}, 'f:args': {} } });
    const managed = [
      owned('argocd-controller', { 'f:containers': args('mesh') }, 'Apply'),
      owned('kubectl-edit', { 'f:containers': args('app') }),
    ];
    expect(told(deployment({ containers: [app, mesh] }), shorter, ...managed)).toEqual([
      'person spec.template.spec.containers[name=app].args[1] by kubectl-edit',
    ]);
  });

  test('a container of a Rollout is, as its definition has no keys for them', () => {
    const [git, live] = [containers('app', 'mesh'), containers('app')].map((each) =>
      deployment({ containers: each }, 'Rollout'),
    ) as [KubernetesObject, KubernetesObject];
    expect(told(git, live, owned('kubectl-edit', { 'f:containers': {} }))).toEqual([
      'person spec.template.spec.containers[name=mesh] by kubectl-edit',
    ]);
  });
});

describe('what is gone from where each part has an owner is nobody’s', () => {
  test('an item of a list with keys', () => {
    const item = { 'f:containers': { 'k:{"name":"app"}': { '.': {}, 'f:args': {} } } };
    const [git, live] = [containers('app', 'mesh'), containers('app')].map((each) =>
      deployment({ containers: each }),
    ) as [KubernetesObject, KubernetesObject];
    expect(told(git, live, owned('kubectl-edit', item))).toEqual([
      'unknown spec.template.spec.containers[name=mesh] by ',
    ]);
  });

  test('a key of a map, also if somebody owns that there is a map', () => {
    const labels = (fields: object) => ({
      'f:spec': { 'f:template': { 'f:metadata': { 'f:labels': fields } } },
    });
    const [git, live] = [{ app: 'web', tier: 'front' }, { app: 'web' }].map((each) =>
      deployment({}, 'Deployment', each),
    ) as [KubernetesObject, KubernetesObject];
    const map = { manager: 'kubectl-create', operation: 'Update', fieldsV1: labels({}) };
    const key = { manager: 'argocd-controller', operation: 'Apply', fieldsV1: labels({ 'f:app': {} }) };
    expect(told(git, live, map, key)).toEqual(['unknown spec.template.metadata.labels.tier by ']);
  });

  test('all of a list', () => {
    const git = deployment({ tolerations: [{ key: 'a' }] });
    expect(told(git, deployment({}), owned('kubectl-edit', { 'f:hostNetwork': {} }))).toEqual([
      'unknown spec.template.spec.tolerations by ',
    ]);
  });
});

test('a default that goes with what a person changed beside it is nothing that git says', () => {
  const strategy = { type: 'Recreate' };
  const git = deployment({});
  const live = { ...git, spec: { ...(git['spec'] as object), strategy } };
  const edit = {
    manager: 'kubectl-edit',
    operation: 'Update',
    fieldsV1: { 'f:spec': { 'f:strategy': { 'f:type': {} } } },
  };
  const found = { ...live, metadata: { ...live.metadata, managedFields: [edit] } };
  const told = (predicted?: KubernetesObject): string[] =>
    judgeFields(comparer, git, found, () => true, predicted).fields.map(
      ({ cause, change }) => `${cause} ${change.kind} ${change.where}`,
    );
  // Whoever applies git leaves what it does not mention.
  expect(told(found)).toEqual(['person changed spec.strategy.type']);
  expect(told()).toEqual(told(found));
});
