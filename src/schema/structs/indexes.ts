import { fieldsOf, selectTexts, textOf } from '../../manifest/select.ts';
import { dnsLabel } from '../names.ts';
import { type Fields, isSet, type Wrong } from './struct.ts';

/** Jobs whose pods have numbers (`pkg/apis/batch/validation`, `validateJobSpec`, `ValidateJob`). */

/** `maxParallelismForIndexedJob`, `maxFailedIndexesForIndexedJob` and `completionsSoftLimit`. */
const mostIndexes = 100_000;
/** `parallelismLimitForHighCompletions` and `maxFailedIndexesLimitForHighCompletions`. */
const mostBesideManyCompletions = 10_000;

export function indexesAreFew(spec: Fields): Wrong[] {
  const { completionMode, completions, parallelism, backoffLimitPerIndex, maxFailedIndexes } = spec;
  if (completionMode !== 'Indexed') return [];
  const hasMany = typeof completions === 'number' && completions > mostIndexes && isSet(backoffLimitPerIndex);
  const most = hasMany ? mostBesideManyCompletions : mostIndexes;
  const wrong = Object.entries({ parallelism, maxFailedIndexes })
    .filter(([, value]) => typeof value === 'number' && value > most)
    .map(([field, value]) => ({
      at: [field],
      message: `${String(value)} is too large for completionMode Indexed${hasMany ? ` with ${completions} completions` : ''}`,
      allowed: `at most ${most}`,
    }));
  if (hasMany && !isSet(maxFailedIndexes))
    wrong.push({
      at: ['maxFailedIndexes'],
      message: `is missing, with ${completions} completions and backoffLimitPerIndex`,
      allowed: `at most ${most}, where completions are more than ${mostIndexes}`,
    });
  // Where neither is set, both are 1.
  if (!isSet(completions) && isSet(parallelism))
    wrong.push({
      at: ['completions'],
      message: 'is missing, with completionMode Indexed',
      allowed: 'how many indexes there are',
    });
  return wrong;
}

/** `validateIndexesFormat` */
export function successIsOfIndexes({ successPolicy, completions }: Fields): Wrong[] {
  if (typeof completions !== 'number') return [];
  return selectTexts(successPolicy, 'rules[].succeededIndexes', ['successPolicy']).flatMap(
    ({ value, path }) => {
      const fault = faultOf(value, completions);
      if (fault === undefined) return [];
      return [
        {
          at: path,
          message: `${JSON.stringify(value)} ${fault}`,
          allowed: `numbers and ranges of 0 to ${completions - 1}, in order, such as 0,2-4`,
        },
      ];
    },
  );
}

function faultOf(indexes: string, completions: number): string | undefined {
  let previous = -1;
  for (const interval of indexes.split(',')) {
    const limits = interval.split('-');
    if (limits.length > 2 || limits.some((limit) => !/^\+?\d+$/.test(limit))) return 'is no list of indexes';
    for (const index of limits.map(Number)) {
      if (index >= completions) return `names the index ${index}, and completions is ${completions}`;
      if (index <= previous) return 'is not in order';
      previous = index;
    }
  }
  return undefined;
}

const longestLabel = 63;

/** The name of a Job is a label of its pods; with a number, it is their host name. */
export function podsCanBeNamed({ metadata, spec: given }: Fields): Wrong[] {
  const spec = fieldsOf(given);
  const name = textOf(fieldsOf(metadata), 'name');
  if (name === undefined) return [];
  const at = ['metadata', 'name'];
  const { completionMode, completions = 1, manualSelector } = spec;
  const ofLast = `${name}-${Number(completions) - 1}`;
  if (completionMode === 'Indexed' && Number(completions) > 0 && !dnsLabel.test(ofLast))
    return [
      {
        at,
        message: `${JSON.stringify(ofLast)} would be the name of a host`,
        allowed: `with the number of each pod: ${dnsLabel.allowed}`,
      },
    ];
  if (name.length <= longestLabel || manualSelector === true) return [];
  return [
    {
      at,
      message: `${JSON.stringify(name)} is a label of the pods too, and is ${name.length} characters long`,
      allowed: `at most ${longestLabel} characters`,
    },
  ];
}
