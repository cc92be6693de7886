import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { estimates } from '../../scripts/latency.ts';
import { checkFleet } from '../../src/fleet/check.ts';
import type { AppSource, Fleet } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import { resolveApp } from '../../src/fleet/resolve.ts';
import { discoverApps } from '../../src/synth/discover.ts';
import { printed } from './fixture.ts';

const root = join(import.meta.dirname, '../..');
let fleet: Fleet;
let apps: readonly AppSource[];

beforeAll(async () => {
  fleet = loadFleet(root);
  ({ apps } = await discoverApps(root));
});

test('nothing is wrong with the data of this repository', () => {
  expect(printed([...fleet.findings, ...checkFleet(fleet, apps)])).toBe('');
});

test('three environments, seven targets, and the order of promotion', () => {
  expect(
    fleet.environments.map(({ name, regions }) => [name, ...regions.map((region) => region.name)]),
  ).toEqual([
    ['dev', 'ap-northeast-1'],
    ['staging', 'ap-northeast-1', 'us-west-2'],
    ['production', 'ap-northeast-1', 'ap-northeast-3', 'eu-central-1', 'us-west-2'],
  ]);
});

test('a wave is under way: the least loaded region of production is ahead, and at what staging runs', () => {
  const [, staging, production] = fleet.environments;
  const ahead = production?.regions.filter(({ data }) => data.releases !== undefined) ?? [];
  const leastLoaded = production?.regions.toSorted(
    (a, b) => a.data.loadSharePercent - b.data.loadSharePercent,
  )[0];
  expect(ahead).toEqual([leastLoaded]);
  for (const [app, digest] of Object.entries(ahead[0]?.data.releases ?? {})) {
    expect(staging?.data.releases?.[app]).toBe(digest);
    expect(production?.data.releases?.[app]).not.toBe(digest);
  }
});

test('digests are made of the version in the comment beside them, as the guide says', () => {
  for (const { file } of fleet.environments.flatMap((environment) => [environment, ...environment.regions])) {
    for (const [, app, digest, version] of readFileSync(join(root, file), 'utf8').matchAll(
      /^ {2}([a-z-]+): sha256:(\w+) # (.+)$/gm,
    )) {
      expect(digest).toBe(createHash('sha256').update(`${app}@${version}`).digest('hex'));
    }
  }
});

test('schedules follow the clocks of their region', () => {
  const api = apps.find(({ name }) => name === 'receipt-api');
  const production = fleet.environments[2];
  if (!api || !production) throw new Error('the repository has them');
  const zones = production.regions.map(
    (region) => resolveApp(api, production, region).settings.scaling?.schedules?.['office-hours']?.timezone,
  );
  expect(zones).toEqual(['Asia/Tokyo', 'Asia/Tokyo', 'Europe/Berlin', 'America/Los_Angeles']);
});

describe('regions.yaml', () => {
  test('has at least eight regions, with the latency to all others and to eight populations', () => {
    const { regions, populations } = fleet.catalogue.data;
    expect(Object.keys(regions).length).toBeGreaterThanOrEqual(8);
    expect(Object.keys(populations)).toHaveLength(8);
    for (const [name, { latencyMilliseconds }] of Object.entries(regions)) {
      expect(Object.keys(latencyMilliseconds.populations)).toEqual(Object.keys(populations));
      expect([...Object.keys(latencyMilliseconds.regions), name].sort()).toEqual(Object.keys(regions).sort());
    }
  });

  test('estimates are what scripts/latency.ts computes', () => {
    for (const { path, milliseconds } of estimates(fleet.catalogue.data)) {
      expect([
        path,
        path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], fleet.catalogue.data),
      ]).toEqual([path, milliseconds]);
    }
  });

  test('no figure is faster than light in fibre, and both directions agree within a tenth', () => {
    const { regions } = fleet.catalogue.data;
    for (const [name, from] of Object.entries(regions)) {
      for (const [other, { value }] of Object.entries(from.latencyMilliseconds.regions)) {
        const back = regions[other]?.latencyMilliseconds.regions[name]?.value ?? 0;
        expect(Math.abs(value - back) / value).toBeLessThan(0.1);
      }
    }
  });

  test('says of each source whether its figures were measured, estimated or not verified', () => {
    const { estimate } = fleet.catalogue.data.sources;
    expect(estimate?.title).toContain('(estimate)');
  });
});
