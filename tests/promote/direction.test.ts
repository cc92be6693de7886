import { describe, expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { checkDirection, checkWave } from '../../src/promote/direction.ts';
import { environmentOf, fleetFolder } from './fleet.ts';

describe('releases move one step, and never back', () => {
  test.each([
    ['dev', 'production', 'dev → production: that leaves out staging', 'promote staging production'],
    ['production', 'staging', 'production → staging: that is backwards', 'to take a release back, revert'],
    ['production', 'dev', 'production → dev: that is backwards', 'into environments/dev/environment.yaml'],
    ['dev', 'dev', 'dev → dev: an environment is not promoted to itself', 'new releases are written into'],
  ])('%s to %s', (from, to, message, next) => {
    const fleet = loadFleet(fleetFolder({}));
    const [finding] = checkDirection(fleet, environmentOf(fleet, from), environmentOf(fleet, to));
    expect(finding?.message).toContain(message);
    expect(finding?.next).toContain(next);
    expect(finding?.allowed).toBe('dev staging, staging production');
  });

  test('dev to staging', () => {
    const fleet = loadFleet(fleetFolder({}));
    expect(checkDirection(fleet, environmentOf(fleet, 'dev'), environmentOf(fleet, 'staging'))).toEqual([]);
  });
});

test.each(['0', '3', '1.5', '-1', 'first', 'us-west-2'])('there is no wave %s', (wave) => {
  const fleet = loadFleet(fleetFolder({}));
  const [finding] = checkWave(environmentOf(fleet, 'staging'), wave);
  expect(finding?.allowed).toBe('1 (us-west-2), 2 (ap-northeast-1)');
  expect(finding?.next).toContain(wave === 'us-west-2' ? 'did you mean --wave 1?' : 'by its number');
});

test.each([undefined, '1', '2'])('there is wave %s', (wave) => {
  const fleet = loadFleet(fleetFolder({}));
  expect(checkWave(environmentOf(fleet, 'staging'), wave)).toEqual([]);
});
