/**
 * `npm run crds [-- --check]`: regenerates the facts of the Kubernetes APIs (`src/kubernetes/<minor>/schemas` and
 * `types`) from the Go modules pinned in `src/kubernetes/<minor>/sources.json`. Needs Go and its module proxy (or
 * cache). With `--check` nothing is written; exit code 1 if any file differs from what the modules say.
 *
 * To upgrade: change versions in `sources.json` (a new Kubernetes minor is a copied folder), run this, read the diff.
 */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generate } from './crds/outputs.ts';

const root = join(import.meta.dirname, '../src/kubernetes');
const check = process.argv.includes('--check');
const stale: string[] = [];

for (const sources of globSync('*/sources.json', { cwd: root }).sort()) {
  const minor = dirname(sources);
  const directory = join(root, minor);
  const files = await generate(minor);
  const changed = [...files].filter(([name, text]) => readIfPresent(join(directory, name)) !== text);
  const orphans = globSync('{schemas,types}/*', { cwd: directory }).filter((name) => !files.has(name));
  stale.push(
    ...[...changed.map(([name]) => name), ...orphans].map((name) => `src/kubernetes/${minor}/${name}`),
  );
  if (check) continue;
  for (const [name, text] of changed) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  for (const name of orphans) rmSync(join(directory, name));
}

for (const name of stale.sort()) console.log(`${check ? 'stale' : 'written'}: ${name}`);
if (check && stale.length > 0) process.exitCode = 1;

function readIfPresent(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
