import { createReadStream, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { unusable } from '../../../report/errors.ts';
import { filePlace } from './file.ts';
import { type Place, s3Scheme } from './place.ts';
import { mayPass, storeError } from './s3-errors.ts';
import { withScratchFolder } from './scratch.ts';

/** Times that a request is sent before it has failed. */
const attempts = 3;

/** Milliseconds before the second time; twice that before the third. */
const pauseMilliseconds = 500;

const silent = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

interface ObjectAddress {
  readonly bucket: string;
  /** Empty for the whole bucket. */
  readonly key: string;
}

/** @param address `s3://BUCKET/KEY` */
export function s3Place(address: string): Place {
  const { bucket: Bucket, key: Key } = parse(address);
  if (Key === '' || Key.endsWith('/')) {
    const next = 'name an object, as in s3://BUCKET/reports/fleet.html';
    throw unusable('no-object', `${address} names no object`, next);
  }
  return {
    name: address,
    read: async () =>
      withStore(async (store) => {
        try {
          const { Body } = await store.send(new GetObjectCommand({ Bucket, Key }));
          return await Body?.transformToByteArray();
        } catch (cause) {
          if ((cause as Error).name === 'NoSuchKey') return undefined;
          throw storeError(`${address} cannot be read`, cause);
        }
      }),
    write: async (pieces) =>
      withScratchFolder(async (folder) => {
        // A store must be told beforehand how much will come.
        const file = join(folder, 'object');
        await filePlace(file).write(pieces);
        const ContentLength = statSync(file).size;
        await withStore(async (store) =>
          patiently(address, async () => {
            const Body = createReadStream(file, { fd: openSync(file, 'r') });
            try {
              const input = { Bucket, Key, Body, ContentLength, ContentType: contentTypeOf(Key) };
              await store.send(new PutObjectCommand(input));
            } finally {
              Body.destroy();
            }
          }),
        );
      }),
  };
}

/**
 * Addresses of the JSON objects below another, ordered.
 *
 * @param address `s3://BUCKET/` or `s3://BUCKET/PREFIX/`
 * @throws InputError if there are none: nothing would look like a fleet without drift
 */
export async function reportsBelow(address: string): Promise<string[]> {
  const { bucket: Bucket, key: Prefix } = parse(address);
  const keys: string[] = [];
  await withStore(async (client) => {
    try {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix })) {
        keys.push(...Contents.flatMap(({ Key }) => (Key?.endsWith('.json') ? [Key] : [])));
      }
    } catch (cause) {
      throw storeError(`${address} cannot be listed`, cause);
    }
  });
  if (keys.length === 0) {
    const next = 'see what became of the jobs that should have put reports there';
    throw unusable('no-report', `${address} holds no report: no object ends with .json`, next);
  }
  return keys.sort().map((key) => `${s3Scheme}${Bucket}/${key}`);
}

function parse(address: string): ObjectAddress {
  const [bucket = '', ...key] = address.slice(s3Scheme.length).split('/');
  if (/^[a-z0-9][-a-z0-9.]{1,61}[a-z0-9]$/.test(bucket) && key.length > 0)
    return { bucket, key: key.join('/') };
  throw unusable(
    'no-bucket',
    `${address} names no bucket`,
    'write s3://BUCKET/KEY: the name of a bucket has 3 to 63 lower-case letters, digits, dots and dashes',
  );
}

/** Region, credentials and endpoint are where all programs of AWS look for them. */
async function withStore<Result>(work: (store: S3Client) => Promise<Result>): Promise<Result> {
  const config: S3ClientConfig = {
    maxAttempts: attempts,
    requestHandler: {
      connectionTimeout: 10_000,
      socketTimeout: 30_000,
      requestTimeout: 300_000,
      throwOnRequestTimeout: true,
    },
    // What is amiss is told by errors.
    logger: silent,
    // Other stores than AWS' have no host name for each bucket.
    forcePathStyle: ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL'].some((name) => process.env[name]),
  };
  const store = new S3Client(config);
  try {
    return await work(store);
  } finally {
    store.destroy();
  }
}

/** What streams the client itself sends only once. */
async function patiently(address: string, put: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await put();
      return;
    } catch (cause) {
      if (attempt === attempts || !mayPass(cause)) throw storeError(`${address} cannot be written`, cause);
      await sleep(attempt * pauseMilliseconds);
    }
  }
}

/** So that a page opens as one. */
function contentTypeOf(key: string): string {
  if (key.endsWith('.html')) return 'text/html; charset=utf-8';
  return key.endsWith('.json') ? 'application/json' : 'text/plain; charset=utf-8';
}
