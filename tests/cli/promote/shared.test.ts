import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sharedFiles } from '../../../src/cli/promote/shared.ts';
import { loadFleet } from '../../../src/fleet/load.ts';
import { fleetFolder } from '../../promote/fleet.ts';

const region = (environment: string, name: string) => `environments/${environment}/${name}.yaml`;

/** @param link from a file of the repository to what it leads to */
function sharedOf(edited: readonly string[], link?: readonly [from: string, to: string]) {
  const root = fleetFolder({});
  if (link !== undefined) {
    rmSync(join(root, link[0]));
    symlinkSync(join(root, link[1]), join(root, link[0]));
  }
  return sharedFiles(loadFleet(root), edited);
}

test('a file that is also that of another region, in whatever environment, is not edited', () => {
  const [first, last] = [region('production', 'us-west-2'), region('production', 'ap-northeast-1')];
  const message = `leads to the same file as ${last}, where the release would change too`;
  expect(sharedOf([first], [first, last])).toMatchObject([
    { severity: 'unjudged', rule: 'shared-file', message, location: { file: first } },
  ]);
  expect(sharedOf([last], [first, last])).toMatchObject([{ location: { file: last } }]);
  const elsewhere = region('staging', 'us-west-2');
  expect(sharedOf([elsewhere], [first, elsewhere])).toMatchObject([{ location: { file: elsewhere } }]);
});

test('other files are edited, linked or not', () => {
  const [first, last] = [region('production', 'us-west-2'), region('production', 'ap-northeast-1')];
  const other = region('production', 'ap-northeast-3');
  expect(sharedOf([other], [first, last])).toEqual([]);
  expect(sharedOf([first, last, other])).toEqual([]);
});
