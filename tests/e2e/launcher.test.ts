import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { cartApp, smallRepository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** `plumb --version` in a folder with a home and a place for temporary files, and no other environment than is given. */
function start(folder: string, environment: Readonly<Record<string, string>>): void {
  mkdirSync(join(folder, 'shared'), { recursive: true });
  const env = { PATH: process.env['PATH'] ?? '', TMPDIR: join(folder, 'shared'), ...environment };
  const { status } = spawnSync(join(checkout, 'plumb'), ['--version'], { cwd: folder, env });
  expect(status).toBe(0);
  expect(readdirSync(join(folder, 'shared'))).toEqual([]);
}

describe('what Node has compiled is kept', () => {
  test.each([
    ['the home', (folder: string) => ({ HOME: folder }), '.cache/plumbline/node'],
    [
      'the folder for caches',
      (folder: string) => ({ HOME: '/dev/null', XDG_CACHE_HOME: join(folder, 'caches') }),
      'caches/plumbline/node',
    ],
  ])('in %s of whoever runs it, where nobody else can look', (_name, environment, place) => {
    const folder = temporaryFolder();
    start(folder, environment(folder));
    expect((statSync(join(folder, place)).mode & 0o777).toString(8)).toBe('700');
    expect(readdirSync(join(folder, place))).not.toEqual([]);
  });

  test.each([
    ['without a home', {}],
    ['with a home that is no folder', { HOME: '/dev/null' }],
    ['with a folder for caches that depends on where it is run', { XDG_CACHE_HOME: 'caches' }],
  ])('nowhere %s', (_name, environment) => {
    const folder = temporaryFolder();
    start(folder, environment);
    expect(readdirSync(folder)).toEqual(['shared']);
  });

  test.for([
    ['the place belongs', '.cache/plumbline/node'],
    ['the folder for caches belongs', '.cache'],
    ['the home belongs', '.'],
  ] as const)('nowhere if %s to somebody else, who can still write there', ([, place], { skip }) => {
    skip(process.getuid?.() !== 0, 'only root can give a folder away');
    const folder = temporaryFolder();
    mkdirSync(join(folder, place), { recursive: true });
    chownSync(join(folder, place), 65534, 65534);
    start(folder, { HOME: folder });
    expect(readdirSync(join(folder, place)).filter((name) => name !== 'shared')).toEqual([]);
  });

  test.each([
    ['0700', true],
    ['0755', true],
    ['0770', false],
    ['0707', false],
    ['1777', false],
  ])('in a folder with the mode %s: %s', (mode, isKept) => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'open'), { recursive: true });
    chmodSync(join(folder, 'open'), Number.parseInt(mode, 8));
    mkdirSync(join(folder, '.cache/plumbline'), { recursive: true });
    symlinkSync('../../open', join(folder, '.cache/plumbline/node'));
    start(folder, { HOME: folder });
    expect(readdirSync(join(folder, 'open')).length > 0).toBe(isKept);
  });
});

test('it lies where NODE_COMPILE_CACHE says', () => {
  const folder = temporaryFolder();
  start(folder, { HOME: folder, NODE_COMPILE_CACHE: join(folder, 'mine') });
  expect(existsSync(join(folder, '.cache'))).toBe(false);
  expect(readdirSync(join(folder, 'mine'))).not.toEqual([]);
});

test('what an app renders depends neither on the time zone nor on the language', () => {
  const sorted = "['z', 'aa'].sort((a, b) => a.localeCompare(b)).join()";
  const data = `{ AT: new Date(2026, 0, 1).toISOString(), FIRST: ${sorted}, MANY: (1e4).toLocaleString() }`;
  const cwd = smallRepository({
    'apps/shop/cart/app.ts': cartApp(`new Manifest(chart, 'a', configMap('a', ${data}));`),
  });
  const env = { ...process.env, TZ: 'Asia/Tokyo', LANG: 'da_DK.UTF-8', LC_ALL: 'da_DK.UTF-8' };
  expect(spawnSync(join(checkout, 'plumb'), ['synth'], { cwd, env }).status).toBe(0);
  const rendered = readFileSync(join(cwd, 'dist/test/eu-central-1/cart/ConfigMap.cart.a.yaml'), 'utf8');
  expect(rendered).toContain("data:\n  AT: '2026-01-01T00:00:00.000Z'\n  FIRST: aa,z\n  MANY: 10,000\n");
});
