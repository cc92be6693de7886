import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { labFolder } from '../../src/lab/home.ts';
import { labVariable } from '../../src/lab/process/leftovers.ts';
import { createLabHome, labName, removeAbandonedLabs } from '../support/lab-home.ts';
import { temporaryFolder } from '../support/temporary.ts';

const gone = spawnSync('true').pid;

/** What the work says on standard error. */
async function told(work: () => Promise<void>): Promise<string> {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await work();
    return write.mock.calls.map(([text]) => text).join('');
  } finally {
    write.mockRestore();
  }
}

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
    const abandoned = join(parent, `plumb-lab-${gone}-abc123`);
    const lab = startIn(labFolder(labName, { XDG_STATE_HOME: abandoned }));
    const bare = startIn(join(parent, `plumb-lab-${gone}-def456`));
    const own = createLabHome(parent);
    const running = startIn(labFolder(labName, { XDG_STATE_HOME: own }));
    const others = join(parent, 'plumb-lab-abc123');
    mkdirSync(others);

    const said = await told(async () => removeAbandonedLabs(parent));

    expect(await lab.ended).toEqual([null, 'SIGKILL']);
    expect(await bare.ended).toEqual([null, 'SIGKILL']);
    expect(running.child.exitCode ?? running.child.signalCode).toBeNull();
    expect(
      readdirSync(parent)
        .map((name) => join(parent, name))
        .toSorted(),
    ).toEqual([others, own].toSorted());
    expect(said.split('\n')).toHaveLength(3);
    expect(said).toContain(`removed ${abandoned}, which a test run that was killed had left\n`);
  },
);

test.runIf(process.getuid?.() === 0)("what another user's test run has left is not touched", async () => {
  const parent = temporaryFolder();
  const name = `plumb-lab-${gone}-abc123`;
  mkdirSync(join(parent, name));
  chownSync(join(parent, name), 65_534, 65_534);
  expect(await told(async () => removeAbandonedLabs(parent))).toBe('');
  expect(readdirSync(parent)).toEqual([name]);
});
