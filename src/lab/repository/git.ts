import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { InputError } from '../../report/errors.ts';
import { unjudged } from '../failures.ts';

const execute = promisify(execFile);

/** Who commits, and when: the same content with the same history is the same commit on every machine. */
const identity = {
  GIT_AUTHOR_NAME: 'plumb lab',
  GIT_AUTHOR_EMAIL: 'lab@plumbline.dev',
  GIT_AUTHOR_DATE: '2000-01-01T00:00:00Z',
  GIT_COMMITTER_NAME: 'plumb lab',
  GIT_COMMITTER_EMAIL: 'lab@plumbline.dev',
  GIT_COMMITTER_DATE: '2000-01-01T00:00:00Z',
};

/** Housekeeping would go on in the background, in a folder that may just be removed. */
const noHousekeeping = ['-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];

/**
 * Runs git in a folder, without the user's own settings (hooks, signatures, identity).
 *
 * @returns what it printed
 * @throws InputError if there is no git, or it refuses
 */
export async function git(folder: string, args: readonly string[]): Promise<string> {
  const env = {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    ...identity,
  };
  try {
    const options = { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 };
    return (await execute('git', [...noHousekeeping, ...args], options)).stdout;
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { stderr?: string };
    const isMissing = code === 'ENOENT';
    const message = isMissing ? 'there is no git' : `git ${args.join(' ')} failed: ${stderr.trim()}`;
    const next = isMissing ? 'install git' : `look at the repository in ${folder}`;
    throw new InputError([unjudged('lab-git', message, next)], { cause: error });
  }
}
