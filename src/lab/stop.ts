import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findLeftovers } from './process/leftovers.ts';
import { stopStages } from './process/spec.ts';
import { stopProcesses } from './process/stop.ts';
import type { LabState } from './state.ts';

/** In the lab's folder: held by the command that works on the lab. */
export const lockName = 'lock';

/** Stops all processes of a lab, clients before servers, and then whatever else carries its mark. */
export async function stopAll(folder: string, state: LabState | undefined): Promise<void> {
  const processes = Object.values(state?.processes ?? {});
  for (const stage of stopStages) {
    const members = processes.filter(({ spec }) => spec.stop === stage);
    await stopProcesses(
      members.map(({ identity }) => identity),
      stage,
    );
  }
  await stopProcesses(findLeftovers(folder), 'api-server');
}

/** Removes what a lab has written, but for the lock, which whoever calls this holds. */
export function clearFolder(folder: string): void {
  for (const entry of existsSync(folder) ? readdirSync(folder) : []) {
    if (entry !== lockName) rmSync(join(folder, entry), { recursive: true, force: true });
  }
}
