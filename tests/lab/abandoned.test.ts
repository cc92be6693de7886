import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { labFolder } from '../../src/lab/home.ts';
import { labVariable } from '../../src/lab/process/leftovers.ts';
import { createLabHome, labName, removeAbandonedLabs } from '../support/lab-home.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A process of the lab in a folder, as labs start them: it outlives who started it. */
function startIn(folder: string) {
  mkdirSync(folder, { recursive: true });
  const child = spawn('sleep', ['600'], {
    detached: true,
    env: { ...process.env, [labVariable]: folder },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended: once(child, 'exit') };
}

test.runIf(process.platform === 'linux')(
  'the next run stops and removes the labs of test runs that were killed, and no others',
  async () => {
    const parent = temporaryFolder();
    const gone = spawnSync('true').pid;
    const abandoned = join(parent, `plumb-lab-${gone}-abc123`);
    const lab = startIn(labFolder(labName, { XDG_STATE_HOME: abandoned }));
    const bare = startIn(join(parent, `plumb-lab-${gone}-def456`));
    const own = createLabHome(parent);
    const running = startIn(labFolder(labName, { XDG_STATE_HOME: own }));
    const others = join(parent, 'plumb-lab-abc123');
    mkdirSync(others);

    await removeAbandonedLabs(parent);

    expect(await lab.ended).toEqual([null, 'SIGKILL']);
    expect(await bare.ended).toEqual([null, 'SIGKILL']);
    expect(running.child.exitCode ?? running.child.signalCode).toBeNull();
    expect(
      readdirSync(parent)
        .map((name) => join(parent, name))
        .toSorted(),
    ).toEqual([others, own].toSorted());
  },
);
