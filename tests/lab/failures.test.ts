import { expect, test } from 'vitest';
import { ApiError } from '../../src/cluster/api-error.ts';
import { systemFailure } from '../../src/lab/failures.ts';

function systemError(code: string, path?: string): Error {
  return Object.assign(new Error(`${code}: refused`), { code, ...(path !== undefined && { path }) });
}

test.each([
  [
    'a full disk, with the path that had no space',
    systemError('ENOSPC', '/cache/etcd'),
    'lab-disk-full',
    '/cache/etcd',
  ],
  ['a full disk, with the folder if no path is known', systemError('EDQUOT'), 'lab-disk-full', '/lab'],
  ['a folder that may not be written', systemError('EPERM'), 'lab-no-access', 'EPERM'],
  ['a server that has gone', systemError('ECONNREFUSED'), 'lab-cluster-failed', 'ECONNREFUSED'],
  [
    'a server that hangs',
    new Error('https://127.0.0.1:1 did not answer within 60 s'),
    'lab-cluster-failed',
    '60 s',
  ],
  ['an API server that refuses', new ApiError({ path: '/api' }, 403, 'no'), 'lab-cluster-failed', 'no (403)'],
])('%s', (_, error, rule, text) => {
  const { findings } = systemFailure(error, '/lab');
  expect(findings).toMatchObject([{ severity: 'unjudged', rule }]);
  expect(findings[0]?.message).toContain(text);
});

test('errors of programming are passed on', () => {
  const error = new TypeError('undefined is not a function');
  expect(() => systemFailure(error, '/lab')).toThrow(error);
});
