import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, checkoutFiles } from '../support/checkout.ts';

const read = (path: string) => readFileSync(join(checkout, path), 'utf8');
const files = checkoutFiles().filter((path) => existsSync(join(checkout, path)));
const generated = /^(dist|schemas|src\/kubernetes\/[^/]+\/(types|schemas))\/|^package-lock\.json$|\.sum$/;
const handWritten = files.filter((path) => !generated.test(path));

describe('hand-written code', () => {
  const code = handWritten.filter((path) => path.endsWith('.ts'));
  const lengths = code.map((path) => ({ path, lines: read(path).split('\n').length - 1 }));

  test('comes in short files', () => {
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
    const engine = lengths.filter(({ path }) => path.startsWith('src/')).map(({ lines }) => lines);
    expect(engine.toSorted((a, b) => a - b)[Math.floor(engine.length / 2)]).toBeLessThan(100);
  });

  test('turns no check of the compiler off', () => {
    expect(code.filter((path) => /^\s*\/\/ @ts-/m.test(read(path)))).toEqual([]);
  });
});

test('nothing names a place on the machine of whoever wrote it', () => {
  const machinePath = /(^|[\s"'`(=:])\/(root|work)\//m;
  expect(handWritten.filter((path) => machinePath.test(read(path)))).toEqual([]);
});

test('no Secret is committed', () => {
  const secret = /^kind: ["']?Secret["']?\s*$/m;
  expect(files.filter((path) => /^(dist|apps|environments)\//.test(path) && secret.test(read(path)))).toEqual(
    [],
  );
});
