import { compareMakers } from '../../src/deploy/expected.ts';

/** What became of an Application at one moment. */
export interface ApplicationEvent {
  readonly name: string;
  /** `wave-<n>` or `root`. */
  readonly maker: string;
  /** What the next wave waits for. */
  readonly isSyncedAndHealthy: boolean;
}

/** An Application that was made although one that must come before it had not been done yet. */
export interface Overtaking {
  readonly application: string;
  readonly before: string;
}

/** Takes what becomes of all Applications, in its order, from before the first is there until all are done. */
export class WaveObserver {
  readonly #events: ApplicationEvent[] = [];

  note(event: ApplicationEvent): void {
    this.#events.push(event);
  }

  /** What makes Applications, in the order in which the first of each appeared. */
  makers(): string[] {
    return [...new Set(this.#made().map(({ maker }) => maker))];
  }

  /** Those that came too early. */
  overtakings(): Overtaking[] {
    const made = this.#made();
    return made.flatMap(({ name: application, maker, at }) =>
      made
        .filter((other) => compareMakers(other.maker, maker) < 0 && !(other.doneAt < at))
        .map(({ name: before }) => ({ application, before })),
    );
  }

  /** When each was made, and when it was done first, as indices; root makes the others, so that it is before them. */
  #made(): { readonly name: string; readonly maker: string; readonly at: number; readonly doneAt: number }[] {
    const names = new Set(this.#events.filter(({ maker }) => maker !== 'root').map(({ name }) => name));
    return [...names].map((name) => {
      const at = this.#events.findIndex((event) => event.name === name);
      const done = this.#events.findIndex((event) => event.name === name && event.isSyncedAndHealthy);
      const maker = this.#events[at]?.maker ?? '';
      return { name, maker, at, doneAt: done < 0 ? Number.POSITIVE_INFINITY : done };
    });
  }
}
