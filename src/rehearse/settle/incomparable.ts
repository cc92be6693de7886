import type { ApplicationState } from '../stage.ts';

/** Another Application's sync, which may bring what this one waits for, or take away what refuses it, takes some seconds. */
const pauseMilliseconds = 10_000;

/** What is refused still will be. */
const mostTimes = 2;

/**
 * Which Applications of one commit to ask Argo CD for once more, as it could not compare them: they may be refused by a policy
 * that the same commit takes back. Argo CD itself looks again only every two minutes (`timeout.reconciliation`).
 */
export class Incomparable {
  readonly #asked = new Map<string, { readonly times: number; readonly since: number }>();

  /** @param now milliseconds, of any clock that goes on */
  due(states: readonly Pick<ApplicationState, 'name' | 'problems'>[], now: number): string[] {
    return states
      .filter(({ problems }) => problems.some(({ rule }) => rule === 'comparison-failed'))
      .map(({ name }) => name)
      .filter((name) => this.#isDue(name, now));
  }

  #isDue(name: string, now: number): boolean {
    const { times, since } = this.#asked.get(name) ?? { times: 0, since: now };
    const isDue = times < mostTimes && now >= since + pauseMilliseconds;
    this.#asked.set(name, isDue ? { times: times + 1, since: now } : { times, since });
    return isDue;
  }
}
