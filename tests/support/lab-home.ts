import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labFolder } from '../../src/lab/home.ts';
import { identify } from '../../src/lab/process/identity.ts';
import { readState } from '../../src/lab/state.ts';
import { stopAll } from '../../src/lab/stop.ts';

/** The lab that tests start. */
export const labName = 'test';

/** A new folder for what a test starts, named after the process that the test runs in. */
export function createLabHome(parent = tmpdir()): string {
  return mkdtempSync(join(parent, `plumb-lab-${process.pid}-`));
}

/**
 * Stops and removes what this user's tests have started whose process is gone: it was killed before it could do so
 * itself.
 */
export async function removeAbandonedLabs(parent = tmpdir()): Promise<void> {
  for (const name of readdirSync(parent)) {
    const owner = /^plumb-lab-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || identify(Number(owner)) !== undefined) continue;
    const home = join(parent, name);
    if (lstatSync(home).uid !== process.getuid?.()) continue;
    // A bare cluster has the whole folder.
    for (const folder of [home, labFolder(labName, { XDG_STATE_HOME: home })])
      await stopAll(folder, readState(folder));
    rmSync(home, { recursive: true, force: true });
    process.stderr.write(`removed ${home}, which a test run that was killed had left\n`);
  }
}
