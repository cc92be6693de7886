import type { Finding } from '../report/finding.ts';
import { type Environment, labFolder } from './home.ts';
import { isAlive, residentBytes } from './process/identity.ts';
import { isReady } from './process/readiness.ts';
import { processName } from './process/spec.ts';
import { type RunningProcess, readState } from './state.ts';

export interface ProcessStatus {
  /** `<cluster>/<process>` */
  readonly name: string;
  readonly pid: number;
  /** `ended` if it does not run any more, `silent` if it runs but does not answer. */
  readonly condition: 'ready' | 'silent' | 'ended';
  /** Memory that it holds, in bytes; 0 if it has ended. */
  readonly residentBytes: number;
  readonly ports: readonly number[];
}

export interface LabStatus {
  readonly folder: string;
  /** Whether the last `plumb lab up` came to its end. */
  readonly isUp: boolean;
  /** Ids of its clusters. */
  readonly clusters: readonly string[];
  readonly processes: readonly ProcessStatus[];
}

/** Asks every process of a lab whether it works. `undefined` if there is no such lab. */
export async function status(name: string, env?: Environment): Promise<LabStatus | undefined> {
  const folder = labFolder(name, env);
  const state = readState(folder);
  if (!state) return undefined;
  const processes = await Promise.all(
    Object.values(state.processes).map(async (process) => statusOf(process, state.ports)),
  );
  return {
    folder,
    isUp: state.isUp,
    clusters: Object.keys(state.clusters).sort(),
    processes: processes.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** What of a lab does not work. */
export function statusFindings({ isUp, processes }: LabStatus): Finding[] {
  const incomplete: Finding = {
    severity: 'error',
    rule: 'lab-incomplete',
    message: 'the last plumb lab up is still at work, has failed, or was ended',
    next: 'plumb lab up',
  };
  const failed = processes
    .filter(({ condition }) => condition !== 'ready')
    .map(
      ({ name, condition }): Finding => ({
        severity: 'error',
        rule: 'lab-process',
        subject: name,
        message: condition === 'ended' ? 'has ended' : 'runs, but does not answer',
        next: `read plumb lab logs ${name}; plumb lab up starts it again`,
      }),
    );
  return isUp ? failed : [incomplete, ...failed];
}

async function statusOf(
  { identity, spec }: RunningProcess,
  ports: Readonly<Record<string, number>>,
): Promise<ProcessStatus> {
  const name = processName(spec);
  const alive = isAlive(identity);
  const answers = alive && (spec.ready === undefined || (await isReady(spec.ready)));
  return {
    name,
    pid: identity.pid,
    condition: answers ? 'ready' : alive ? 'silent' : 'ended',
    residentBytes: alive ? (residentBytes(identity) ?? 0) : 0,
    ports: Object.entries(ports)
      .filter(([key]) => key.startsWith(`${name}:`))
      .map(([, port]) => port),
  };
}
