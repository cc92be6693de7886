import { expect, test } from 'vitest';
import { ApiError } from '../../src/cluster/api-error.ts';
import { onCluster } from '../../src/deploy/failures.ts';
import { InputError } from '../../src/report/errors.ts';

async function findingOf(error: Error): Promise<unknown> {
  try {
    await onCluster('dev-near', async () => {
      throw error;
    });
  } catch (caught) {
    if (!(caught instanceof InputError)) return caught;
    expect(caught.cause).toBe(error);
    return caught.findings[0];
  }
  return undefined;
}

const status = (code: number, message: string): ApiError =>
  new ApiError({ path: '/api/v1/secrets' }, code, JSON.stringify({ message }));

test('a cluster that is away, one that knows us not, one that forbids and one that refuses are told apart', async () => {
  const away = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
  expect(await findingOf(away)).toMatchObject({
    severity: 'unjudged',
    rule: 'cluster-unreachable',
    message: 'dev-near cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
  });
  expect(await findingOf(new Error('https://a did not answer within 60 s'))).toMatchObject({
    rule: 'cluster-unreachable',
  });
  expect(await findingOf(status(401, 'Unauthorized'))).toMatchObject({
    rule: 'cluster-forbidden',
    next: 'renew the credentials of the context',
  });
  expect(await findingOf(status(403, 'secrets is forbidden'))).toMatchObject({
    rule: 'cluster-forbidden',
    message: 'dev-near refuses: GET /api/v1/secrets: secrets is forbidden (403)',
  });
  expect(await findingOf(status(422, 'invalid'))).toMatchObject({ rule: 'cluster-refused' });
});

test('an error of programming stays one', async () => {
  const mistake = new TypeError('x is not a function');
  expect(await findingOf(mistake)).toBe(mistake);
});
