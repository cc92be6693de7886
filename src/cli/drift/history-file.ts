import { type DriftHistory, noHistory } from '../../drift/history.ts';
import { historyProblem } from '../../drift/read-history.ts';
import { decodeText } from '../../manifest/text.ts';
import { InputError, unusable } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { messageOf } from '../../report/thrown.ts';
import { tellAside } from './deliver.ts';
import type { Place } from './places/place.ts';
import { isOnePlace, placeAt } from './places/place-at.ts';

/**
 * Where the history lies.
 *
 * @param to address of the place of the report. Default: standard output
 * @throws InputError if that is the same place: what is written last would replace the other
 */
export async function historyAt(address: string, to: string | undefined): Promise<Place> {
  if (to === undefined || !isOnePlace(address, to)) return placeAt(address);
  const message = `--history and --to are the same place, ${to}: the history would replace the report`;
  throw unusable('usage', message, 'give them two places');
}

/**
 * What is remembered of earlier runs; nothing if there is nothing at the place yet.
 *
 * @throws InputError if it is something else, or was written by another version
 */
export async function readHistory(place: Place): Promise<DriftHistory> {
  const content = await place.read();
  if (content === undefined) return noHistory;
  const next = 'name what plumb drift --history wrote, or what is not there yet';
  let value: unknown;
  try {
    value = JSON.parse(decodeText(content, place.name));
  } catch (cause) {
    throw unusable('unusable-history', `${place.name} cannot be read: ${messageOf(cause)}`, next, cause);
  }
  const problem = historyProblem(value);
  if (problem === undefined) return value as DriftHistory;
  throw unusable(
    'unusable-history',
    `${place.name} is no history of plumb drift of this version: ${problem}`,
    next,
  );
}

/** The same for who has more to tell: what cannot be used is left as it is, and becomes a finding. */
export async function readIfUsable(
  place: Place,
): Promise<{ readonly history?: DriftHistory; readonly findings: readonly Finding[] }> {
  try {
    return { history: await readHistory(place), findings: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { findings: error.findings };
  }
}

/**
 * Keeps what is known now, after the report was told: standard output has it already.
 *
 * @returns exit code
 */
export async function keepHistory(title: string, place: Place, history: DriftHistory): Promise<0 | 2> {
  try {
    await writeHistory(place, history);
    return 0;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    tellAside(title, 'the report is whole, and the history as it was', error.findings);
    return 2;
  }
}

/** @throws InputError if the place refuses; it then has what it had */
export async function writeHistory(place: Place, history: DriftHistory): Promise<void> {
  await place.write([`${JSON.stringify(history, undefined, 1)}\n`]);
}
