import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority } from '../cluster/certificates.ts';
import type { LabSession } from '../session.ts';
import { type LabState, writeWhole } from '../state.ts';

/** An S3 server that all clusters of a lab share, as they would share a bucket of their cloud. */
export interface ObjectStore {
  readonly url: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** PEM of the authority that vouches for the server. */
  readonly authority: string;
}

/** Exists from the start. */
export const bucket = 'velero';

/** None of a cloud's: backups that go there leave no jurisdiction, whichever region they are of. */
export const storeRegion = 'lab';

const identityName = 'identity.json';

interface Files {
  readonly folder: string;
  readonly certificate: string;
  readonly key: string;
}

/** Starts versitygw on a folder of the lab: directories are buckets, files are objects. */
export async function ensureObjectStore(session: LabSession): Promise<ObjectStore> {
  const program = await session.programs.program('versitygw');
  const folder = join(session.folder, 'object-store');
  const files = { folder, certificate: join(folder, 'tls.crt'), key: join(folder, 'tls.key') };
  const identity = await ensureIdentity(files);
  const data = join(folder, 'data');
  mkdirSync(join(data, bucket), { recursive: true });
  await session.ensure('lab', 'object-store', async (port) => {
    const address = `127.0.0.1:${await port('s3')}`;
    return {
      program,
      args: [
        `--port=${address}`,
        `--cert=${files.certificate}`,
        `--key=${files.key}`,
        '--health=/health',
        `--region=${storeRegion}`,
        'posix',
        data,
      ],
      env: { ROOT_ACCESS_KEY: identity.accessKey, ROOT_SECRET_KEY: identity.secretKey },
      stop: 'core',
      ready: { url: `https://${address}/health`, caFile: join(folder, 'ca.crt') },
    };
  });
  return { url: `https://127.0.0.1:${await session.port('lab', 'object-store', 's3')}`, ...identity };
}

/** That of a lab that was started, by any command; `undefined` if it has none. */
export function findObjectStore(folder: string, { ports }: Pick<LabState, 'ports'>): ObjectStore | undefined {
  const port = ports['lab/object-store:s3'];
  const identity = readIdentity(join(folder, 'object-store'));
  return port === undefined || !identity ? undefined : { url: `https://127.0.0.1:${port}`, ...identity };
}

function readIdentity(folder: string): Omit<ObjectStore, 'url'> | undefined {
  const file = join(folder, identityName);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Omit<ObjectStore, 'url'>) : undefined;
}

async function ensureIdentity({ folder, certificate, key }: Files): Promise<Omit<ObjectStore, 'url'>> {
  const known = readIdentity(folder);
  if (known) return known;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = await createAuthority('object-store ca');
  const serving = await authority.issue({ commonName: 'object-store', hosts: ['localhost', '127.0.0.1'] });
  writeFileSync(join(folder, 'ca.crt'), authority.certificate);
  writeFileSync(certificate, serving.certificate);
  writeFileSync(key, serving.privateKey, { mode: 0o600 });
  const identity = {
    accessKey: randomBytes(10).toString('hex'),
    secretKey: randomBytes(20).toString('hex'),
    authority: authority.certificate,
  };
  writeWhole(join(folder, identityName), `${JSON.stringify(identity)}\n`);
  return identity;
}
