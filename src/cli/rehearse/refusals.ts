import { ApiError } from '../../cluster/api-error.ts';
import { type ApplicationState, refusedRule } from '../../rehearse/stage.ts';

/**
 * Applications and ApplicationSets of which the API server lets nobody tell Argo CD: an admission policy that came with a
 * move refuses each change of them, also what Argo CD itself writes down.
 */
export class Refusals {
  readonly #open = new Map<string, { readonly message: string; readonly ask: () => Promise<void> }>();

  /** @param ask changes the object of that name. What is there no more need not be told. */
  async ask(name: string, ask: () => Promise<void>): Promise<void> {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 404) {
        this.#open.set(name, { message: error.message, ask });
        return;
      }
    }
    this.#open.delete(name);
  }

  /** For what was refused: the policy may be another by now. */
  async askAgain(): Promise<void> {
    await Promise.all([...this.#open].map(async ([name, { ask }]) => this.ask(name, ask)));
  }

  /** The states with what is still refused: none of that is done, whatever it looks like. */
  among(states: readonly ApplicationState[]): ApplicationState[] {
    const known = new Set(states.map(({ name }) => name));
    const others = [...this.#open.keys()].filter((name) => !known.has(name)).sort();
    return [
      ...states,
      ...others.map((name) => ({ name, sync: 'Unknown', health: 'Unknown', isDone: false, problems: [] })),
    ].map((state) => {
      const refused = this.#open.get(state.name);
      if (refused === undefined) return state;
      const message = `cannot be changed any more, not by Argo CD either: ${refused.message}`;
      const problem = { rule: refusedRule, message, waits: false };
      return { ...state, isDone: false, problems: [problem, ...state.problems] };
    });
  }
}
