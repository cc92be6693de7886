import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LockedPackages, missingBinaries, platformOf } from '../../scripts/lockfile.ts';
import { checkout } from '../support/checkout.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(join(checkout, name), 'utf8'));
const { packages } = read('package-lock.json') as { readonly packages: LockedPackages };
const manifest = read('package.json') as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
};

test('the lock names no registry, so that npm ci works with whichever is configured', () => {
  expect(Object.entries(packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});

test('the lock has the binaries of every platform, so that npm ci accepts it', () => {
  expect(missingBinaries(packages)).toEqual({});
});

test('every dependency is pinned exactly', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  for (const version of Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies })) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

/** Versions of Node that `npm ci` installs on a platform. The package of one of them is named otherwise than the rest. */
function nodesFor(os: string, cpu: string): string[] {
  return Object.keys(manifest.optionalDependencies)
    .flatMap((name) => packages[`node_modules/${name}`] ?? [])
    .filter((entry) => [entry.os].flat().includes(os) && [entry.cpu].flat().includes(cpu))
    .flatMap(({ version }) => version ?? []);
}

test('the pinned Node is what runs this', () => {
  expect(nodesFor(process.platform, process.arch)).toEqual([process.version.slice(1)]);
});

test.each([
  ['darwin', 'arm64'],
  ['darwin', 'x64'],
  ['linux', 'arm64'],
  ['linux', 'x64'],
])('%s on %s has one pinned Node, of the major that Renovate keeps', (os, cpu) => {
  expect(nodesFor(os, cpu)).toEqual([expect.stringMatching(/^24\./)]);
});

test("a binary's platform is read from its name", () => {
  expect(platformOf('@swc/core-linux-arm64-musl')).toEqual({ os: ['linux'], cpu: ['arm64'], libc: ['musl'] });
  expect(platformOf('@swc/core-win32-x64-msvc')).toEqual({ os: ['win32'], cpu: ['x64'] });
  expect(platformOf('@oxlint/binding-linux-arm-gnueabihf')).toEqual({
    os: ['linux'],
    cpu: ['arm'],
    libc: ['glibc'],
  });
  expect(platformOf('left-pad')).toEqual({});
});

test('a missing binary is added below its parent where another version already has the top place', () => {
  const lock: LockedPackages = {
    'node_modules/tool': {
      version: '2.0.0',
      dev: true,
      optionalDependencies: { 'tool-darwin-arm64': '2.0.0' },
    },
    'node_modules/tool-darwin-arm64': { version: '1.0.0' },
    'node_modules/other': {
      version: '1.0.0',
      optionalDependencies: { 'other-linux-x64': '1.0.0', fsevents: '1.0.0' },
    },
  };
  expect(missingBinaries(lock)).toEqual({
    'node_modules/tool/node_modules/tool-darwin-arm64': {
      version: '2.0.0',
      dev: true,
      optional: true,
      cpu: ['arm64'],
      os: ['darwin'],
    },
    'node_modules/other-linux-x64': { version: '1.0.0', optional: true, cpu: ['x64'], os: ['linux'] },
  });
});
