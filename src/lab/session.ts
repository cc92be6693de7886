import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Programs } from './build/programs.ts';
import { EndedEarly, type LogSlice, notReady, portTaken } from './failures.ts';
import { type HeldPort, holdFreePort, isFree } from './ports.ts';
import { collectorEnv } from './process/collector.ts';
import { isAlive, type ProcessIdentity } from './process/identity.ts';
import { labVariable } from './process/leftovers.ts';
import { isReady } from './process/readiness.ts';
import { spawnDetached } from './process/spawn.ts';
import { type ProcessSpec, processName } from './process/spec.ts';
import { stopProcesses } from './process/stop.ts';
import { type Progress, track } from './progress.ts';
import { type LabState, writeState } from './state.ts';
import { patience } from './until.ts';

/** Milliseconds until a program that ran before counts as hanging. */
const silence = 10_000;

/** How often other ports are tried when something took one between choosing and opening it. */
const attempts = 3;

export type PortOf = (purpose: string) => Promise<number>;
export type SpecBody = Omit<ProcessSpec, 'cluster' | 'name'>;

/** One command's work on a lab that it has locked. */
export class LabSession {
  readonly folder: string;
  readonly state: LabState;
  readonly programs: Programs;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  private readonly held = new Map<string, HeldPort>();
  /** Found with the first program: those that run then have taken of the memory that is for them all. */
  private collector: ReturnType<typeof collectorEnv> | undefined;

  constructor(options: {
    folder: string;
    state: LabState;
    programs: Programs;
    progress: Progress;
    signal: AbortSignal;
  }) {
    this.folder = options.folder;
    this.state = options.state;
    this.programs = options.programs;
    this.progress = options.progress;
    this.signal = options.signal;
  }

  /** Where a cluster keeps its files. */
  clusterFolder(cluster: string): string {
    return join(this.folder, 'clusters', cluster);
  }

  save(): void {
    writeState(this.folder, this.state);
  }

  /** The port of a process for a purpose: always the same one, chosen the first time. */
  async port(cluster: string, name: string, purpose: string): Promise<number> {
    const key = `${cluster}/${name}:${purpose}`;
    const known = this.state.ports[key];
    if (known !== undefined) return known;
    const held = await holdFreePort((port) => Object.values(this.state.ports).includes(port));
    this.held.set(key, held);
    this.state.ports[key] = held.port;
    return held.port;
  }

  /**
   * Makes sure that a process runs as described and answers. One that does already is left alone; one that runs
   * otherwise, or hangs, is replaced.
   *
   * @param describe called again with other ports if something else took one
   * @throws InputError if it ends, or does not answer in time, with the end of its log
   */
  async ensure(
    cluster: string,
    name: string,
    describe: (port: PortOf) => Promise<SpecBody>,
  ): Promise<ProcessIdentity> {
    const port: PortOf = async (purpose) => this.port(cluster, name, purpose);
    for (let attempt = 1; ; attempt++) {
      this.signal.throwIfAborted();
      const spec: ProcessSpec = { cluster, name, ...(await describe(port)) };
      const running = this.state.processes[processName(spec)];
      const asDescribed = running && isAlive(running.identity) && isDeepStrictEqual(running.spec, spec);
      if (asDescribed) {
        const found = await this.waitUntilReady(spec, running.identity, silence);
        if (found === 'ready') return running.identity;
        if (found === 'silent') this.progress.note(cluster, `${name} hangs: it is started again`);
      }
      if (running) await stopProcesses([running.identity], spec.stop);
      const fresh = await this.releasePorts(spec);
      try {
        return await track(this.progress, cluster, `${name} ready`, async () => this.launch(spec));
      } catch (error) {
        const again = error instanceof EndedEarly && error.portWasTaken && fresh && attempt < attempts;
        if (!again) throw error;
        this.forgetPorts(spec);
      }
    }
  }

  /** Lets go of ports that no process came to use. */
  async close(): Promise<void> {
    await Promise.all([...this.held.values()].map(async (held) => held.release()));
    this.held.clear();
  }

  private async launch(spec: ProcessSpec): Promise<ProcessIdentity> {
    const scratch = join(this.folder, 'tmp', shortName(processName(spec)));
    mkdirSync(scratch, { recursive: true });
    this.collector ??= collectorEnv(Object.keys(this.state.clusters).length, process.availableMemory());
    const env = {
      PATH: [
        ...(spec.programs === undefined ? [] : [spec.programs]),
        process.env['PATH'] ?? '/usr/bin:/bin',
      ].join(':'),
      HOME: scratch,
      TMPDIR: scratch,
      [labVariable]: this.folder,
      ...this.collector,
    };
    const log = this.logSlice(spec);
    const identity = await spawnDetached(spec, { folder: scratch, logFile: log.file, env });
    if (!identity) throw new EndedEarly(spec, log);
    this.state.processes[processName(spec)] = { identity, spec };
    this.save();
    const found = await this.waitUntilReady(spec, identity, patience);
    if (found === 'ready') return identity;
    throw found === 'ended' ? new EndedEarly(spec, log) : notReady(spec, log, patience);
  }

  private async waitUntilReady(
    { ready }: ProcessSpec,
    identity: ProcessIdentity,
    milliseconds: number,
  ): Promise<'ended' | 'ready' | 'silent'> {
    const deadline = performance.now() + milliseconds;
    while (isAlive(identity)) {
      if (!ready || (await isReady(ready))) return 'ready';
      if (performance.now() > deadline) return 'silent';
      await sleep(100, undefined, { signal: this.signal });
    }
    return 'ended';
  }

  /** What the log will have that it does not have yet. */
  private logSlice({ cluster, name }: ProcessSpec): LogSlice {
    const file = join(this.folder, 'logs', cluster, `${name}.log`);
    return { file, from: statSync(file, { throwIfNoEntry: false })?.size ?? 0 };
  }

  /** Whether all of them were chosen just now. */
  private async releasePorts(spec: ProcessSpec): Promise<boolean> {
    let fresh = true;
    for (const key of this.portKeys(spec)) {
      const held = this.held.get(key);
      this.held.delete(key);
      await held?.release();
      if (held) continue;
      fresh = false;
      const port = this.state.ports[key] ?? 0;
      if (!(await isFree(port))) throw portTaken(spec, port);
    }
    return fresh;
  }

  private forgetPorts(spec: ProcessSpec): void {
    for (const key of this.portKeys(spec)) delete this.state.ports[key];
  }

  private portKeys(spec: ProcessSpec): string[] {
    return Object.keys(this.state.ports).filter((key) => key.startsWith(`${processName(spec)}:`));
  }
}

/** Programs open sockets in their temporary folder, whose paths must not be longer than 107 bytes. */
function shortName(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 8);
}
