import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { type Parity, parityOf } from '../../src/promote/parity.ts';
import { parityDocument } from '../../src/promote/parity-report.ts';
import { formatText } from '../../src/report/formats/text.ts';
import { writeFiles as put } from '../support/temporary.ts';
import { apps, digest, fleetFolder, type Releases } from './fleet.ts';

const both = (digit: string) => ({ cart: digit, search: digit });
const releases = { dev: both('3'), staging: both('2'), production: both('1') };

function parity(more: Releases = {}, files: Readonly<Record<string, string>> = {}): Parity {
  const fleet = loadFleet(fleetFolder({ ...releases, ...more }, files));
  return parityOf(fleet, apps, fleet.environments);
}

const rules = (more: Releases) => parity(more).findings.map(({ rule, message }) => `${rule}: ${message}`);

test('who has what, and what each wave owes', () => {
  const result = parity({
    production: { cart: '1', search: '2' },
    'production/ap-northeast-3': { cart: '2' },
  });
  expect(
    formatText(parityDocument('plumb parity', result, result.findings), {})
      .trimEnd()
      .split('\n'),
  ).toEqual([
    'Who has what',
    'release  dev/ap-northeast-1  staging/us-west-2  staging/ap-northeast-1  production/ap-northeast-3  production/us-west-2  production/ap-northeast-1',
    'cart     333333333333        222222222222       222222222222            222222222222               111111111111          111111111111               differs',
    'search   333333333333        222222222222       222222222222            222222222222               222222222222          222222222222               differs',
    '',
    'What is owed',
    'release  from     to          is            waves that have not got it',
    'cart     dev      staging     333333333333  1 us-west-2 (222222222222), 2 ap-northeast-1 (222222222222)',
    'search   dev      staging     333333333333  1 us-west-2 (222222222222), 2 ap-northeast-1 (222222222222)',
    'cart     staging  production  222222222222  2 us-west-2 (111111111111), 3 ap-northeast-1 (111111111111)',
    '',
    'plumb parity: 2 of 2 releases differ between 6 targets, 3 owed',
  ]);
  expect(result.findings).toEqual([]);
});

test('charts are told where their versions differ', () => {
  const apart = parity({}, { staging: 'apps:\n  search:\n    charts: { index: 2.0.0 }\n' });
  expect(apart.rows.find(({ isChart }) => isChart)?.versions).toMatchObject({
    'dev/ap-northeast-1': '1.0.0',
    'staging/us-west-2': '2.0.0',
  });
  expect(parity().rows.some(({ isChart }) => isChart)).toBe(false);
});

test('charts that were asked for are told anyway', () => {
  const fleet = loadFleet(fleetFolder(releases));
  const { rows, targets } = parityOf(fleet, apps, fleet.environments, true);
  expect(rows.find(({ isChart }) => isChart)).toMatchObject({ label: 'search chart index', isSame: true });
  expect(targets).toHaveLength(6);
});

test('no history is made up of what the app itself says, or all regions share', () => {
  const chart = (version: string) => `apps:\n  search:\n    charts: { index: ${version} }\n`;
  const skipped = (files: Readonly<Record<string, string>>, more: Releases = {}) =>
    parity(more, files).findings.filter(({ rule }) => rule === 'skipped-environment');
  expect(skipped({ staging: chart('2.0.0') })).toEqual([]);
  expect(skipped({ staging: chart('2.0.0'), 'production/us-west-2': chart('2.0.0') })).toEqual([]);
  expect(skipped({}, { dev: both('1') })).toEqual([]);
  expect(skipped({}, { 'production/us-west-2': { cart: '3' } })).toMatchObject([{ severity: 'warning' }]);
});

test('where releases begin, none is promoted to mend it', () => {
  const more = 'environments/dev/us-west-2.yaml';
  const folder = fleetFolder({ ...releases, 'dev/ap-northeast-1': { cart: '1' } });
  put(folder, { [more]: `loadSharePercent: 0\nreleases: { cart: '${digest('2')}' }\n` });
  put(folder, { 'environments/dev/ap-northeast-3.yaml': 'loadSharePercent: 0\n' });
  const fleet = loadFleet(folder);
  const several = parityOf(fleet, apps, fleet.environments).findings.find(
    ({ rule }) => rule === 'several-waves',
  );
  expect(several?.next).toContain('write one release into environments/dev/environment.yaml');
});

test('what no wave explains is found', () => {
  expect(rules({ 'production/ap-northeast-1': { cart: '2' } })).toEqual([
    'wave-out-of-order: cart: production has it in no order of waves: ap-northeast-3 111111111111, us-west-2 111111111111, ap-northeast-1 222222222222',
  ]);
  expect(rules({ 'production/us-west-2': { cart: '2' } })).toMatchObject(
    [/^wave-out-of-order/].map((rule) => expect.stringMatching(rule)),
  );
  expect(
    rules({ 'production/ap-northeast-3': { cart: '4' }, 'production/us-west-2': { cart: '2' } }),
  ).toEqual([expect.stringMatching(/^several-waves: cart: production runs 3 releases at once/)]);
  expect(rules({ 'production/ap-northeast-3': { cart: '3' } })).toEqual([
    'skipped-environment: cart: production/ap-northeast-3 runs 333333333333, which dev has and staging has not',
  ]);
  expect(rules({ 'production/ap-northeast-3': { cart: '1' } })).toEqual([
    'leftover-wave: cart: ap-northeast-3 has of its own what production shares, and would miss the next change of it',
  ]);
});
