import { compareMakers } from '../../src/deploy/expected.ts';
import type { ApplicationState } from '../../src/deploy/judge.ts';

/** An Application that was made although one that must come before it was not done yet. */
export interface Overtaking {
  readonly application: string;
  readonly before: string;
}

/** Takes what is seen of all Applications again and again, from before the first is there until all are done. */
export class WaveObserver {
  /** Those that came too early. */
  readonly overtakings: Overtaking[] = [];
  /** What makes Applications, in the order in which the first of each appeared. */
  readonly makers: string[] = [];
  readonly #done = new Set<string>();
  readonly #seen = new Set<string>();

  /** @param states of one moment, those that are missing included */
  note(states: readonly ApplicationState[]): void {
    for (const { name, isDone } of states) if (isDone) this.#done.add(name);
    for (const { name, maker, sync } of states) {
      // root makes the others, so that it is there before them.
      if (sync === 'Missing' || maker === 'root' || this.#seen.has(name)) continue;
      this.#seen.add(name);
      if (!this.makers.includes(maker)) this.makers.push(maker);
      for (const other of states) {
        const isBefore = compareMakers(other.maker, maker) < 0;
        if (isBefore && !this.#done.has(other.name))
          this.overtakings.push({ application: name, before: other.name });
      }
    }
  }
}
