import { expect, test } from 'vitest';
import type { ApplicationStates } from '../../../src/drift/live/applications.ts';
import type { Subject } from '../../../src/drift/live/judge-cluster.ts';
import { tracked } from '../../../src/drift/tracking.ts';
import { formatIdentity, identityOf } from '../../../src/manifest/object.ts';
import { config, given, judge } from './fake-cluster.ts';

/** What is told of an object of the Application `shop` whose annotation names `application`. */
async function told(
  application: string,
  states?: ApplicationStates,
  subject: Partial<Subject> = {},
): Promise<string[]> {
  const { objects, counts } = await judge(
    { configMaps: [tracked(config, application, 'shop')] },
    [given('shop', config)],
    { applications: new Set(['shop', 'mine']), ...subject },
    { applications: states, objectsAt: (name, at) => (at === 'old' ? [given(name, config)] : undefined) },
  );
  return [...objects.map(({ result, mark }) => `${result} ${mark}`), ...(counts.clean > 0 ? ['clean'] : [])];
}

const stateOf = (name: string, state: { revision?: string; wanted?: string; isRendered?: true }) =>
  new Map([[name, { isRendered: false, ...state, wanted: new Set(state.wanted && [state.wanted]) }]]);

test('an annotation that names an Application which does not have the object makes it untracked', async () => {
  expect(await told('shop')).toEqual(['clean']);
  expect(await told('other')).toEqual(['drifted untracked']);
  expect(await told('other', new Map())).toEqual(['drifted untracked']);
  expect(await told('mine', stateOf('mine', { revision: 'now', isRendered: true }))).toEqual([
    'drifted untracked',
  ]);
});

test('one that has the object too is no stranger, nor is one that may have it and cannot be read', async () => {
  const shared = ['shop', 'mine'].map((name) => given(name, config));
  const { counts } = await judge({ configMaps: [tracked(config, 'shop', 'shop')] }, shared);
  expect(counts.clean).toBe(1);
  expect(await told('mine', undefined, { unreadableApplications: new Map([['mine', 'broken']]) })).toEqual([
    'clean',
  ]);
  expect(await told('mine', undefined, { chartApplications: new Set(['mine']) })).toEqual(['clean']);
});

test('nor is the one from which git has moved it, until the next sync', async () => {
  expect(await told('mine', stateOf('mine', { revision: 'old', isRendered: true }))).toEqual(['clean']);
  // Its folder had another name then.
  expect(await told('renamed', stateOf('renamed', { revision: 'old', isRendered: true }))).toEqual(['clean']);
  const wanted = formatIdentity(identityOf(config));
  expect(await told('other', stateOf('other', { wanted }))).toEqual(['clean']);
});
