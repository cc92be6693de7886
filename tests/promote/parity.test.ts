import { expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { type Parity, parityOf } from '../../src/promote/parity.ts';
import { parityDocument } from '../../src/promote/parity-report.ts';
import { formatText } from '../../src/report/formats/text.ts';
import { apps, fleetFolder, type Releases } from './fleet.ts';

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
    'skipped-environment: cart: production/ap-northeast-3 runs 333333333333, which came past staging',
  ]);
  expect(rules({ 'production/ap-northeast-3': { cart: '1' } })).toEqual([
    'leftover-wave: cart: ap-northeast-3 has of its own what production shares, and would miss the next change of it',
  ]);
});
