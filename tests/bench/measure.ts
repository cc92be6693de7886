import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SideResult } from './sides/side.ts';

export function median(values: readonly number[]): number {
  const ordered = values.toSorted((a, b) => a - b);
  const middle = Math.floor(ordered.length / 2);
  const upper = ordered[middle] ?? Number.NaN;
  return ordered.length % 2 === 1 ? upper : ((ordered[middle - 1] ?? Number.NaN) + upper) / 2;
}

const maxOutputBytes = 2 ** 30;

function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  toleratedCodes: readonly number[] = [],
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env,
    maxBuffer: maxOutputBytes,
  });
  if (error !== undefined) throw error;
  if (status !== 0 && !toleratedCodes.includes(status ?? -1))
    throw new Error(`${[program, ...args].join(' ')} exits ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** Runs `sides/<name>.ts` in a process of its own. */
export function runSideProcess(name: string, ...args: readonly string[]): SideResult {
  const output = run(process.execPath, [join(import.meta.dirname, 'sides', `${name}.ts`), ...args]);
  return JSON.parse(output) as SideResult;
}

export interface ProcessRun {
  /** From start to end, as a user waits for it. */
  readonly milliseconds: number;
  readonly peakMebibytes: number;
  readonly stdout: string;
}

/**
 * Runs a program. Peak memory is known of those that are, or hand over to, Node; else it is NaN.
 *
 * @param toleratedCodes exit codes besides 0 that are no failure
 */
export function measureProcess(
  program: string,
  args: readonly string[],
  toleratedCodes: readonly number[] = [],
): ProcessRun {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-bench-'));
  const file = join(folder, 'peak');
  const hook = pathToFileURL(join(import.meta.dirname, 'peak-memory.ts')).href;
  try {
    const start = performance.now();
    const env = { ...process.env, NODE_OPTIONS: `--import=${hook}`, PEAK_MEMORY_FILE: file };
    const stdout = run(program, args, env, toleratedCodes);
    const milliseconds = performance.now() - start;
    const peakBytes = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
    return { milliseconds, peakMebibytes: peakBytes / 2 ** 20, stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
