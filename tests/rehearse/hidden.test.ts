import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { overlaidFiles } from '../../src/lab/repository/tree.ts';
import { hiddenChanges, type Overlaid } from '../../src/rehearse/hidden.ts';
import { hiddenFindings } from '../../src/rehearse/judge/hidden.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { application, desired, moveOf, thing, timeline } from './story.ts';

const params = (charts: string) => `app: api\nnamespace: api\nwave: '1'\ncharts: ${charts}\n`;
const claim = (storageClassName: string, storage = '1Gi') =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'api', namespace: 'api' },
    spec: { volumeClaimTemplates: [{ spec: { storageClassName, resources: { requests: { storage } } } }] },
  });

/** As published, with the real overlay. */
function overlaid(charts: string, statefulSet?: string): Overlaid {
  const dist = join(
    temporaryFolder({
      'dist/dev/tokyo/api/argocd.params': params(charts),
      ...(statefulSet !== undefined && { 'dist/dev/tokyo/api/StatefulSet.api.api.yaml': statefulSet }),
    }),
    'dist',
  );
  const cluster = { id: 'dev-tokyo', environment: 'dev', region: 'tokyo', isHub: true };
  const site = { clusters: [cluster as never], repositoryUrl: 'file:///git', prometheus: new Map() };
  return { dist, changes: overlaidFiles(dist, site).changes };
}

const [one, two] = ['1.0.0', '2.0.0'].map(
  (version) => `[{ name: api, repository: 'https://charts.example', version: ${version}, values: {} }]`,
);

test('another version of a chart, and a chart that comes or goes, are not seen in a lab', () => {
  const places = (before: string, after: string) =>
    hiddenChanges(overlaid(before), overlaid(after)).map(({ file, where }) => `${file} ${where}`);
  expect(places(one ?? '', two ?? '')).toEqual(['dev/tokyo/api/argocd.params charts']);
  expect(places('[]', one ?? '')).toEqual(['dev/tokyo/api/argocd.params charts']);
  expect(places(one ?? '', '[]')).toEqual(['dev/tokyo/api/argocd.params charts']);
  expect(places(one ?? '', one ?? '')).toEqual([]);
});

test('a storage class is not, more storage is', () => {
  const places = (before: string | undefined, after: string) =>
    hiddenChanges(overlaid('[]', before), overlaid('[]', after)).map(({ where }) => where);
  expect(places(claim('gp3'), claim('none'))).toEqual(['spec.volumeClaimTemplates[0].spec.storageClassName']);
  expect(places(claim('gp3'), claim('gp3', '2Gi'))).toEqual([]);
  // A file that is new is seen to come.
  expect(places(undefined, claim('gp3'))).toEqual([]);
});

test('it is told once, on the way there', () => {
  const hidden = hiddenChanges(overlaid(one ?? ''), overlaid(two ?? ''));
  expect(hiddenFindings(moveOf({ hidden }))).toMatchObject([
    { severity: 'warning', rule: 'not-rehearsed', location: { file: 'dev/tokyo/api/argocd.params' } },
  ]);
});

describe('hooks that change', () => {
  const hook = (image: string, name = 'migrate', type = 'PreSync') =>
    desired(
      thing('batch/v1', 'Job', name, {
        metadata: { annotations: { 'argocd.argoproj.io/hook': type } },
        spec: { template: { spec: { containers: [{ name: 'migrate', image }] } } },
      }),
    );
  const config = desired(thing('v1', 'ConfigMap', 'api'));
  const synced = (startedAt: string, sync: object = {}) =>
    application({ operationState: { startedAt, operation: { sync } } });
  const told = (part: Parameters<typeof moveOf>[0]) =>
    hiddenFindings(
      moveOf({ timeline: timeline([synced('before')], ['MODIFIED', synced('before')]), ...part }),
    );

  test('alone were not run, as nothing began a sync', () => {
    const finding = { severity: 'warning', rule: 'not-rehearsed', subject: 'dev-tokyo-api' };
    const [found] = told({ from: [config, hook('a')], to: [config, hook('b')] });
    expect(found).toMatchObject(finding);
    expect(found?.message).toContain('Job.batch api/migrate');
    expect(told({ from: [config], to: [config, hook('a')] })).toMatchObject([finding]);
    expect(told({ from: [config, hook('a')], to: [config] })).toMatchObject([finding]);
    // An Application that has nothing else never begins a sync, not even its first.
    expect(told({ from: [], to: [hook('a')], timeline: timeline([]) })).toMatchObject([finding]);
    expect(
      told({ from: [], to: [hook('a')], timeline: timeline([], ['ADDED', application({})]) }),
    ).toMatchObject([finding]);
  });

  test('are named by how their names begin, if Argo CD is to make up the rest', () => {
    const { name: _, ...rest } = hook('a').object.metadata;
    const job = { ...hook('a').object, metadata: { ...rest, generateName: 'migrate-' } };
    expect(told({ to: [desired(job)] })[0]?.message).toContain('Job.batch api/migrate-…');
  });

  test('with something that began a sync were run', () => {
    const part = { from: [config, hook('a')], to: [config, hook('b')] };
    expect(told({ ...part, timeline: timeline([synced('before')], ['MODIFIED', synced('now')]) })).toEqual(
      [],
    );
    expect(told({ ...part, timeline: timeline([], ['ADDED', synced('now')]) })).toEqual([]);
  });

  test('are not told where no sync that goes well runs them', () => {
    for (const type of ['Skip', 'SyncFail', 'PostDelete'])
      expect(told({ from: [hook('a', 'end', type)], to: [hook('b', 'end', type)] })).toEqual([]);
  });

  test('were not run by a sync that only repairs drift', () => {
    const repair = synced('now', { resources: [{ kind: 'ConfigMap', name: 'api' }] });
    const story = timeline([synced('before')], ['MODIFIED', repair]);
    expect(told({ from: [hook('a')], to: [hook('b')], timeline: story })).toHaveLength(1);
  });

  test('are not told where they are as before, on the way back, or if their Application goes', () => {
    expect(told({ from: [hook('a'), hook('a', 'b')], to: [hook('a', 'b'), hook('a'), config] })).toEqual([]);
    expect(told({ from: [hook('a')], to: [hook('b')], direction: 'back' })).toEqual([]);
    expect(told({ from: [hook('a')], to: [] })).toEqual([]);
  });
});
