import { RefusedError } from '../api-server/judge.ts';
import type { CaseRequest, Judge } from './case.ts';
import type { ObjectMutant } from './object-mutants.ts';
import { UndecidedError } from './offline.ts';

/** What two judges made of the same requests. */
export interface Comparison {
  /** How many both judged. */
  readonly judged: number;
  /** How many of those the API server denies. */
  readonly denied: number;
  /** What the offline engine leaves open though the API server has an answer, with the reason. */
  readonly undecided: readonly string[];
  /** What the API server refuses before it asks policies. */
  readonly refused: readonly string[];
  /** What they say differently; empty if they agree. */
  readonly differences: readonly string[];
}

/** Messages, each once, in order; or why there is no verdict. */
type Answer = readonly string[] | Error;

/** More would wait for a connection for longer than a request may take. */
const atOnce = 64;

/**
 * Asks the offline engine and the API server the same.
 *
 * @throws what a judge throws that is neither undecided nor refused, such as a server that does not answer
 */
export async function compareJudges(
  mutants: readonly ObjectMutant[],
  offline: Judge,
  server: Judge,
): Promise<Comparison> {
  const found = {
    judged: 0,
    denied: 0,
    undecided: [] as string[],
    refused: [] as string[],
    differences: [] as string[],
  };
  for (let first = 0; first < mutants.length; first += atOnce) {
    const batch = mutants.slice(first, first + atOnce).map(async ({ request, change }) => ({
      change,
      mine: await ask(offline, request, UndecidedError),
      theirs: await ask(server, request, RefusedError),
    }));
    for (const { change, mine, theirs } of await Promise.all(batch)) {
      if (theirs instanceof Error) found.refused.push(`${change}: ${theirs.message}`);
      else if (mine instanceof Error) found.undecided.push(`${change}: ${mine.message}`);
      else {
        found.judged += 1;
        if (theirs.length > 0) found.denied += 1;
        const [ours, its] = [JSON.stringify(mine), JSON.stringify(theirs)];
        if (ours !== its) found.differences.push(`${change}: offline ${ours}, API server ${its}`);
      }
    }
  }
  return found;
}

async function ask(
  judge: Judge,
  request: CaseRequest,
  NoVerdict: typeof UndecidedError | typeof RefusedError,
): Promise<Answer> {
  try {
    return [...new Set((await judge(request)).map(oneLine))].toSorted();
  } catch (error) {
    if (error instanceof NoVerdict) return error;
    throw error;
  }
}

/** API servers drop warnings with line breaks, so that shadow policies have none in the expressions that messages quote. */
function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ');
}
