import { expect, test } from 'vitest';
import { labFolder, programCache } from '../../src/lab/home.ts';
import { InputError } from '../../src/report/errors.ts';

test('files go where the XDG variables say', () => {
  const env = { XDG_CACHE_HOME: '/cache', XDG_STATE_HOME: '/state', HOME: '/home/me' };
  expect(programCache(env)).toBe('/cache/plumbline/controlplane');
  expect(labFolder('default', env)).toBe('/state/plumbline/lab/default');
});

test('variables that are unset, empty or relative count as unset', () => {
  for (const value of [undefined, '', 'relative/path']) {
    const env = { XDG_CACHE_HOME: value, XDG_STATE_HOME: value, HOME: '/home/me' };
    expect(programCache(env)).toBe('/home/me/.cache/plumbline/controlplane');
    expect(labFolder('a', env)).toBe('/home/me/.local/state/plumbline/lab/a');
  }
});

test.each(['', '..', 'a/b', 'Upper', '-a', 'a-', 'x'.repeat(33)])('a lab cannot be named "%s"', (name) => {
  expect(() => labFolder(name, { HOME: '/home/me' })).toThrow(InputError);
});

test('a folder too deep for sockets is refused, with the way out', () => {
  const env = { XDG_STATE_HOME: `/${'deep/'.repeat(20)}state` };
  expect(() => labFolder('default', env)).toThrow(/too long a path/);
});
