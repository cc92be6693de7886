import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { chooseClusters, firstHub } from '../../src/lab/clusters.ts';

const fleet = loadFleet(join(import.meta.dirname, '../..'));

test('without a wish there is none, and the first hub stands in', () => {
  expect(chooseClusters(fleet, [])).toEqual([]);
  expect(firstHub(fleet).map(({ id, isHub }) => ({ id, isHub }))).toEqual([
    { id: 'dev-ap-northeast-1', isHub: true },
  ]);
});

test('a cluster has the zones of its region', () => {
  const [cluster] = chooseClusters(fleet, ['production/eu-central-1']);
  expect(cluster).toMatchObject({ environment: 'production', region: 'eu-central-1', isHub: false });
  expect(cluster?.zones).toEqual(['eu-central-1a', 'eu-central-1b', 'eu-central-1c']);
});

test('each name that the fleet does not have is told, with what was meant', () => {
  const choose = () => chooseClusters(fleet, ['production/eu-central-2', 'nowhere', 'dev/ap-northeast-1']);
  expect(choose).toThrow(/production\/eu-central-2"\n.*"nowhere"/);
  try {
    choose();
  } catch (error) {
    expect(error).toMatchObject({ findings: [{ next: 'did you mean production/eu-central-1?' }, {}] });
  }
});
