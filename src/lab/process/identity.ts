import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One life of a process. Its number alone would not do: the system gives it to another program later. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it was started, in whatever unit the system counts, and since which boot. */
  readonly started: string;
}

/** The running process of a number; `undefined` if there is none, or only its exit code is left. */
export function identify(pid: number): ProcessIdentity | undefined {
  return process.platform === 'linux' ? identifyByProc(pid) : identifyByPs(pid);
}

export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return identify(pid)?.started === started;
}

/** Memory that a process holds (resident set), in bytes; `undefined` if it is gone. */
export function residentBytes({ pid }: ProcessIdentity): number | undefined {
  const kibibytes =
    process.platform === 'linux'
      ? /^VmRSS:\s+(\d+) kB$/m.exec(readIfPresent(`/proc/${pid}/status`))?.[1]
      : /^\s*(\d+)/.exec(ps('rss=', pid))?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

let bootId: string | undefined;

/**
 * See proc_pid_stat(5): the name, in parentheses, may itself hold spaces and parentheses. When a process is killed, its
 * first thread is often a zombie before the others have ended, and until they have, the process keeps its sockets.
 */
function identifyByProc(pid: number): ProcessIdentity | undefined {
  const stat = readIfPresent(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, threads, startTicks] = [fields[0], Number(fields[17]), fields[19]];
  const hasEnded = state === 'X' || (state === 'Z' && threads <= 1);
  if (hasEnded || startTicks === undefined) return undefined;
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { pid, started: `${startTicks}@${bootId}` };
}

function identifyByPs(pid: number): ProcessIdentity | undefined {
  const [, state = 'Z', started = ''] = /^(\S+)\s+(.*)$/.exec(ps('stat=,lstart=', pid)) ?? [];
  return state.startsWith('Z') ? undefined : { pid, started };
}

function ps(columns: string, pid: number): string {
  const args = ['-o', columns, '-p', String(pid)];
  return spawnSync('ps', args, { encoding: 'utf8' }).stdout.trim();
}

/** A process can end while one looks at it. */
function readIfPresent(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
