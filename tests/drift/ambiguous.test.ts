import { expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { driftDocument } from '../../src/drift/report.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { type LoadedManifest, readManifests } from '../../src/manifest/read.ts';
import { findingsOf } from '../../src/report/content.ts';

/** ConfigMaps of one name, one for each level, in one file. */
function settings(file: string, ...levels: readonly string[]): readonly LoadedManifest[] {
  const documents = levels.map((level) =>
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'shop' },
      data: { level },
    }),
  );
  return readManifests(documents.join('\n---\n'), file).manifests;
}

/** What is told of each that is not clean. */
function told(git: readonly LoadedManifest[], dump: readonly LoadedManifest[]): string[] {
  const live = dump.map(({ object }) => object);
  const places = new Map(dump.map((each) => [each.object, each]));
  const document = driftDocument('plumb drift', driftOf(git, live, loadFacts(), places), []);
  return findingsOf(document).map(({ severity, message }) => `${severity}: ${message}`);
}

test('what git has twice, and not alike, nobody can judge', () => {
  const all = [...settings('a.yaml', 'info'), ...settings('b.yaml', 'info', 'warn')];
  expect(told(all, settings('live.yaml', 'warn'))).toEqual([
    'unjudged: git has it more than once, and not alike: a.yaml:1:1 and b.yaml:1:1 and b.yaml:3:1',
  ]);
  expect(told(all, [])).toHaveLength(1);
});

test('nor what a dump has twice, and not alike', () => {
  expect(told(settings('a.yaml', 'info'), settings('live.yaml', 'warn', 'info'))).toEqual([
    'unjudged: the dump of the cluster has it more than once, and not alike: live.yaml:1:1 and live.yaml:3:1',
  ]);
});

test('what is there twice and alike is compared', () => {
  const git = [...settings('a.yaml', 'info'), ...settings('b.yaml', 'info')];
  expect(told(git, settings('live.yaml', 'info', 'info'))).toEqual([]);
  expect(told(git, settings('live.yaml', 'warn', 'warn'))).toEqual([
    'error: data.level is "warn", git says "info" (nothing tells by whom)',
  ]);
});

test('another status, or another version of the same, makes none unlike', () => {
  const [git, dumped] = [settings('a.yaml', 'info'), settings('live.yaml', 'info', 'info')];
  const dump = dumped.map((each, index) => {
    const { metadata } = each.object;
    const object = {
      ...each.object,
      metadata: { ...metadata, resourceVersion: `${index}` },
      status: { index },
    };
    return { ...each, object };
  });
  expect(told(git, dump)).toEqual([]);
});

test('a dump may have one object in several versions: that of git counts', () => {
  const scaler = (version: string, maxReplicas: number): KubernetesObject => ({
    apiVersion: `autoscaling/${version}`,
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { maxReplicas, scaleTargetRef: { kind: 'Deployment', name: 'web' } },
  });
  const read = (...objects: readonly KubernetesObject[]) =>
    readManifests(objects.map((each) => JSON.stringify(each)).join('\n---\n'), 'x.yaml').manifests;
  const changed = ['error: spec.maxReplicas is 9, git says 3 (nothing tells by whom)'];
  expect(told(read(scaler('v2', 3)), read(scaler('v1', 9), scaler('v2', 9)))).toEqual(changed);
  expect(told(read(scaler('v2', 3)), read(scaler('v2', 9), scaler('v1', 9)))).toEqual(changed);
});

test('of copies that are alike, one counts that tells whose its fields are, whatever their order', () => {
  const [plain] = settings('live.yaml', 'warn');
  if (plain === undefined) throw new Error('none was read');
  const fieldsV1 = { 'f:data': { 'f:level': {} } };
  const managedFields = [{ manager: 'kubectl-edit', operation: 'Update', apiVersion: 'v1', fieldsV1 }];
  const metadata = { ...plain.object.metadata, managedFields };
  const owned = { ...plain, object: { ...plain.object, metadata } };
  const expected = ['error: data.level is "warn", git says "info" (kubectl-edit, Update)'];
  for (const dump of [
    [plain, owned],
    [owned, plain],
  ])
    expect(told(settings('a.yaml', 'info'), dump)).toEqual(expected);
});

test('what git does not have is nobody’s doubt', () => {
  expect(told([], settings('live.yaml', 'warn', 'info'))).toEqual([]);
});
