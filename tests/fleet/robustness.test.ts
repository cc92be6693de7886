import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkFleet } from '../../src/fleet/check.ts';
import type { AppSource } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';
import { dataFiles, readFleet } from './fixture.ts';

/** Values that people and programs leave in place of what was meant. */
const odd = fc.constantFrom(
  '',
  ' null',
  ' 0',
  ' -1',
  ' .nan',
  ' 1e400',
  ' []',
  ' [1, two]',
  ' {}',
  ' { a: { b: c } }',
  ' "x"',
  ' yes',
  ' constructor',
);

test('whatever stands in the place of a value, it is told and nothing is thrown', () => {
  const places = Object.entries(dataFiles).flatMap(([file, text]) =>
    [...text.matchAll(/:( [^\n,{}[\]]+)/g)].map((match) => ({
      file,
      at: match.index + 1,
      length: match[1]?.length ?? 0,
    })),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), odd, ({ file, at, length }, value) => {
      const text = dataFiles[file] ?? '';
      const folder = temporaryFolder(dataFiles);
      writeFiles(folder, { [file]: text.slice(0, at) + value + text.slice(at + length) });
      const fleet = loadFleet(folder);
      for (const { severity, location } of [...fleet.findings, ...checkFleet(fleet, [])]) {
        expect([severity, location?.file]).toEqual(['unjudged', expect.any(String)]);
      }
    }),
    { numRuns: 150 },
  );
});

test('whatever an app exports, it is told and nothing is thrown', async () => {
  const { fleet, apps } = await readFleet();
  const keys = fc.constantFrom(
    'description',
    'scope',
    'tier',
    'jurisdictions',
    'features',
    'dependsOn',
    'load',
    'charts',
    'settings',
    'released',
  );
  fc.assert(
    fc.property(fc.nat(apps.length - 1), keys, fc.jsonValue(), (index, key, value) => {
      const changed = apps.map(
        (app, at): AppSource =>
          at === index ? { ...app, declaration: { ...app.declaration, [key]: value } } : app,
      );
      expect(checkFleet(fleet, changed)).toBeInstanceOf(Array);
    }),
    { numRuns: 300 },
  );
});
