import { expect, test } from 'vitest';
import { readDriftRun } from '../../src/drift/read-run.ts';
import { type DriftRun, noCounts } from '../../src/drift/run.ts';
import { forbiddenSecrets } from './runs.ts';

const time = '2026-01-02T03:04:05Z';
const run: DriftRun = {
  version: 1,
  targets: [
    {
      target: 'dev/ap-northeast-1',
      environment: 'dev',
      region: 'ap-northeast-1',
      context: 'dev-ap-northeast-1',
      state: 'judged',
      revision: 'abc',
      startedAt: time,
      finishedAt: time,
      counts: { ...noCounts, drifted: 1 },
      objects: [
        {
          group: 'apps',
          kind: 'Deployment',
          namespace: 'shop',
          name: 'web',
          result: 'drifted',
          application: 'dev-ap-northeast-1-shop',
          location: { file: 'dist/dev/ap-northeast-1/shop/Deployment.shop.web.yaml', line: 1 },
          fields: [
            {
              kind: 'changed',
              where: 'spec.replicas',
              path: 'spec.replicas',
              basePath: 'spec.replicas',
              before: 1,
              after: 2,
              cause: 'person',
              owners: [{ manager: 'kubectl', operation: 'Update', subresource: 'scale', time }],
            },
          ],
        },
      ],
      unjudged: [forbiddenSecrets],
      coverage: { declared: 1, charts: 0, live: 2, unseenKinds: ['Secret'] },
    },
  ],
};

const changed = (edit: (text: string) => string) => (): DriftRun =>
  readDriftRun(edit(JSON.stringify(run)), 'night.json');

const reread = (edit: object): DriftRun => {
  const [target] = run.targets;
  const [object] = target?.objects ?? [];
  const [field] = object?.fields ?? [];
  const fields = [{ ...field, ...edit }];
  return readDriftRun(
    JSON.stringify({ ...run, targets: [{ ...target, objects: [{ ...object, fields }] }] }),
    'night.json',
  );
};
const place = { where: 'port', path: ['ports', 0], basePath: ['ports', 0] };
const hunks = [{ beforeLine: 1, afterLine: 1, lines: ['-a', '+b'] }];

test.each<[string, object]>([
  ['no value before', { kind: 'added', before: undefined }],
  ['no value after', { kind: 'removed', after: undefined }],
  ['null', { before: null }],
  ['a value of a Secret', { before: undefined, after: undefined, redacted: true }],
  ['lines of a text', { embedded: { format: 'text', hunks } }],
  [
    'fields of a text',
    { embedded: { format: 'yaml', changes: [{ ...place, kind: 'changed', before: 1, after: 2 }] } },
  ],
])('reads a change with %s', (_, edit) => {
  expect(reread(edit).targets[0]?.objects[0]?.fields[0]).toMatchObject(JSON.parse(JSON.stringify(edit)));
});

test.each<[object, string]>([
  [{ before: undefined }, 'fields[0].before is missing'],
  [{ after: undefined }, 'fields[0].after is missing'],
  [{ kind: 'added', after: undefined }, 'fields[0].after is missing'],
  [{ kind: 'removed', before: undefined }, 'fields[0].before is missing'],
  [{ embedded: 'x' }, 'fields[0].embedded is no map'],
  [{ embedded: { format: 'constructor' } }, 'fields[0].embedded.format is none of'],
  [{ embedded: { format: 'text' } }, 'fields[0].embedded.hunks is missing'],
  [{ embedded: { format: 'yaml', changes: [{ kind: 'added' }] } }, 'embedded.changes[0].where is missing'],
  [
    { embedded: { format: 'yaml', changes: [{ ...place, path: [null], kind: 'added' }] } },
    'embedded.changes[0].path[0] is no step of a path',
  ],
  [{ redacted: 'yes' }, 'fields[0].redacted is not true'],
])('refuses a change with %j', (edit, message) => {
  expect(() => reread(edit)).toThrow(message);
});

test('reads a run, and the whole output that it is a part of', () => {
  expect(readDriftRun(JSON.stringify(run), 'night.json')).toEqual(run);
  expect(readDriftRun(JSON.stringify({ version: 1, result: run }), 'night.json')).toEqual(run);
});

test('reads a time of any zone as one in UTC', () => {
  const [read] = changed((text) => text.replaceAll(time, '2026-01-02T12:04:05+09:00'))().targets;
  const utc = '2026-01-02T03:04:05.000Z';
  expect(read).toMatchObject({
    startedAt: utc,
    finishedAt: utc,
    objects: [{ fields: [{ owners: [{ time: utc }] }] }],
  });
});

test('believes how many objects are clean, as those are not listed', () => {
  const edit = changed((text) => text.replace('"clean":0', '"clean":7'));
  expect(edit().targets[0]?.counts).toMatchObject({ clean: 7, drifted: 1 });
});

test.each<[string, (text: string) => string, string]>([
  ['what is cut short', (text) => text.slice(0, -20), 'it is no JSON'],
  ['another version', (text) => text.replace('"version":1', '"version":2'), 'version is not 1'],
  ['a verb without a result', () => '{"version":1,"result":null}', 'is no map'],
  [
    'a reason that is not known',
    (text) => text.replace('"reason":"forbidden"', '"reason":"constructor"'),
    'unjudged[0].reason is none of',
  ],
  ['what is no map', () => '[]', 'is no map'],
  ['a state that is not known', (text) => text.replace('"judged"', '"fine"'), 'targets[0].state is none of'],
  ['a time that is none', (text) => text.replace(time, 'noon'), 'targets[0].startedAt is no time'],
  ['a time of no zone', (text) => text.replace(time, '2026-01-02 03:04:05'), 'startedAt is no time'],
  [
    'a cluster under another name',
    (text) => text.replace('"target":"dev/ap-northeast-1"', '"target":"dev/us-west-2"'),
    'targets[0].target is dev/us-west-2, but its environment and region are dev/ap-northeast-1',
  ],
  [
    'counts that are none',
    (text) => text.replace('"drifted":1', '"drifted":-1'),
    'counts.drifted is no number',
  ],
  [
    'counts that are not those of its objects',
    (text) => text.replace('"drifted":1', '"drifted":5'),
    'targets[0].counts.drifted is 5, but 1 of objects are drifted',
  ],
  [
    'objects that are not counted',
    (text) => text.replace('"drifted":1', '"drifted":0'),
    'targets[0].counts.drifted is 0, but 1 of objects are drifted',
  ],
  [
    'an owner without a manager',
    (text) => text.replace('"manager":"kubectl",', ''),
    'targets[0].objects[0].fields[0].owners[0].manager is missing',
  ],
])('refuses %s', (_, edit, message) => {
  expect(changed(edit)).toThrow(message);
});
