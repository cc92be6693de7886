import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { parityOf } from '../../src/promote/parity.ts';
import { promotionOf } from '../../src/promote/promotion.ts';
import { apps, digest, environmentOf, fleetFolder, promote, type Releases, regions } from './fleet.ts';

const both = (digit: string) => ({ cart: digit, search: digit });
const read = (folder: string, file: string) => readFileSync(join(folder, 'environments', file), 'utf8');

describe('a promotion', () => {
  test('is the digest, its comment, and nothing else', () => {
    const folder = fleetFolder({
      dev: both('3'),
      staging: { cart: '2', search: '3' },
      production: both('1'),
    });
    const before = read(folder, 'staging/environment.yaml');
    const { moves } = promote(folder, 'dev', 'staging');
    expect(moves.map(({ label, target, before: old, after }) => [label, target, old, after])).toEqual([
      ['cart', 'staging/ap-northeast-1', digest('2'), digest('3')],
      ['cart', 'staging/us-west-2', digest('2'), digest('3')],
    ]);
    expect(read(folder, 'staging/environment.yaml')).toBe(
      before.replace(`${digest('2')} # 2.0.0`, `${digest('3')} # 3.0.0`),
    );
  });

  test('goes region by region, and at last the environment has it', () => {
    const folder = fleetFolder({ dev: both('3'), staging: both('2'), production: both('1') });
    const untouched = fleetFolder({ dev: both('3'), staging: both('2'), production: both('1') });
    const states = [1, 2, 3].map((wave) => {
      const { moves } = promote(folder, 'staging', 'production', wave);
      return [...new Set(moves.map(({ target }) => target))];
    });
    expect(states).toEqual([
      ['production/ap-northeast-3'],
      ['production/us-west-2'],
      ['production/ap-northeast-1'],
    ]);
    for (const region of Object.keys(regions['production'] ?? {}))
      expect(read(folder, `production/${region}.yaml`)).toBe(
        read(untouched, `production/${region}.yaml`).trimEnd() + '\n',
      );
    expect(read(folder, 'production/environment.yaml')).toContain(`cart: ${digest('2')} # 2.0.0`);
  });

  test('does not pass a wave by', () => {
    const folder = fleetFolder({ dev: both('3'), staging: both('2'), production: both('1') });
    const { findings, edits } = promote(folder, 'staging', 'production', 2);
    expect(edits).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(['skipped-wave', 'skipped-wave']);
    expect(findings[0]?.next).toContain('--wave 1 --app cart');
  });

  test('takes what all regions share while some try another one, and says so', () => {
    const folder = fleetFolder({
      dev: both('3'),
      staging: both('2'),
      'staging/us-west-2': { cart: '3' },
      production: both('1'),
    });
    const { moves, findings } = promote(folder, 'staging', 'production');
    expect(new Set(moves.map(({ after }) => after))).toEqual(new Set([digest('2')]));
    expect(findings).toMatchObject([{ severity: 'warning', rule: 'wave-under-way' }]);
    expect(findings[0]?.message).toContain('ap-northeast-1 222222222222, us-west-2 333333333333');
  });

  test('is refused where no release is common to the source', () => {
    const folder = fleetFolder({
      dev: both('3'),
      staging: both('2'),
      'staging/us-west-2': { cart: '3' },
      'staging/ap-northeast-1': { cart: '4' },
      production: both('1'),
    });
    expect(promote(folder, 'staging', 'production').findings).toMatchObject([{ rule: 'no-common-release' }]);
  });

  test('brings versions of charts along', () => {
    const more = { staging: 'apps:\n  search:\n    charts: { index: 2.0.0 }\n' };
    const folder = fleetFolder({ dev: both('2'), staging: both('1'), production: both('1') }, more);
    expect(promote(folder, 'staging', 'production').edits).toMatchObject([{ value: '2.0.0' }]);
    expect(read(folder, 'production/environment.yaml')).toContain(
      '  search:\n    charts:\n      index: 2.0.0\n',
    );
  });

  test('leaves what is switched off, here or there', () => {
    const off = 'apps:\n  cart: { enabled: false }\n';
    const releases = { dev: both('3'), staging: both('2'), production: both('1') };
    expect(
      promote(fleetFolder(releases, { production: off }), 'staging', 'production').moves,
    ).not.toMatchObject([{ app: 'cart' }]);
    const untried = promote(fleetFolder(releases, { staging: off }), 'staging', 'production');
    expect(untried.findings).toMatchObject([{ severity: 'warning', rule: 'runs-nowhere' }]);
    expect(new Set(untried.moves.map(({ app }) => app))).toEqual(new Set(['search']));
  });

  test('tells of an app that was asked for and is switched off, in the source or in the wave', () => {
    const off = 'apps:\n  cart: { enabled: false }\n';
    const findings = (more: Readonly<Record<string, string>>, isAsked: boolean, wave?: number) => {
      const fleet = loadFleet(
        fleetFolder({ dev: both('3'), staging: { search: '2' }, production: both('1') }, more),
      );
      const [from, to] = [environmentOf(fleet, 'staging'), environmentOf(fleet, 'production')];
      const cart = apps.filter(({ name }) => name === 'cart');
      return promotionOf(cart, { from, to, wave, isAsked }).findings;
    };
    expect(findings({ staging: off }, true)).toMatchObject([{ severity: 'warning', rule: 'runs-nowhere' }]);
    expect(findings({ staging: off }, false)).toEqual([]);
    const osaka = { 'production/ap-northeast-3': off };
    expect(findings(osaka, true, 1)).toMatchObject([
      {
        severity: 'warning',
        message: 'cart: runs nowhere in wave 1, production/ap-northeast-3',
        next: 'promote it with --wave 2 or 3',
      },
    ]);
    expect(findings(osaka, false, 1)).toEqual([]);
  });
});

describe('whatever the releases', () => {
  const digit = fc.constantFrom('1', '2', '3');
  const all = fc.record({ cart: digit, search: digit });
  const some = fc.record({ cart: digit, search: digit }, { requiredKeys: [] });
  const fleet: fc.Arbitrary<Releases> = fc.record({
    dev: all,
    staging: all,
    production: all,
    'production/ap-northeast-1': some,
    'production/ap-northeast-3': some,
    'production/us-west-2': some,
  });
  const filesOf = (folder: string) =>
    readdirSync(join(folder, 'environments/production')).map((file) => read(folder, `production/${file}`));
  const isEdited = (line: string) => /^ {2}(cart|search): |^releases:|^# Who has what|^$/.test(line);
  const kept = (texts: readonly string[]) =>
    texts.map((text) => text.split('\n').filter((line) => !isEdited(line)));

  test('promoting again changes nothing, and parity shows no debt', () => {
    fc.assert(
      fc.property(fleet, (releases) => {
        const folder = fleetFolder(releases);
        const before = kept(filesOf(folder));
        promote(folder, 'staging', 'production');
        const after = filesOf(folder);
        expect(kept(after)).toEqual(before);
        expect(promote(folder, 'staging', 'production')).toEqual({ moves: [], edits: [], findings: [] });
        expect(filesOf(folder)).toEqual(after);
        const loaded = loadFleet(folder);
        expect(loaded.findings).toEqual([]);
        const chosen = ['staging', 'production'].map((name) => environmentOf(loaded, name));
        const { debts, findings, rows } = parityOf(loaded, apps, chosen);
        expect({ debts, findings, differing: rows.filter(({ isSame }) => !isSame) }).toEqual({
          debts: [],
          findings: [],
          differing: [],
        });
      }),
      { numRuns: 40 },
    );
  });

  test('wave after wave gives what all at once gives', () => {
    fc.assert(
      fc.property(fleet, (releases) => {
        const [atOnce, inWaves] = [fleetFolder(releases), fleetFolder(releases)];
        promote(atOnce, 'staging', 'production');
        for (const wave of [1, 2, 3]) promote(inWaves, 'staging', 'production', wave);
        // What needed no wave may still be written down region by region.
        promote(inWaves, 'staging', 'production');
        expect(filesOf(inWaves)).toEqual(filesOf(atOnce));
      }),
      { numRuns: 20 },
    );
  });
});
