import { isRecord } from '../manifest/object.ts';
import { type DriftCounts, results } from './run.ts';

/** What is wrong with a value, and where in it: `findings[0].runs is missing`; nothing if it is as it should be. */
export type Check = (value: unknown) => string | undefined;

export const isText: Check = (value) => (typeof value === 'string' ? undefined : 'is no text');
/** RFC 3339: what else JavaScript takes for a time is of the zone of whoever reads it. */
const timeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
export const isTime: Check = (value) =>
  typeof value === 'string' && timeForm.test(value) && !Number.isNaN(Date.parse(value))
    ? undefined
    : 'is no time';
export const isCount: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : 'is no number from 0 on';
export const isTrue: Check = (value) => (value === true ? undefined : 'is not true');
/** Anything that JSON can hold. */
export const isPresent: Check = (value) => (value === undefined ? 'is missing' : undefined);
export const oneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string) ? undefined : `is none of ${allowed.join(', ')}`;
export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
export const listOf =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'is no list';
    for (const [index, item] of (value as unknown[]).entries()) {
      const problem = check(item);
      if (problem !== undefined) return joined(`[${index}]`, problem);
    }
    return undefined;
  };
export const mapOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (!isRecord(value)) return 'is no map';
    for (const [name, check] of Object.entries(checks)) {
      const problem = check(value[name]);
      if (problem !== undefined) return joined(name, value[name] === undefined ? 'is missing' : problem);
    }
    return undefined;
  };

function joined(place: string, problem: string): string {
  return /^(?:is |\[)/.test(problem)
    ? `${place}${problem.startsWith('[') ? '' : ' '}${problem}`
    : `${place}.${problem}`;
}

/** Reports and histories have one version so far. */
export const isVersion: Check = (value) => (value === 1 ? undefined : 'is not 1, the only one that is known');
/** Clean objects are counted, and not listed. */
export const isListedResult: Check = oneOf(results.filter((name) => name !== 'clean'));

export const identity = { group: isText, kind: isText, namespace: isText, name: isText };
export const counts = Object.fromEntries(results.map((name) => [name, isCount])) as Record<
  keyof DriftCounts,
  Check
>;
