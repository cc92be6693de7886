import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DriftVerdict } from '../../tests/support/drift-verdicts.ts';
import type { ProofColumn } from '../../tests/support/kinds.ts';
import type { Measurement, MemoryUse } from '../../tests/support/measure.ts';

/** What a run of a proof has shown. */
export interface Recording {
  /** See `hashInputs`. */
  readonly inputs: string;
  readonly machine: Machine;
  /** How many tests passed. */
  readonly passed: number;
  readonly seconds: number;
  readonly steps: readonly Measurement[];
  readonly memory: readonly MemoryUse[];
  readonly kinds: readonly KindsProved[];
  /** What programs tell of drift. Default: it asked none. */
  readonly drift?: readonly DriftVerdict[];
}

export interface Machine {
  readonly cores: number;
  readonly memoryGibibytes: number;
}

/** Kinds of which something has been seen to work. */
export interface KindsProved {
  readonly column: ProofColumn;
  /** As `Deployment.apps`. */
  readonly kinds: readonly string[];
}

export const recordingsFolder = 'tests/recordings';

export function recordingFile(root: string, name: string): string {
  return join(root, recordingsFolder, `${name}.json`);
}

/** `undefined` if none has been made. */
export function readRecording(root: string, name: string): Recording | undefined {
  const file = recordingFile(root, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recording) : undefined;
}

export function writeRecording(root: string, name: string, recording: Recording): void {
  const file = recordingFile(root, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(recording, undefined, 2)}\n`);
}
