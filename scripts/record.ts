/**
 * `npm run record [-- NAME…]`: runs the proofs with real processes, all or those that are named, one after another, and
 * keeps in tests/recordings/ what each has shown: times, memory, the kinds that worked, and the hash of what asks for it
 * to be run again (`hashInputs`). Once that has changed, `npm test` fails for a proof that it does not run itself. Then
 * writes the documentation that shows it.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { DriftVerdict } from '../tests/support/drift-verdicts.ts';
import type { ProvedKind } from '../tests/support/kinds.ts';
import type { Measurement, MemoryUse } from '../tests/support/measure.ts';
import { writeDocuments } from './recordings/documents.ts';
import { hashInputs } from './recordings/inputs.ts';
import { kindOf } from './recordings/proof-page.ts';
import { findProofs, type Proof } from './recordings/proofs.ts';
import { type KindsProved, type Recording, writeRecording } from './recordings/recording.ts';

const root = join(import.meta.dirname, '..');

/** Seconds to a tenth: more digits would be noise in the history of the file. */
const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

interface TestResults {
  readonly numPassedTests: number;
  readonly success: boolean;
}

/** `undefined` if the proof failed. */
async function record(proof: Proof): Promise<Recording | undefined> {
  const scratch = mkdtempSync(join(tmpdir(), 'plumb-record-'));
  const files = {
    results: join(scratch, 'results.json'),
    PLUMB_MEASUREMENTS: join(scratch, 'measurements'),
    PLUMB_MEMORY: join(scratch, 'memory'),
    PLUMB_KINDS: join(scratch, 'kinds'),
    PLUMB_DRIFT: join(scratch, 'drift'),
  };
  try {
    const inputs = hashInputs(root, proof);
    const begin = performance.now();
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${files.results}`];
    const args = ['run', '--project', proof.project, ...reporters, proof.file];
    const exitCode = await run('vitest', args, files);
    const seconds = rounded((performance.now() - begin) / 1000);
    if (exitCode !== 0) return undefined;
    const { numPassedTests, success } = JSON.parse(readFileSync(files.results, 'utf8')) as TestResults;
    if (!success || numPassedTests === 0 || hashInputs(root, proof) !== inputs) return undefined;
    const steps = lines<Measurement>(files.PLUMB_MEASUREMENTS);
    const drift = lines<DriftVerdict>(files.PLUMB_DRIFT);
    return {
      inputs,
      machine: { cores: availableParallelism(), memoryGibibytes: Math.round(totalmem() / 2 ** 30) },
      passed: numPassedTests,
      seconds,
      steps: steps.map((step) => ({ ...step, seconds: rounded(step.seconds) })),
      memory: lines<MemoryUse>(files.PLUMB_MEMORY),
      kinds: kindsProved(lines<ProvedKind>(files.PLUMB_KINDS)),
      ...(drift.length > 0 && { drift }),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function run(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(root, 'node_modules/.bin', program), args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function lines<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8').trimEnd();
  return text === '' ? [] : text.split('\n').map((line) => JSON.parse(line) as T);
}

function kindsProved(entries: readonly ProvedKind[]): KindsProved[] {
  return [...Map.groupBy(entries, ({ column }) => column)]
    .map(([column, group]) => ({ column, kinds: [...new Set(group.map(kindOf))].sort() }))
    .sort((a, b) => (a.column < b.column ? -1 : 1));
}

/** Names of those that failed: what was recorded of them before stays. */
async function recordAll(proofs: readonly Proof[]): Promise<string[]> {
  const failed: string[] = [];
  for (const proof of proofs) {
    const recording = await record(proof);
    if (recording) writeRecording(root, proof.name, recording);
    else failed.push(proof.name);
  }
  return failed;
}

const wanted = process.argv.slice(2);
const proofs = findProofs(root);
const unknown = wanted.filter((name) => !proofs.some((proof) => proof.name === name));
if (unknown.length > 0) {
  const known = proofs.map(({ name }) => name).join(', ');
  process.stderr.write(`there is no proof ${unknown.join(', ')}; there are ${known}\n`);
  process.exitCode = 2;
} else {
  const chosen = proofs.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const failed = await recordAll(chosen);
  await writeDocuments(root);
  if (failed.length > 0) process.stderr.write(`not recorded, as they failed: ${failed.join(', ')}\n`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
