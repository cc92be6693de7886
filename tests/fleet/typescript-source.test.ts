import { expect, test } from 'vitest';
import { locateInApp } from '../../src/fleet/typescript-source.ts';
import type { Path } from '../../src/manifest/path.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Line and column of the value at `path` in the given app.ts. */
function locate(source: string, path: Path): string {
  const { file, line, column } = locateInApp(temporaryFolder({ 'app.ts': source }), 'app.ts', path);
  return [file, line, column].filter((part) => part !== undefined).join(':');
}

const app = `import { defineApp } from '#plumb';

const scope = 'region';
export default defineApp({
  scope,
  'tier': 1,
  jurisdictions: ['JP', 'EU'],
  settings: {
    scaling: { minReplicas: 2 },
    ...common,
    [computed]: 1,
  },
});
`;

test.each<[string, Path, string]>([
  ['a value', ['settings', 'scaling', 'minReplicas'], 'app.ts:9:29'],
  ['an element of a list', ['jurisdictions', 1], 'app.ts:7:25'],
  ['a quoted key', ['tier'], 'app.ts:6:11'],
  ['a shorthand', ['scope'], 'app.ts:5:3'],
  ['the definition itself', [], 'app.ts:4:26'],
  ['what is not written out: its nearest ancestor', ['settings', 'canary', 'pauseSeconds'], 'app.ts:8:13'],
  ['below a scalar: the scalar', ['tier', 'x'], 'app.ts:6:11'],
  ['beyond the end of a list: the list', ['jurisdictions', 5], 'app.ts:7:18'],
])('finds %s', (_, path, expected) => {
  expect(locate(app, path)).toBe(expected);
});

test.each([
  ['a constant', 'const app = defineApp({ tier: 1 });\nexport default app;\n', 'app.ts:1:31'],
  [
    'an argument that is a constant',
    'const app = { tier: 1 };\nexport default defineApp(app);\n',
    'app.ts:1:21',
  ],
  ['no call at all', 'export default { tier: 1 };\n', 'app.ts:1:24'],
  ['a type assertion', 'export default defineApp({ tier: 1 as const } satisfies App);\n', 'app.ts:1:34'],
])('finds the definition through %s', (_, source, expected) => {
  expect(locate(source, ['tier'])).toBe(expected);
});

test.each([
  ['no default export', 'export const app = 1;\n'],
  ['a definition made elsewhere', "import app from './other.ts';\nexport default app;\n"],
  ['a syntax error', 'export default defineApp({\n'],
])('falls back to the file: %s', (_, source) => {
  expect(locate(source, ['tier'])).toBe('app.ts');
});

test('elements after a spread have no position of their own', () => {
  expect(locate("export default { list: [...more, 'x'] };\n", ['list', 1])).toBe('app.ts:1:24');
});
