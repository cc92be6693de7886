import { formatIdentity, type ObjectIdentity, typeOf } from '../manifest/object.ts';
import { compareText } from '../report/sort.ts';
import type { DriftRun, DriftTarget, ObjectDrift } from './run.ts';
import { pointWith, type TrendPoint, trendWith } from './trend.ts';

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

export const noHistory: DriftHistory = { version: 1, lookedAt: {}, findings: [], trend: [] };

/** What healed is forgotten after this. */
const rememberedDays = 90;
const millisecondsOfDay = 86_400_000;
/** What came so often goes and comes. */
const flappingTimes = 3;

export type HistoryState = 'new' | 'repeated' | 'healed' | 'flapping';

export function stateOf({ healedAt, times, runs }: Remembered): HistoryState {
  if (times >= flappingTimes) return 'flapping';
  if (healedAt !== undefined) return 'healed';
  return runs === 1 && times === 1 ? 'new' : 'repeated';
}

/** @param now milliseconds since 1970 */
export function remember(history: DriftHistory, run: DriftRun, now: number): DriftHistory {
  const memory = new DriftMemory(history, now);
  for (const target of run.targets) memory.add(target);
  return memory.history();
}

/** Takes the targets of one run one by one, so that they need not all be at hand at once. */
export class DriftMemory {
  readonly #before: DriftHistory;
  readonly #now: number;
  readonly #lookedAt: Map<string, string>;
  /** By target, by `keyOf`. */
  readonly #known = new Map<string, Map<string, Remembered>>();
  #point: TrendPoint | undefined;

  /** @param now milliseconds since 1970 */
  constructor(before: DriftHistory, now: number) {
    this.#before = before;
    this.#now = now;
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
    const whole = new Set(target.objects.filter(isToldWhole).map(formatIdentity));
    const known = this.#of(name);
    for (const [key, now] of found) known.set(key, seen(known.get(key), now));
    for (const [key, each] of known) {
      const isGone = each.healedAt === undefined && !found.has(key);
      const isSeen = each.where === '' || !whole.has(formatIdentity(each));
      if (isGone && isSeen && isJudged(target, each)) known.set(key, { ...each, healedAt: finishedAt });
    }
  }

  #of(target: string): Map<string, Remembered> {
    const known = this.#known.get(target) ?? new Map<string, Remembered>();
    this.#known.set(target, known);
    return known;
  }

  history(): DriftHistory {
    // What the last look at a cluster has shown is told, however long ago it was.
    const isRemembered = ({ healedAt, target }: Remembered): boolean =>
      healedAt === undefined ||
      healedAt === this.#lookedAt.get(target) ||
      this.#now - Date.parse(healedAt) <= rememberedDays * millisecondsOfDay;
    return {
      version: 1,
      lookedAt: Object.fromEntries([...this.#lookedAt].sort(([a], [b]) => compareText(a, b))),
      findings: [...this.#known.values()]
        .flatMap((known) => [...known])
        .filter(([, each]) => isRemembered(each))
        .sort(([a], [b]) => compareText(a, b))
        .map(([, each]) => each),
      trend: trendWith(this.#before.trend, this.#point),
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
  return objects.flatMap(({ group, kind, namespace, name, result, application, fields, mark }) => {
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
    const whole = mark !== undefined || fields.length === 0 ? [{ ...base, where: '' }] : [];
    const parts = fields.map(({ where, owners }) => {
      const since = owners.flatMap(({ time }) => time ?? []).sort(compareText)[0];
      return { ...base, where, ...(since !== undefined && { since }) };
    });
    return [...whole, ...parts];
  });
}

/** Of what is there on one side only, no field can be looked at. */
function isToldWhole({ result, pending }: ObjectDrift): boolean {
  return result === 'missing' || result === 'orphaned' || pending === 'create' || pending === 'delete';
}

/** Without fields of objects that are there on one side only: they have not healed, and are not there to be told. */
export function toldOf({ findings }: DriftHistory): Remembered[] {
  const nameOf = (each: Remembered): string => `${each.target}: ${formatIdentity(each)}`;
  const whole = new Set(
    findings
      .filter(({ where, result, healedAt }) => where === '' && result !== 'drifted' && healedAt === undefined)
      .map(nameOf),
  );
  return findings.filter(
    (each) => each.where === '' || each.healedAt !== undefined || !whole.has(nameOf(each)),
  );
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
