import { expect, test } from 'vitest';
import { fleetGrid, whoAndWhen } from '../../src/drift/overview.ts';
import type { DriftTarget } from '../../src/drift/run.ts';
import { deployment, field, forbiddenSecrets, missing, target } from './runs.ts';

const run = (...targets: readonly DriftTarget[]) => ({ version: 1, targets }) as const;

test('every state of a cluster is told apart', () => {
  const stale = { clean: 1, drifted: 0, missing: 0, orphaned: 0, stale: 2 };
  const { rows, columns } = fleetGrid(
    run(
      target('a/one', 1),
      target('a/two', 1, [missing('x')]),
      target('b/one', 1, [], { counts: stale }),
      target('b/two', 1, [], { unjudged: [forbiddenSecrets] }),
      target('b/three', 1, [], { state: 'forbidden', reason: 'Unauthorized', unjudged: [forbiddenSecrets] }),
    ),
  );
  expect(columns).toEqual(['a', 'b']);
  expect(rows).toEqual([
    {
      name: 'one',
      cells: [
        { state: 'clean', note: '10 objects', section: 'a/one' },
        { state: 'stale', note: '2 stale', severity: 'warning', section: 'b/one' },
      ],
    },
    {
      name: 'three',
      cells: [
        undefined,
        { state: 'forbidden', note: 'Unauthorized, 3 not judged', severity: 'unjudged', section: 'b/three' },
      ],
    },
    {
      name: 'two',
      cells: [
        { state: 'missing', note: '1 missing', severity: 'error', section: 'a/two' },
        { state: 'not wholly judged', note: '3 not judged', severity: 'unjudged', section: 'b/two' },
      ],
    },
  ]);
});

test('one write is one event, also of many fields; the latest comes first; Argo CD is not told of', () => {
  const edit = { manager: 'kubectl-edit', operation: 'Update', time: '2026-01-01T10:00:00Z', user: 'anna' };
  const scale = {
    manager: 'kubectl',
    operation: 'Update',
    subresource: 'scale',
    time: '2026-01-01T11:00:00Z',
  };
  const argocd = { manager: 'argocd-controller', operation: 'Apply', time: '2026-01-01T12:00:00Z' };
  const timeline = whoAndWhen(
    run(
      target('a/one', 1, [
        deployment(
          'web',
          field('spec.b', { owners: [edit] }),
          field('spec.a', { owners: [edit] }),
          field('spec.replicas', { owners: [scale] }),
          field('spec.c', { owners: [argocd], cause: 'argo-cd' }),
        ),
        {
          ...missing('gone'),
          requests: [{ user: 'ben', verb: 'delete', time: '2026-01-01T09:00:00Z' }],
        },
      ]),
    ),
  );
  expect(
    timeline?.events.map(({ time, who, what, subject }) => [time.slice(11, 13), who, what, subject]),
  ).toEqual([
    ['11', 'kubectl (Update of scale)', 'spec.replicas', 'a/one: Deployment.apps shop/web'],
    ['10', 'anna, kubectl-edit (Update)', 'spec.a, spec.b', 'a/one: Deployment.apps shop/web'],
    ['09', 'ben', 'delete; it is missing now', 'a/one: ConfigMap shop/gone'],
  ]);
  expect(whoAndWhen(run(target('a/one', 1)))).toBeUndefined();
});

test('of many events the latest are told, and how many there are', () => {
  const objects = Array.from({ length: 120 }, (_, index) => deployment(`d${index}`, field('spec.a')));
  const timeline = whoAndWhen(run(target('a/one', 1, objects)));
  expect(timeline?.title).toBe('Who and when: the latest 100 of 120');
  expect(timeline?.events).toHaveLength(100);
});
