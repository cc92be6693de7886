/**
 * Writes what the documentation says about proofs from tests/recordings/ and dist/.
 *
 *     npm run docs              write
 *     npm run docs -- --check   exit 1 if what is there says something else
 */
import { join } from 'node:path';
import { staleDocuments, writeDocuments } from './recordings/documents.ts';

const root = join(import.meta.dirname, '..');
if (process.argv.includes('--check')) {
  const stale = await staleDocuments(root);
  for (const path of stale) process.stderr.write(`${path} is stale: run npm run docs\n`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  await writeDocuments(root);
}
