import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { performance } from 'node:perf_hooks';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

type Functions = Record<string, (...args: never[]) => unknown>;

/** What the fleet's own code must not call, and what it would do. */
const forbidden: readonly { owner: object; ownerName: string; effect: string; names: readonly string[] }[] = [
  {
    owner: process,
    ownerName: 'process.',
    effect: 'ends the program',
    names: ['exit', 'reallyExit', 'abort', 'kill'],
  },
  { owner: process, ownerName: 'process.', effect: 'changes what paths mean', names: ['chdir'] },
  // oxlint-disable-next-line no-restricted-globals -- this is where others are kept from it
  { owner: Date, ownerName: 'Date.', effect: 'reads the clock', names: ['now'] },
  { owner: process.hrtime, ownerName: 'process.hrtime.', effect: 'reads the clock', names: ['bigint'] },
  { owner: process, ownerName: 'process.', effect: 'reads the clock', names: ['hrtime', 'uptime'] },
  { owner: performance, ownerName: 'performance.', effect: 'reads the clock', names: ['now'] },
  { owner: Math, ownerName: 'Math.', effect: 'gives another number each time', names: ['random'] },
  {
    owner: crypto,
    ownerName: 'crypto.',
    effect: 'gives other bytes each time',
    names: ['randomBytes', 'randomFillSync', 'randomInt', 'randomUUID'],
  },
  {
    owner: globalThis.crypto,
    ownerName: 'crypto.',
    effect: 'gives other bytes each time',
    names: ['randomUUID', 'getRandomValues'],
  },
  {
    owner: childProcess,
    ownerName: '',
    effect: 'runs a program that other machines may lack',
    names: ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'],
  },
  { owner: globalThis, ownerName: '', effect: 'reads from the network', names: ['fetch'] },
  // How busy the machine is decides which of them are due while anybody still waits.
  ...[globalThis, timers, timersPromises].map((owner) => ({
    owner,
    ownerName: '',
    effect: 'runs when nobody waits for it any more, if at all',
    names: ['setTimeout', 'setInterval', 'setImmediate'],
  })),
];

/** Code of the fleet: apps, or a rule. */
export interface FleetCode {
  /** What messages call it, e.g. `apps`. */
  readonly name: string;
  /** Whatever comes from below it. */
  readonly folder: string;
}

/**
 * Replaces what code of the fleet must not call by functions that throw when it is among the callers, and do what they
 * always did otherwise: what it gives would differ from run to run, or from machine to machine.
 *
 * @returns what undoes it.
 */
export function forbidCalls({ name: whose, folder }: FleetCode): () => void {
  const below = `${pathToFileURL(folder).href}/`;
  const isCalledByIt = callsFrom(below);
  const refusal = (call: string, effect: string): Error =>
    new Error(`${whose} must not ${call.endsWith(')') ? 'call' : 'use'} ${call}: it ${effect}`);
  const undo: (() => void)[] = [];
  for (const { owner, ownerName, effect, names } of forbidden) {
    for (const name of names) {
      const functions = owner as Functions;
      const original = functions[name];
      if (original === undefined) throw new RangeError(`there is no ${ownerName}${name}`);
      const before = Object.getOwnPropertyDescriptor(owner, name);
      const guarded = function (this: unknown, ...args: never[]) {
        if (isCalledByIt()) throw refusal(`${ownerName}${name}()`, effect);
        return Reflect.apply(original, this, args) as unknown;
      };
      // With what else it has, as `process.hrtime` has `bigint`, which is replaced before it.
      Object.assign(guarded, original);
      Object.defineProperty(owner, name, { value: guarded, configurable: true, writable: true });
      undo.push(() => {
        if (before) Object.defineProperty(owner, name, before);
        else delete functions[name];
      });
    }
  }
  const OriginalDate = globalThis.Date;
  globalThis.Date = clocklessDate(OriginalDate, (call) => {
    if (isCalledByIt()) throw refusal(call, 'reads the clock');
  });
  // oxlint-disable-next-line no-restricted-properties -- this is where others are kept from it
  const { env, cwd } = process;
  const guardedCwd = () => {
    if (callsItself(below, guardedCwd)) throw refusal('process.cwd()', 'differs with where plumb is started');
    return cwd();
  };
  const guardedEnv = unreadEnvironment(env, (trap) => {
    if (callsItself(below, trap)) throw refusal('process.env', "is this machine's environment");
  });
  Object.assign(process, { env: guardedEnv, cwd: guardedCwd });
  syncBuiltinESMExports();
  return () => {
    for (const restore of undo.toReversed()) restore();
    globalThis.Date = OriginalDate;
    Object.assign(process, { env, cwd });
    syncBuiltinESMExports();
  };
}

/** @param refuse throws if the call is not allowed */
function clocklessDate(OriginalDate: DateConstructor, refuse: (call: string) => void): DateConstructor {
  return new Proxy(OriginalDate, {
    construct(target, args, newTarget) {
      if (args.length === 0) refuse('new Date()');
      return Reflect.construct(target, args, newTarget) as Date;
    },
    apply(target, self, args) {
      refuse('Date()');
      return Reflect.apply(target, self, args) as string;
    },
  });
}

/**
 * Only who is guarded must not read it: libraries look for their own settings there, as cdk8s does.
 *
 * @param check throws if whoever calls the trap must not
 */
function unreadEnvironment(
  environment: NodeJS.ProcessEnv,
  check: (trap: (...args: never[]) => unknown) => void,
): NodeJS.ProcessEnv {
  return new Proxy(environment, {
    get: function get(target, name) {
      check(get);
      return Reflect.get(target, name) as unknown;
    },
    has: function has(target, name) {
      check(has);
      return Reflect.has(target, name);
    },
    ownKeys: function ownKeys(target) {
      check(ownKeys);
      return Reflect.ownKeys(target);
    },
    // What libraries read there would change with it.
    set: function set(target, name, value) {
      check(set);
      return Reflect.set(target, name, value);
    },
  });
}

/** Tells whether code below a URL is among those who call. */
function callsFrom(url: string): () => boolean {
  return () => stackOf(Number.POSITIVE_INFINITY).includes(url);
}

/** Tells whether code below a URL calls a function itself, be it through one of the language such as `Object.keys`. */
function callsItself(url: string, called: (...args: never[]) => unknown): boolean {
  const [, ...frames] = stackOf(3, called).split('\n');
  return frames.find((frame) => !frame.includes('(<anonymous>)'))?.includes(url) ?? false;
}

/**
 * Who calls, the nearest first, below a line that says nothing of it.
 *
 * @param frames how many of them at most
 * @param called whose callers. Default: all who wait for this
 */
function stackOf(frames: number, called?: (...args: never[]) => unknown): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = frames;
  const trace = { stack: '' };
  Error.captureStackTrace(trace, called);
  Error.stackTraceLimit = limit;
  return trace.stack;
}
