/** The thread beside the first: see reading.ts. */
import { parentPort } from 'node:worker_threads';
import { readManifestPaths } from '../../manifest/read-paths.ts';
import type { PlainFolder } from './reading.ts';

async function answer(folder: string): Promise<void> {
  const { manifests, findings } = await readManifestPaths([folder], process.cwd());
  const plain: PlainFolder = {
    manifests: manifests.map(({ object, file }) => ({ object, file })),
    findings,
  };
  parentPort?.postMessage(plain, []);
}

parentPort?.on('message', (folder: string) => void answer(folder));
