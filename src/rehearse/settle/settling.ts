import { counted } from '../../report/words.ts';
import type { Desired } from '../desired.ts';
import type { ApplicationState } from '../stage.ts';
import type { Seen } from '../timeline.ts';
import { knowBounds } from './autoscalers.ts';
import { factsIn } from './facts.ts';
import { type Hold, holdsOf, slackSeconds } from './holds.ts';
import { type Look, openMatters } from './open.ts';
import { Since } from './since.ts';
import { knowTriggers } from './triggers.ts';

export interface Settled {
  /** `stuck`: nothing moves any more, though not everything is done. */
  readonly end: 'settled' | 'stuck' | 'out of time';
  readonly seconds: number;
  /** Of these, how long something waited as it declares. */
  readonly declaredSeconds: number;
  readonly holds: readonly Hold[];
  /** Declared waits that are too long to be waited for. */
  readonly tooLong: readonly Hold[];
  /** What was not as it is to be in the end. */
  readonly open: readonly string[];
  readonly states: readonly ApplicationState[];
  /** When each Application was done, in seconds, by name: 0 if it was from the start. */
  readonly doneSeconds: ReadonlyMap<string, number>;
}

/**
 * A state counts when so many looks have found it: controllers answer one another. Looks are counted and not seconds, as
 * where all is slow, looks are too.
 */
const steadyLooks = 4;

/** So many find nothing new: Argo CD tries a failed sync again after 10 s, 20 s and then 40 s. */
const quietLooks = 45;

/** Altogether, beyond those during declared waits. */
const mostLooks = 240;

/** Declared waits may follow one another for so many times the longest of them: whatever is made anew again and again, ends. */
const mostWaitsInRow = 20;

/** And for so many looks: a rehearsal is waited for. */
const mostHeldLooks = 7200;

/** What declares to wait for longer is not waited for: it is told instead. */
const longestWaitSeconds = 3600 + slackSeconds;

/** What looks at the clusters, one each second, come to: all is done, or nothing moves any more. */
export class Settling {
  readonly #since = new Since();
  readonly #known = new Set<string>();
  readonly #held = new Map<string, Hold>();
  readonly #tooLong = new Map<string, Hold>();
  readonly #doneSeconds = new Map<string, number>();
  readonly #desired: readonly Desired[];
  readonly #patience: number;
  #isFirst = true;
  #quiet = 0;
  #done = 0;
  #looks = 0;
  #heldLooks = 0;
  #longestSeconds = 0;
  #declaredSeconds = 0;
  #lastSeconds = 0;
  #settledSeconds = 0;
  #waitingFor = '';

  /**
   * @param desired what git gives the clusters
   * @param before what was there before the move
   * @param patience how many looks may find the same. Default: what controllers take at most between two attempts
   */
  constructor(desired: readonly Desired[], before: readonly Seen[], patience = quietLooks) {
    this.#desired = desired;
    this.#patience = patience;
    knowBounds(before, this.#since);
    knowTriggers(before, this.#since);
  }

  /** What the last look has found not to be done, as a line for people. */
  get waitingFor(): string {
    return this.#waitingFor;
  }

  /**
   * @param seconds since the move began
   * @returns what it came to, if that is the end
   */
  look(look: Look, seconds: number): Settled | undefined {
    const { states, world, now } = look;
    const open = openMatters(look, this.#desired, this.#since);
    const declared = holdsOf(world, this.#since, now);
    const holds = declared.filter(({ seconds: length }) => length <= longestWaitSeconds);
    this.#tooLong.clear();
    for (const { subject, reason } of declared.filter((hold) => !holds.includes(hold)))
      this.#tooLong.set(`${subject} ${reason}`, { subject, reason });
    this.#noteDone(states, this.#isFirst ? 0 : seconds);
    this.#isFirst = false;
    for (const { subject, reason, seconds: length } of holds) {
      this.#held.set(`${subject} ${reason}`, { subject, reason });
      this.#longestSeconds = Math.max(this.#longestSeconds, length);
    }
    if (open.length > 0 && holds.length > 0) this.#declaredSeconds += seconds - this.#lastSeconds;
    this.#lastSeconds = seconds;
    const isNotCompared = states.some(({ problems }) => problems.some(({ rule }) => rule === 'not-compared'));
    const isMoving = this.#hasNews(look) || holds.length > 0 || isNotCompared;
    this.#quiet = isMoving ? 0 : this.#quiet + 1;
    this.#done = open.length > 0 ? 0 : this.#done + 1;
    if (this.#done === 1) this.#settledSeconds = seconds;
    const mostHeld = Math.min(mostWaitsInRow * this.#longestSeconds, mostHeldLooks);
    if (holds.length > 0 && this.#heldLooks < mostHeld) this.#heldLooks += 1;
    else this.#looks += 1;
    this.#waitingFor = describe(open, holds);

    const result = {
      seconds,
      declaredSeconds: this.#declaredSeconds,
      holds: [...this.#held.values()],
      tooLong: [...this.#tooLong.values()],
      open,
      states,
      doneSeconds: this.#doneSeconds,
    };
    if (this.#done > steadyLooks) return { ...result, seconds: this.#settledSeconds, end: 'settled' };
    if (this.#quiet >= this.#patience) return { ...result, end: 'stuck' };
    if (this.#looks > mostLooks) return { ...result, end: 'out of time' };
    return undefined;
  }

  #noteDone(states: readonly ApplicationState[], seconds: number): void {
    for (const { name, isDone } of states) {
      if (!isDone) this.#doneSeconds.delete(name);
      else if (!this.#doneSeconds.has(name)) this.#doneSeconds.set(name, seconds);
    }
  }

  #hasNews({ states, world }: Look): boolean {
    const before = this.#known.size;
    for (const fact of factsIn(states, world)) this.#known.add(fact);
    return this.#known.size > before;
  }
}

function describe(open: readonly string[], holds: readonly Hold[]): string {
  const [first = 'everything is as git says'] = open;
  const more = open.length > 1 ? `, and ${counted(open.length - 1, 'other thing')}` : '';
  const [hold] = holds;
  return `${first}${more}${hold === undefined ? '' : ` (declared: ${hold.subject} ${hold.reason})`}`;
}
