import type { ApplicationState } from '../stage.ts';

/** What an Application's sync has changed takes the API server some seconds to heed. */
const pauseMilliseconds = 10_000;

/** What is refused still will be, until another Application is synced. */
const mostTimes = 2;

interface Asked {
  readonly times: number;
  /** Milliseconds: the last time, or when another Application was done after it. */
  readonly since: number;
  /** Applications that were done at the last look. */
  readonly done: ReadonlySet<string>;
}

/**
 * Which Applications of one commit to ask Argo CD for once more, as it could not compare them: they may be refused by a policy
 * that the same commit takes back. Argo CD itself looks again only every two minutes (`timeout.reconciliation`).
 */
export class Incomparable {
  readonly #asked = new Map<string, Asked>();

  /** @param now milliseconds, of any clock that goes on */
  due(states: readonly Pick<ApplicationState, 'name' | 'isDone' | 'problems'>[], now: number): string[] {
    const done = new Set(states.filter(({ isDone }) => isDone).map(({ name }) => name));
    return states
      .filter(({ problems }) => problems.some(({ rule }) => rule === 'comparison-failed'))
      .map(({ name }) => name)
      .filter((name) => this.#isDue(name, done, now));
  }

  #isDue(name: string, done: ReadonlySet<string>, now: number): boolean {
    const before = this.#asked.get(name) ?? { times: 0, since: now, done };
    const isAnother = [...done].some((other) => !before.done.has(other));
    const { times, since } = isAnother ? { times: 0, since: now } : before;
    const isDue = times < mostTimes && now >= since + pauseMilliseconds;
    this.#asked.set(name, isDue ? { times: times + 1, since: now, done } : { times, since, done });
    return isDue;
  }
}
