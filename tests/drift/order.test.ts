import { describe, expect, test } from 'vitest';
import { driftOf, type Verdict } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const facts = loadFacts();

interface Pod {
  readonly initContainers?: readonly { readonly name: string }[];
  readonly env?: readonly { readonly name: string; readonly value: string }[];
  readonly args?: readonly string[];
}

function deployment({ initContainers, ...app }: Pod, manager?: string): KubernetesObject {
  const keyed = (list: readonly { name: string }[] | undefined) =>
    Object.fromEntries((list ?? []).map(({ name }) => [`k:${JSON.stringify({ name })}`, { '.': {} }]));
  const ofArgocd = {
    'f:initContainers': keyed(initContainers),
    'f:containers': {
      'k:{"name":"app"}': { '.': {}, 'f:env': keyed(app.env), ...(!manager && { 'f:args': {} }) },
    },
  };
  const ofOther = { 'f:containers': { 'k:{"name":"app"}': { 'f:args': {} } } };
  const inPod = (fields: object) => ({ 'f:spec': { 'f:template': { 'f:spec': fields } } });
  const managedFields = [
    { manager: 'argocd-controller', operation: 'Apply', fieldsV1: inPod(ofArgocd) },
    ...(manager ? [{ manager, operation: 'Update', fieldsV1: inPod(ofOther) }] : []),
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', managedFields },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { ...(initContainers && { initContainers }), containers: [{ name: 'app', ...app }] },
      },
    },
  };
}

function verdictOf(git: Pod, live: KubernetesObject): Verdict<{ object: KubernetesObject }> | undefined {
  return driftOf([{ object: deployment(git) }], [live], facts).verdicts[0];
}

describe('another order of items that each have an owner is told, and nobody as who made it', () => {
  const nobody = { result: 'drifted', fields: [{ change: { kind: 'moved' }, cause: 'unknown', owners: [] }] };

  test('of containers that start one after the other', () => {
    const [first, second] = [{ name: 'migrate' }, { name: 'seed' }];
    const live = deployment({ initContainers: [second, first] });
    expect(verdictOf({ initContainers: [first, second] }, live)).toMatchObject(nobody);
  });

  test('of a variable and the one that refers to it', () => {
    const [host, url] = [
      { name: 'HOST', value: 'db' },
      { name: 'URL', value: 'pg://$(HOST)' },
    ];
    expect(verdictOf({ env: [host, url] }, deployment({ env: [url, host] }))).toMatchObject(nobody);
  });
});

test('another order of what means the same in any is none', () => {
  const [a, b] = [
    { name: 'A', value: '1' },
    { name: 'B', value: '2' },
  ];
  expect(verdictOf({ env: [a, b] }, deployment({ env: [b, a] }))).toMatchObject({ result: 'clean' });
});

test('another order of a list that is one value is of whoever owns the list', () => {
  const git = { args: ['--first', '--second'] };
  const swapped = { args: ['--second', '--first'] };
  const byArgocd = { result: 'stale', fields: [{ owners: [{ manager: 'argocd-controller' }] }] };
  expect(verdictOf(git, deployment(swapped))).toMatchObject(byArgocd);
  const byPerson = {
    result: 'drifted',
    fields: [{ cause: 'person', owners: [{ manager: 'kubectl-edit' }] }],
  };
  expect(verdictOf(git, deployment(swapped, 'kubectl-edit'))).toMatchObject(byPerson);
});
