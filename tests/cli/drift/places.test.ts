import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { placeAt } from '../../../src/cli/drift/places/place-at.ts';
import { withReports } from '../../../src/cli/drift/places/reports.ts';
import { InputError } from '../../../src/report/errors.ts';
import { temporaryFolder } from '../../support/temporary.ts';

afterEach(() => vi.unstubAllEnvs());

interface Answer {
  readonly status: number;
  readonly body: string;
}

const refusal = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>said by the store</Message></Error>`,
});

/** A store that answers as it is told, where the S3 client looks for one. Real ones are in tests/lab/proofs/nightly.test.ts. */
async function store(answer: (request: IncomingMessage) => Answer): Promise<void> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const { status, body } = answer(request);
      response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  vi.stubEnv('AWS_ENDPOINT_URL_S3', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'lab');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'reader');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'kept-to-itself');
}

async function findingOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InputError)) throw new Error('nothing was refused', { cause: error });
  return error.findings[0];
}

test('a file has what was written last, as a whole', async () => {
  const folder = temporaryFolder();
  const place = await placeAt(join(folder, 'report.json'));
  expect(await place.read()).toBeUndefined();
  await place.write(['first', ' and ', 'last']);
  await place.write(['once', ' more']);
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('once more');
  const broken = function* (): Generator<string> {
    yield 'half';
    throw new RangeError('no more');
  };
  await expect(place.write(broken())).rejects.toThrow('no more');
  expect(readFileSync(join(folder, 'report.json'), 'utf8')).toBe('once more');
  expect(readdirSync(folder)).toEqual(['report.json']);
});

test.each([
  ['its owner alone', 0o600],
  ['everybody, as no umask would have it', 0o666],
])('a file for %s keeps its mode, and a link leads where it led', async (_, mode) => {
  const folder = temporaryFolder({ 'kept/report.json': 'first' });
  chmodSync(join(folder, 'kept/report.json'), mode);
  symlinkSync('kept/report.json', join(folder, 'latest.json'));
  await (await placeAt(join(folder, 'latest.json'))).write(['second']);
  expect(readFileSync(join(folder, 'kept/report.json'), 'utf8')).toBe('second');
  expect(statSync(join(folder, 'kept/report.json')).mode & 0o777).toBe(mode);
  expect(lstatSync(join(folder, 'latest.json')).isSymbolicLink()).toBe(true);
});

test('a pipe takes what is written, and stays one: a device would be gone for everybody', async () => {
  const pipe = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = spawn('cat', [pipe]);
  const [read] = await Promise.all([
    text(reader.stdout),
    (await placeAt(pipe)).write(['one', ' by ', 'one']),
  ]);
  expect(read).toBe('one by one');
  expect(statSync(pipe).isFIFO()).toBe(true);
});

test('a report that cannot even be looked at keeps no other from being read', async () => {
  const folder = temporaryFolder({ 'there.json': '{}' });
  symlinkSync('loop.json', join(folder, 'loop.json'));
  const paths = ['loop.json', `${'long'.repeat(100)}.json`, 'there.json'].map((name) => join(folder, name));
  const names = await withReports(paths, async ({ files }) => files.map(({ name }) => name));
  expect(names).toEqual(paths);
});

test('a folder in place of its reports is told with what to write instead, and keeps no other from being read', async () => {
  const folder = temporaryFolder({ 'night/dev.json': '{}', 'there.json': '{}' });
  const [night, there] = [join(folder, 'night/'), join(folder, 'there.json')];
  const { files, findings } = await withReports([night, there], async (reports) => reports);
  expect(files.map(({ name }) => name)).toEqual([there]);
  expect(findings).toMatchObject([{ rule: 'folder', next: `name its reports: ${join(night, '*.json')}` }]);
});

test('a file that cannot be read or written is told', async () => {
  const folder = temporaryFolder({ 'there/file': '' });
  expect(await findingOf((await placeAt(join(folder, 'there'))).read())).toMatchObject({
    rule: 'unreadable-file',
  });
  expect(await findingOf((await placeAt(join(folder, 'nowhere/file'))).write(['']))).toMatchObject({
    rule: 'unwritable-file',
    next: 'name a file in a folder that you may write to',
  });
});

test.each([
  [403, 'AccessDenied', /s3:GetObject and s3:PutObject/],
  [404, 'NoSuchBucket', /create the bucket/],
  [403, 'InvalidAccessKeyId', /sign in to AWS/],
  [400, 'AuthorizationHeaderMalformed', /set AWS_REGION/],
  [418, 'Teapot', /ask who runs the store/],
])('what a store refuses is told with what to do: %i %s', async (status, code, next) => {
  await store(() => refusal(status, code));
  const place = await placeAt('s3://fleet/reports/one.json');
  for (const [work, done] of [
    [place.read(), 'read'],
    [place.write(['{}']), 'written'],
  ] as const) {
    const finding = await findingOf(work);
    expect(finding).toMatchObject({
      severity: 'unjudged',
      rule: 'object-store',
      message: `s3://fleet/reports/one.json cannot be ${done}: ${code}: said by the store`,
      next: expect.stringMatching(next),
    });
    expect(JSON.stringify(finding)).not.toContain('kept-to-itself');
  }
});

test('an object that is not there is nothing, and as a report it is told', async () => {
  await store(() => refusal(404, 'NoSuchKey'));
  expect(await (await placeAt('s3://fleet/history.json')).read()).toBeUndefined();
  await withReports(['s3://fleet/one.json'], async ({ files, findings }) => {
    expect(files).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'missing-file', message: 's3://fleet/one.json does not exist' }]);
  });
});

test('a store that is unwell for a moment is asked again', async () => {
  const answers = [refusal(503, 'SlowDown'), refusal(500, 'InternalError'), { status: 200, body: '' }];
  const seen: string[] = [];
  await store(({ method, url }) => {
    seen.push(`${method} ${url?.split('?')[0]}`);
    return answers[seen.length - 1] ?? refusal(400, 'TooOften');
  });
  await (await placeAt('s3://fleet/reports/one.json')).write(['{}']);
  expect(seen).toEqual(Array(3).fill('PUT /fleet/reports/one.json'));
});

test('a store that cannot be reached is told, as is what is missing to ask it', async () => {
  await store(() => refusal(500, 'InternalError'));
  const place = await placeAt('s3://fleet/one.json');
  expect(await findingOf(place.write(['']))).toMatchObject({
    message: expect.stringContaining('InternalError'),
  });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', 'http://127.0.0.1:1');
  expect(await findingOf(place.write(['']))).toMatchObject({
    message: expect.stringContaining('ECONNREFUSED'),
    next: expect.stringContaining('can be reached'),
  });
  for (const name of ['AWS_REGION', 'AWS_PROFILE']) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
  expect(await findingOf(place.read())).toMatchObject({
    message: 's3://fleet/one.json cannot be read: Region is missing',
  });
});

test('all reports below a prefix are fetched; one that is gone is told, and the others are there', async () => {
  const page = (keys: readonly string[], next?: string): Answer => ({
    status: 200,
    body: `<ListBucketResult>${keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('')}
      <IsTruncated>${next !== undefined}</IsTruncated>
      ${next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`}</ListBucketResult>`,
  });
  await store(({ url = '' }) => {
    const { pathname, searchParams } = new URL(url, 'http://store');
    if (pathname.endsWith('gone.json')) return refusal(404, 'NoSuchKey');
    if (pathname.endsWith('.json')) return { status: 200, body: pathname };
    return searchParams.has('continuation-token')
      ? page(['reports/gone.json', 'reports/a.json'])
      : page(['reports/b.json', 'reports/note.txt'], 'more');
  });
  await withReports(['s3://fleet/reports/', 'here.json'], async ({ files, findings }) => {
    expect(files.map(({ name }) => name)).toEqual([
      's3://fleet/reports/a.json',
      's3://fleet/reports/b.json',
      'here.json',
    ]);
    expect(files.slice(0, 2).map(({ file }) => readFileSync(file, 'utf8'))).toEqual([
      '/fleet/reports/a.json',
      '/fleet/reports/b.json',
    ]);
    expect(findings).toMatchObject([{ message: 's3://fleet/reports/gone.json does not exist' }]);
  });
});

test('a prefix without reports is told: it would look like a fleet without drift', async () => {
  await store(() => ({ status: 200, body: '<ListBucketResult></ListBucketResult>' }));
  await withReports(['s3://fleet/reports/'], async ({ files, findings }) => {
    expect(files).toEqual([]);
    expect(findings).toMatchObject([{ severity: 'unjudged', rule: 'no-report' }]);
  });
});

test.each([
  ['s3://fleet', 'names no bucket'],
  ['s3://FLEET/x', 'names no bucket'],
  ['s3:///x', 'names no bucket'],
  ['s3://fleet/', 'names no object'],
  ['s3://fleet/reports/', 'names no object'],
])('an address that names nothing is told: %s', async (address, problem) => {
  expect(await findingOf(placeAt(address))).toMatchObject({ message: `${address} ${problem}` });
});
