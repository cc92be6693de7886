import { expect, test } from 'vitest';
import { rehearsalReport } from '../../src/rehearse/report.ts';
import { formatDocument } from '../../src/report/format.ts';
import {
  application,
  desired,
  labels,
  moveOf,
  pod,
  seen,
  service,
  stateOf,
  thing,
  timeline,
} from './story.ts';

const settings = thing('v1', 'ConfigMap', 'settings', {
  metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '-2' } },
});
const synced = application({
  operationState: {
    startedAt: 'now',
    syncResult: { resources: [{ kind: 'ConfigMap', namespace: 'api', name: 'settings', status: 'Synced' }] },
  },
});
const managed = {
  ...settings,
  metadata: {
    ...settings.metadata,
    annotations: {
      ...settings.metadata.annotations,
      'argocd.argoproj.io/tracking-id': 'dev-tokyo-api:/ConfigMap:api/settings',
    },
    managedFields: [],
  },
};

const forward = moveOf({
  seconds: 21.26,
  declaredSeconds: 12,
  holds: [{ subject: 'Pod api/b', reason: 'starts for 3 s' }],
  states: [stateOf({})],
  doneSeconds: new Map([['dev-tokyo-api', 20]]),
  to: [desired(settings)],
  after: [seen(managed)],
  timeline: timeline(
    [service(), pod('a', true)],
    ['MODIFIED', synced],
    ['DELETED', pod('a', true)],
    ['ADDED', pod('b', true)],
  ),
});
const back = moveOf({ direction: 'back', from: [desired(settings)], before: [seen(managed)] });

const { document, findings } = rehearsalReport('plumb rehearse', {
  base: 'main',
  head: 'the working tree',
  selection: {
    changed: [{ target: 'tokyo', app: 'api' }],
    chosen: [{ target: 'tokyo', app: 'api' }],
    leftOut: [{ target: 'tokyo', app: 'web' }],
  },
  requested: ['fast-canaries'],
  rehearsal: { base: forward, forward, back },
});

test('the summary says what came of it, and how long it took beyond declared waits', () => {
  expect(document.summary).toBe(
    'main → the working tree, 1 app: 1 thing to stop for; there settled after 21 s, of which 12 s are declared waits, back settled after 10 s',
  );
  expect(findings).toMatchObject([{ rule: 'service-interrupted' }]);
});

test('the text tells what happened, and what this does not show', () => {
  const text = formatDocument(document, 'text', { color: false });
  expect(text).toContain('On the way to HEAD');
  expect(text).toMatch(/dev-tokyo-api\s+Synced\s+Healthy\s+20 s/);
  expect(text).toMatch(/dev-tokyo\s+Service api\/api\s+1\s+1\s+0\s+1/);
  expect(text).toMatch(/dev-tokyo\s+ConfigMap api\/settings\s+created/);
  expect(text).toMatch(/dev-tokyo\s+ConfigMap api\/settings\s+pruned/);
  expect(text).toMatch(/dev-tokyo-api\s+-2 at 1 s \(1 object\)/);
  expect(text).toContain('no requests are made');
  expect(text).toContain('nothing is tried of ConfigMaps and Secrets that pods mount');
  expect(text).toContain('as asked for, the lab differs from dist: fast-canaries');
  expect(text).toContain('left out, as the change does not reach them: tokyo/web');
});

test('rows are in one order, whichever watch was first to tell', () => {
  const namesOf = (...objects: ReturnType<typeof service>[]) => {
    const story = moveOf({ timeline: timeline([...objects, pod('a', true)]) });
    const { document: told } = rehearsalReport('plumb rehearse', {
      base: 'main',
      head: 'the working tree',
      selection: { changed: [], chosen: [], leftOut: [] },
      requested: [],
      rehearsal: { base: story, forward: story, back: story },
    });
    return formatDocument(told, 'text', { color: false });
  };
  const [one, other] = [service(labels, 'one'), service(labels, 'other')];
  expect(namesOf(other, one)).toBe(namesOf(one, other));
});

test('a wave that is no number counts as Argo CD counts it: the weight of a hook of Helm does', () => {
  const annotations = { 'argocd.argoproj.io/sync-wave': 'early', 'helm.sh/hook-weight': '3' };
  const story = moveOf({
    to: [desired(thing('v1', 'ConfigMap', 'settings', { metadata: { annotations } }))],
    timeline: timeline([], ['MODIFIED', synced]),
  });
  const { document: told } = rehearsalReport('plumb rehearse', {
    base: 'main',
    head: 'the working tree',
    selection: { changed: [], chosen: [], leftOut: [] },
    requested: [],
    rehearsal: { base: story, forward: story, back: story },
  });
  expect(formatDocument(told, 'text', { color: false })).toMatch(/dev-tokyo-api\s+3 at 1 s \(1 object\)/);
});

test('programs get the same as data', () => {
  const { result } = JSON.parse(formatDocument(document, 'json', { color: false })) as { result: unknown };
  expect(result).toMatchObject({
    base: 'main',
    forward: {
      end: 'settled',
      seconds: 21.3,
      declaredSeconds: 12,
      declaredWaits: [{ subject: 'Pod api/b' }],
      applications: [{ name: 'dev-tokyo-api', doneSeconds: 20 }],
      capacities: [{ name: 'Service api/api', lowest: 0 }],
      findings: [{ rule: 'service-interrupted' }],
    },
    back: { findings: [] },
  });
});
