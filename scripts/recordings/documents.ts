import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadJudges } from '../../src/cli/judges.ts';
import { readManifestPaths } from '../../src/manifest/read-paths.ts';
import { driftPage, driftTable } from './drift-comparison.ts';
import { replaceMarked } from './markdown.ts';
import { proofPage } from './proof-page.ts';
import { findProofs } from './proofs.ts';
import { type Recording, readRecording } from './recording.ts';
import { times } from './times.ts';

/** What the documentation must say: content by path. */
async function documents(root: string): Promise<ReadonlyMap<string, string>> {
  const recordings = new Map<string, Recording>();
  const missing: string[] = [];
  for (const { name } of findProofs(root)) {
    const recording = readRecording(root, name);
    if (recording) recordings.set(name, recording);
    else missing.push(name);
  }
  const { manifests } = await readManifestPaths(['dist'], root);
  const objects = manifests.map(({ object }) => object);
  const verdicts = [...recordings.values()].flatMap(({ drift = [] }) => drift);
  return new Map([
    marked(root, 'docs/guide/lab.md', 'times', times(recordings, missing)),
    marked(root, 'docs/guide/drift.md', 'comparison', driftTable(verdicts)),
    ['docs/reference/drift-comparison.md', driftPage(verdicts)],
    ['docs/reference/proof.md', proofPage(objects, loadJudges().validator, [...recordings.values()])],
  ]);
}

/** A page with another text at a place of it. */
function marked(root: string, path: string, name: string, text: string): [string, string] {
  return [path, replaceMarked(readFileSync(join(root, path), 'utf8'), name, text)];
}

export async function writeDocuments(root: string): Promise<void> {
  for (const [path, text] of await documents(root)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Paths of the pages that say something else than recordings and dist do. */
export async function staleDocuments(root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const [path, text] of await documents(root)) {
    const file = join(root, path);
    if (!existsSync(file) || readFileSync(file, 'utf8') !== text) stale.push(path);
  }
  return stale;
}
