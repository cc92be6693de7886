import { describe, expect, test } from 'vitest';
import { readApplications } from '../../../src/drift/live/applications.ts';
import { coverageOf } from '../../../src/drift/live/coverage.ts';
import type { DesiredObject } from '../../../src/drift/live/desired.ts';
import { withPending } from '../../../src/drift/live/pending.ts';
import type { ObjectDrift } from '../../../src/drift/run.ts';
import { tracked } from '../../../src/drift/tracking.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import { identityOf, type KubernetesObject } from '../../../src/manifest/object.ts';

const config = (name: string, text = 'one'): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'shop' },
  data: { text },
});
const desired = (object: KubernetesObject): DesiredObject => ({
  object,
  file: 'git.yaml',
  locate: () => ({ file: 'git.yaml' }),
  application: 'shop',
  destinationNamespace: 'shop',
});
const live = (object: KubernetesObject): KubernetesObject => tracked(object, 'shop', 'shop');
const drift = (object: KubernetesObject, result: ObjectDrift['result']): ObjectDrift => ({
  ...identityOf(object),
  result,
  application: 'shop',
  fields: [],
});

describe('what Argo CD has not synced yet', () => {
  const earlier = new Map([
    ['shop', [desired(config('changed')), desired(config('removed')), desired(config('edited'))]],
  ]);
  const cluster = [live(config('changed')), live(config('removed')), live(config('edited', 'by hand'))];
  const told = (object: ObjectDrift): string => {
    const [{ result, pending = 'nothing' }] = withPending([object], earlier, cluster, loadFacts()) as [
      ObjectDrift,
    ];
    return `${result}, ${pending}`;
  };

  test('is what was added, changed or removed since the commit that it has', () => {
    expect(told(drift(config('added'), 'missing'))).toBe('stale, create');
    expect(told(drift(config('changed'), 'drifted'))).toBe('stale, update');
    expect(told(drift(config('removed'), 'orphaned'))).toBe('stale, delete');
  });

  test('is not what is otherwise than git said then, too', () => {
    expect(told(drift(config('edited'), 'drifted'))).toBe('drifted, nothing');
    expect(told(drift(config('never'), 'orphaned'))).toBe('orphaned, nothing');
  });

  test('is not of another Application', () => {
    expect(told({ ...drift(config('added'), 'missing'), application: 'other' })).toBe('missing, nothing');
  });
});

test('an Application has the commit that it is in sync with, else that of its last sync', async () => {
  const application = (name: string, status: object) => ({ metadata: { name }, status });
  const answer = {
    items: [
      application('synced', {
        sync: { status: 'Synced', revision: 'new' },
        history: [{ revision: 'old' }],
        resources: [
          { kind: 'ConfigMap', namespace: 'shop', name: 'a' },
          { kind: 'ConfigMap', namespace: 'shop', name: 'b', requiresPruning: true },
        ],
      }),
      application('behind', {
        sync: { status: 'OutOfSync', revisions: ['new', '1.2.3'] },
        history: [{ revisions: ['older', '1'] }, { revisions: ['old', '1'] }],
      }),
      application('begun', {}),
    ],
  };
  const states = await readApplications({ request: async () => answer });
  expect([...states].map(([name, { revision }]) => [name, revision])).toEqual([
    ['synced', 'new'],
    ['behind', 'old'],
    ['begun', undefined],
  ]);
  expect([...(states.get('synced')?.wanted ?? [])]).toEqual(['ConfigMap shop/a']);
});

test('coverage leaves out what controllers and clusters make', () => {
  const owned = { ...config('owned'), metadata: { ...config('owned').metadata, ownerReferences: [{}] } };
  const elsewhere = { ...config('a'), metadata: { name: 'a', namespace: 'other' } };
  const objects = [
    config('declared'),
    config('chart'),
    config('somebody'),
    config('kube-root-ca.crt'),
    owned,
    elsewhere,
  ];
  const coverage = coverageOf(
    objects,
    new Set(['shop']),
    new Set(['ConfigMap shop/declared']),
    new Set(['ConfigMap shop/chart']),
    ['Secret'],
  );
  expect(coverage).toEqual({ declared: 1, charts: 1, live: 3, unseenKinds: ['Secret'] });
});
