import { ApiError } from '../../cluster/api-error.ts';
import { applicationNamed, keyOf, type Refreshable } from '../../deploy/snapshot.ts';
import { type ApplicationProblem, type ApplicationState, refusedRule } from '../../rehearse/stage.ts';

interface Refused {
  readonly of: Refreshable;
  readonly error: ApiError;
  readonly ask: () => Promise<void>;
}

/**
 * Applications and ApplicationSets of which the API server lets nobody tell Argo CD: an admission policy that came with a
 * move refuses each change of them, also what Argo CD itself writes down.
 */
export class Refusals {
  readonly #open = new Map<string, Refused>();

  /** @param ask changes the object. What is there no more need not be told. */
  async ask(of: Refreshable, ask: () => Promise<void>): Promise<void> {
    try {
      await ask();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status !== 404) {
        this.#open.set(keyOf(of), { of, error, ask });
        return;
      }
    }
    this.#open.delete(keyOf(of));
  }

  async askAll(all: readonly Refreshable[], ask: (each: Refreshable) => Promise<void>): Promise<void> {
    await Promise.all(all.map(async (each) => this.ask(each, async () => ask(each))));
  }

  /** For what was refused: the policy may be another by now, or the server less busy. */
  async askAgain(): Promise<void> {
    await Promise.all([...this.#open.values()].map(async ({ of, ask }) => this.ask(of, ask)));
  }

  /** The states with what is still refused: none of that is done, whatever it looks like. */
  among(states: readonly ApplicationState[]): ApplicationState[] {
    const known = new Set(states.map(({ name }) => keyOf(applicationNamed(name))));
    const others = [...this.#open].filter(([key]) => !known.has(key)).sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      ...states.map((state) => withProblem(state, this.#open.get(keyOf(applicationNamed(state.name))))),
      ...others.map(([, refused]) => withProblem(stateless(refused.of), refused)),
    ];
  }
}

function stateless({ name }: Refreshable): ApplicationState {
  return { name, sync: 'Unknown', health: 'Unknown', isDone: false, problems: [] };
}

function withProblem(state: ApplicationState, refused: Refused | undefined): ApplicationState {
  if (refused === undefined) return state;
  return { ...state, isDone: false, problems: [problemOf(refused.error), ...state.problems] };
}

function problemOf(error: ApiError): ApplicationProblem {
  if (!isRefusal(error))
    return { rule: 'not-asked', message: `could not be asked to look: ${error.message}`, waits: true };
  const message = `cannot be changed any more, not by Argo CD either: ${error.message}`;
  return { rule: refusedRule, message, waits: false };
}

/**
 * Whether the answer is about the change itself: a policy's, a webhook's, or that of a webhook which must be asked and is
 * not there (apiserver/pkg/admission/plugin/webhook, `NewCallingWebhook…`). Others say that the server is busy or away.
 */
function isRefusal({ status, message }: ApiError): boolean {
  return [400, 403, 422].includes(status) || (status === 500 && message.includes('failed calling webhook'));
}
