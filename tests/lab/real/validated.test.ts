import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { changed, changes, sound } from '../../schema/validated.cases.ts';
import { BareCluster } from '../../support/bare-cluster.ts';

let cluster: BareCluster;

beforeAll(async () => {
  cluster = await BareCluster.start();
  // Without it the API server admits no pod.
  const metadata = { name: 'default', namespace: 'default' };
  await cluster.apply([{ apiVersion: 'v1', kind: 'ServiceAccount', metadata }]);
}, 120_000);
afterAll(async () => cluster.dispose());

async function refusals(object: object): Promise<readonly string[]> {
  const [verdict] = await cluster.apply([object as KubernetesObject], { dryRun: true });
  return verdict?.object === undefined ? (verdict?.problems ?? ['no answer']) : [];
}

test.each(Object.entries(sound))('%s, as it is, is accepted', async (_, object) => {
  expect(await refusals(object)).toEqual([]);
});

test('the API server accepts and refuses what the cases say that plumb validate is held to', {
  timeout: 120_000,
}, async () => {
  const unlike: unknown[] = [];
  for (const change of changes) {
    const reasons = await refusals(changed(change));
    if ((reasons.length === 0) !== change.accepted) unlike.push({ ...change, reasons });
  }
  expect(unlike).toEqual([]);
});
