import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './identity.ts';
import type { StopStage } from './spec.ts';

/** Milliseconds that a process has to end by itself after SIGTERM before it is killed. */
const grace: Readonly<Record<StopStage, number>> = {
  controller: 2000,
  core: 1000,
  'api-server': 0,
  store: 2000,
};

/** Stops processes and what they have started, and returns when they are gone. Those gone already are left alone. */
export async function stopProcesses(identities: readonly ProcessIdentity[], stage: StopStage): Promise<void> {
  await Promise.all(identities.map(async (identity) => stopProcess(identity, grace[stage])));
}

async function stopProcess(identity: ProcessIdentity, graceMilliseconds: number): Promise<void> {
  if (graceMilliseconds > 0) {
    signal(identity, 'SIGTERM');
    const deadline = performance.now() + graceMilliseconds;
    while (isAlive(identity) && performance.now() < deadline) await sleep(20);
  }
  while (isAlive(identity)) {
    signal(identity, 'SIGKILL');
    await sleep(10);
  }
}

/** To the whole group if the process leads one. Its number is looked at again right before: it may be another's now. */
function signal(identity: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isAlive(identity)) return;
  for (const target of [-identity.pid, identity.pid]) {
    try {
      process.kill(target, name);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}
