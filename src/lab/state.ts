import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ControllerName } from './controllers/names.ts';
import type { ProcessIdentity } from './process/identity.ts';
import type { ProcessSpec } from './process/spec.ts';

/** A cluster of a lab, and the region that it stands for. */
export interface LabCluster {
  /** `<environment>-<region>`: its context in the kubeconfig, and the name of its folder. */
  readonly id: string;
  readonly environment: string;
  readonly region: string;
  /** The zones that its nodes are in. */
  readonly zones: readonly string[];
  /** Whether it carries its environment's Argo CD. */
  readonly isHub: boolean;
}

export interface RunningProcess {
  readonly identity: ProcessIdentity;
  readonly spec: ProcessSpec;
}

/** What a lab consists of. Written whenever it changes, so that the next command, after whatever end, finds it all. */
export interface LabState {
  readonly version: 1;
  /** Whether the last `up` came to its end: else there may be less than what this says. */
  isUp: boolean;
  /** By id. */
  clusters: Record<string, LabCluster>;
  /** Names of the controllers that it has. */
  controllers: readonly ControllerName[];
  /** By `<cluster>/<process>:<purpose>`. */
  ports: Record<string, number>;
  /** By `<cluster>/<process>`. */
  processes: Record<string, RunningProcess>;
}

export function emptyState(): LabState {
  return { version: 1, isUp: false, clusters: {}, controllers: [], ports: {}, processes: {} };
}

const fileName = 'lab.json';

/** `undefined` if there is no lab in the folder, or one that this version cannot read. */
export function readState(folder: string): LabState | undefined {
  const file = join(folder, fileName);
  if (!existsSync(file)) return undefined;
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as LabState;
    return state.version === 1 ? state : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

export function writeState(folder: string, state: LabState): void {
  writeWhole(join(folder, fileName), `${JSON.stringify(state, undefined, 2)}\n`);
}

/** Replaces a file at once: whoever reads it sees the old content or the new, even if this program is killed. */
export function writeWhole(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.partial`;
  writeFileSync(partial, content, { mode: 0o600 });
  renameSync(partial, file);
}
