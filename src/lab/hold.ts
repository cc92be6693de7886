import { join } from 'node:path';
import { InputError } from '../report/errors.ts';
import { systemFailure, unjudged } from './failures.ts';
import { type Lock, tryLock } from './lock.ts';
import { lockName } from './stop.ts';

/**
 * Works on a lab while no other command does.
 *
 * @param folder of the lab; created if missing
 * @throws InputError if another command does, or for what the system or a cluster has refused
 */
export async function holdLab<T>(folder: string, name: string, work: () => Promise<T>): Promise<T> {
  let lock: Lock | undefined;
  try {
    lock = tryLock(join(folder, lockName));
    if (lock) return await work();
  } catch (error) {
    throw error instanceof InputError ? error : systemFailure(error, folder);
  } finally {
    lock?.release();
  }
  const message = `another command is at work on the lab "${name}"`;
  throw new InputError([unjudged('lab-busy', message, 'wait until it has ended, or end it')]);
}
