import { readdirSync, readFileSync } from 'node:fs';
import { identify, type ProcessIdentity } from './identity.ts';

/** Stands in the environment of all that a lab starts, and of all that these start: the lab's folder. */
export const labVariable = 'PLUMBLINE_LAB';

/**
 * Processes that belong to a lab whether or not its state says so: what a controller had started before it was
 * killed, or what was started a moment before this program was killed itself. Only Linux shows them; elsewhere the
 * list is empty.
 */
export function findLeftovers(folder: string): ProcessIdentity[] {
  if (process.platform !== 'linux') return [];
  const mark = `${labVariable}=${folder}`;
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && environmentOf(entry).includes(mark))
    .flatMap((entry) => identify(Number(entry)) ?? [])
    .filter(({ pid }) => pid !== process.pid);
}

/** Other users' processes cannot be read, and processes end while one looks: both have nothing to say. */
function environmentOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return [];
  }
}
