import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { InputError } from '../report/errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Programs that Go built: kept outside the checkout, so that a fresh clone reuses them. */
export function programCache(env: Environment = process.env): string {
  return join(baseFolder(env, 'XDG_CACHE_HOME', '.cache'), 'plumbline', 'controlplane');
}

/**
 * Everything that a running lab writes: certificates, data, logs, its list of processes.
 *
 * @param name a DNS label of at most 32 characters: several labs can run side by side under different names
 * @throws InputError if it is none
 */
export function labFolder(name: string, env: Environment = process.env): string {
  if (!/^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/.test(name)) {
    throw new InputError([
      {
        severity: 'unjudged',
        rule: 'lab-name',
        message: `"${name}" cannot be the name of a lab`,
        allowed: 'at most 32 lower-case letters, digits and inner hyphens',
      },
    ]);
  }
  const folder = join(baseFolder(env, 'XDG_STATE_HOME', '.local/state'), 'plumbline', 'lab', name);
  if (Buffer.byteLength(folder) > longestFolder) {
    throw new InputError([
      {
        severity: 'unjudged',
        rule: 'lab-folder',
        message: `${folder} is too long a path: programs open sockets below it`,
        allowed: `at most ${longestFolder} bytes`,
        next: 'set XDG_STATE_HOME to a folder with a shorter path',
      },
    ]);
  }
  return folder;
}

/** Paths of sockets are at most 107 bytes long (unix(7)); the longest below a lab's folder take 35. */
const longestFolder = 72;

/** As the XDG Base Directory Specification 0.8 says: a relative path in the variable is to be ignored. */
function baseFolder(env: Environment, variable: string, fallback: string): string {
  const value = env[variable] ?? '';
  return isAbsolute(value) ? value : join(env['HOME'] ?? homedir(), fallback);
}
