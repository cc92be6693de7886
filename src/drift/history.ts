import { formatIdentity, type ObjectIdentity, typeOf } from '../manifest/object.ts';
import type { Finding } from '../report/finding.ts';
import { compareText } from '../report/sort.ts';
import { counted } from '../report/words.ts';
import { type DriftCounts, type DriftRun, type DriftTarget, noCounts, type ObjectDrift } from './run.ts';

/** What is known of drift from one run to the next. Times are RFC 3339 in UTC. */
export interface DriftHistory {
  readonly version: 1;
  /** By target, when it was last looked at: older runs, and the same one again, tell nothing new. */
  readonly lookedAt: Readonly<Record<string, string>>;
  /** Ordered by target, object and field. */
  readonly findings: readonly Remembered[];
  /** One for each run, oldest first. */
  readonly trend: readonly TrendPoint[];
}

/** One field, or one object as a whole, that is or was not as git says. */
export interface Remembered extends ObjectIdentity {
  readonly target: string;
  /** Empty for the object as a whole. */
  readonly where: string;
  readonly result: ObjectDrift['result'];
  /** Argo CD's Application. Absent in what earlier versions wrote. */
  readonly application?: string;
  /** The earliest time that an owner of the field had when it was first seen: it was there at the latest then. */
  readonly since?: string;
  /** The run that found it first. */
  readonly firstSeen: string;
  /** The run that found it last. */
  readonly lastSeen: string;
  /** How many runs found it, since it came last. */
  readonly runs: number;
  /** How many times it came. */
  readonly times: number;
  /** The first run that found it no more. Absent while it is there. */
  readonly healedAt?: string;
}

export interface TrendPoint extends DriftCounts {
  readonly time: string;
  readonly clusters: number;
  /** Clusters of which nothing, or not all, is known. */
  readonly notJudged: number;
}

export const noHistory: DriftHistory = { version: 1, lookedAt: {}, findings: [], trend: [] };

/** A year of nights. */
const rememberedRuns = 366;
/** What healed is forgotten after this. */
const rememberedDays = 90;
const millisecondsOfDay = 86_400_000;
/** What came so often goes and comes. */
const flappingTimes = 3;

/**
 * Without what is known of clusters that git has no more: nobody will look at them again.
 *
 * @param targets all that git has
 */
export function forgetOthers(
  history: DriftHistory,
  targets: readonly string[],
): { readonly history: DriftHistory; readonly findings: readonly Finding[] } {
  const isKept = (name: string): boolean => targets.includes(name);
  const removed = Object.keys(history.lookedAt).filter((name) => !isKept(name));
  const findings = removed.map((subject): Finding => {
    const count = history.findings.filter(({ target }) => target === subject).length;
    const message = `git has it no more: what was found there is removed from the history (${counted(count, 'finding')})`;
    return { severity: 'warning', rule: 'removed', subject, message };
  });
  return {
    history: {
      ...history,
      lookedAt: Object.fromEntries(Object.entries(history.lookedAt).filter(([name]) => isKept(name))),
      findings: history.findings.filter(({ target }) => isKept(target)),
    },
    findings,
  };
}

export type HistoryState = 'new' | 'repeated' | 'healed' | 'flapping';

export function stateOf({ healedAt, times, runs }: Remembered): HistoryState {
  if (times >= flappingTimes) return 'flapping';
  if (healedAt !== undefined) return 'healed';
  return runs === 1 && times === 1 ? 'new' : 'repeated';
}

export function remember(history: DriftHistory, run: DriftRun): DriftHistory {
  const memory = new DriftMemory(history);
  for (const target of run.targets) memory.add(target);
  return memory.history();
}

/** Takes the targets of one run one by one, so that they need not all be at hand at once. */
export class DriftMemory {
  readonly #before: DriftHistory;
  readonly #lookedAt: Map<string, string>;
  /** By target, by `keyOf`. */
  readonly #known = new Map<string, Map<string, Remembered>>();
  #point: TrendPoint | undefined;

  constructor(before: DriftHistory) {
    this.#before = before;
    this.#lookedAt = new Map(Object.entries(before.lookedAt));
    for (const each of before.findings) this.#of(each.target).set(keyOf(each), each);
  }

  add(target: DriftTarget): void {
    const { target: name, finishedAt, app } = target;
    // What was not asked for has not healed.
    if (app !== undefined) return;
    const last = this.#lookedAt.get(name);
    if (last !== undefined && Date.parse(last) >= Date.parse(finishedAt)) return;
    this.#lookedAt.set(name, finishedAt);
    this.#point = pointWith(this.#point, target);
    const found = new Map(findingsOf(target).map((each) => [keyOf(each), each]));
    const known = this.#of(name);
    for (const [key, now] of found) known.set(key, seen(known.get(key), now));
    for (const [key, each] of known) {
      const isGone = each.healedAt === undefined && !found.has(key);
      if (isGone && isJudged(target, each)) known.set(key, { ...each, healedAt: finishedAt });
    }
  }

  #of(target: string): Map<string, Remembered> {
    const known = this.#known.get(target) ?? new Map<string, Remembered>();
    this.#known.set(target, known);
    return known;
  }

  history(): DriftHistory {
    const trend = [...this.#before.trend, ...(this.#point === undefined ? [] : [this.#point])];
    const latest = Math.max(...trend.map(({ time }) => Date.parse(time)));
    const isRemembered = ({ healedAt }: Remembered): boolean =>
      healedAt === undefined || latest - Date.parse(healedAt) <= rememberedDays * millisecondsOfDay;
    return {
      version: 1,
      lookedAt: Object.fromEntries([...this.#lookedAt].sort(([a], [b]) => compareText(a, b))),
      findings: [...this.#known.values()]
        .flatMap((known) => [...known])
        .filter(([, each]) => isRemembered(each))
        .sort(([a], [b]) => compareText(a, b))
        .map(([, each]) => each),
      trend: trend.slice(-rememberedRuns),
    };
  }
}

function keyOf(each: Remembered): string {
  // A field stays the same whether it is stale or drifted; an object that is missing is not one that is orphaned.
  return JSON.stringify([
    each.target,
    formatIdentity(each),
    each.where === '' ? each.result : '',
    each.where,
  ]);
}

function seen(before: Remembered | undefined, now: Remembered): Remembered {
  if (before === undefined) return now;
  if (before.healedAt === undefined)
    return { ...before, result: now.result, lastSeen: now.lastSeen, runs: before.runs + 1 };
  return { ...now, times: before.times + 1 };
}

function findingsOf({ target, finishedAt, objects }: DriftTarget): Remembered[] {
  return objects.flatMap(({ group, kind, namespace, name, result, application, fields }) => {
    const base = {
      target,
      group,
      kind,
      namespace,
      name,
      result,
      application,
      firstSeen: finishedAt,
      lastSeen: finishedAt,
      runs: 1,
      times: 1,
    };
    if (fields.length === 0) return [{ ...base, where: '' }];
    return fields.map(({ where, owners }) => {
      const since = owners.flatMap(({ time }) => time ?? []).sort(compareText)[0];
      return { ...base, where, ...(since !== undefined && { since }) };
    });
  });
}

/** What could not be looked at has not healed. */
function isJudged({ state, unjudged, coverage }: DriftTarget, each: Remembered): boolean {
  if (state !== 'judged') return false;
  if (coverage?.unseenKinds.includes(typeOf(each.group, each.kind))) return false;
  return !unjudged.some(
    (part) =>
      (part.reason === 'unreadable' &&
        part.kind === 'Application' &&
        (each.application ?? part.name) === part.name) ||
      (part.group === each.group &&
        part.kind === each.kind &&
        (part.name === '' || formatIdentity(part) === formatIdentity(each))),
  );
}

function pointWith(point: TrendPoint | undefined, target: DriftTarget): TrendPoint {
  const before = point ?? { ...noCounts, time: target.finishedAt, clusters: 0, notJudged: 0 };
  const isWhole = target.state === 'judged' && target.unjudged.length === 0;
  const sum = (name: keyof DriftCounts): number => before[name] + target.counts[name];
  return {
    time: compareText(before.time, target.finishedAt) < 0 ? target.finishedAt : before.time,
    clusters: before.clusters + 1,
    notJudged: before.notJudged + (isWhole ? 0 : 1),
    clean: sum('clean'),
    drifted: sum('drifted'),
    missing: sum('missing'),
    orphaned: sum('orphaned'),
    stale: sum('stale'),
  };
}
