import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDesired } from '../../src/rehearse/desired.ts';
import { leftoverFindings } from '../../src/rehearse/judge/leftover.ts';
import { objectChanges } from '../../src/rehearse/observe/objects.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { desired, moveOf, seen, stateOf, thing } from './story.ts';

const clusters = { environment: 'dev', hub: 'dev-tokyo', cluster: 'dev-tokyo', region: 'tokyo' };
const read = async (files: Readonly<Record<string, string>>) =>
  readDesired(join(temporaryFolder(files), 'dist'), clusters);

describe('what a dist folder gives the clusters', () => {
  test('what has no namespace goes into that of the destination, where its kind has namespaces', async () => {
    const found = await read({
      'dist/dev/tokyo/api/argocd.params': "app: api\nnamespace: shop\nwave: '0'\n",
      'dist/dev/tokyo/api/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
      'dist/dev/tokyo/api/b.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: b, namespace: other }\n',
      'dist/dev/tokyo/api/c.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: c }\n',
    });
    expect(found.map(({ object }) => object.metadata)).toEqual([
      { name: 'a', namespace: 'shop' },
      { name: 'b', namespace: 'other' },
      { name: 'c' },
    ]);
  });

  test('what cannot be read is told', async () => {
    await expect(read({ 'dist/dev/tokyo/api/argocd.params': 'app: [' })).rejects.toThrow('cannot be read');
  });
});

describe('a hook', () => {
  const hook = thing('batch/v1', 'Job', 'migrate', {
    metadata: { annotations: { 'argocd.argoproj.io/hook': 'PreSync' } },
  });
  const states = [stateOf({})];

  test('that is deleted once it has run is not missing', () => {
    expect(leftoverFindings(moveOf({ to: [desired(hook)], states }))).toEqual([]);
    const { annotations: _, ...metadata } = hook.metadata;
    const job = { ...hook, metadata };
    expect(leftoverFindings(moveOf({ to: [desired(job)], states }))).toHaveLength(1);
  });

  test('that HEAD brought, and Argo CD never prunes, does not spoil the way back', () => {
    const move = { direction: 'back', from: [desired(hook)], to: [] } as const;
    expect(objectChanges(move, [seen(hook)], [seen(hook)])).toEqual([]);
  });
});
