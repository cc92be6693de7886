import { type DriftHistory, noHistory } from '../../drift/history.ts';
import { historyProblem } from '../../drift/read-history.ts';
import { decodeText } from '../../manifest/text.ts';
import { unusable } from '../../report/errors.ts';
import type { Place } from './places/place.ts';

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
    throw unusable(
      'unusable-history',
      `${place.name} cannot be read: ${(cause as Error).message}`,
      next,
      cause,
    );
  }
  const problem = historyProblem(value);
  if (problem === undefined) return value as DriftHistory;
  throw unusable(
    'unusable-history',
    `${place.name} is no history of plumb drift of this version: ${problem}`,
    next,
  );
}

/** @throws InputError if the place refuses; it then has what it had */
export async function writeHistory(place: Place, history: DriftHistory): Promise<void> {
  await place.write([`${JSON.stringify(history, undefined, 1)}\n`]);
}
