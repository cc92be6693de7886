import { isRecord } from '../manifest/object.ts';
import {
  type Check,
  counts,
  identity,
  isCount,
  isText,
  isTime,
  listOf,
  mapOf,
  oneOf,
  optional,
  results,
} from './checks.ts';

const remembered = mapOf({
  ...identity,
  target: isText,
  where: isText,
  result: oneOf(results.filter((name) => name !== 'clean')),
  application: optional(isText),
  since: optional(isTime),
  firstSeen: isTime,
  lastSeen: isTime,
  runs: isCount,
  times: isCount,
  healedAt: optional(isTime),
});
const point = mapOf({ ...counts, time: isTime, clusters: isCount, notJudged: isCount });
const timesByName: Check = (value) =>
  isRecord(value)
    ? mapOf(Object.fromEntries(Object.keys(value).map((name) => [name, isTime])))(value)
    : 'is no map';

/** What keeps a value from being a history of this version; nothing if it is one. */
export const historyProblem: Check = mapOf({
  version: (value) => (value === 1 ? undefined : 'is not 1, the only one that is known'),
  lookedAt: timesByName,
  findings: listOf(remembered),
  trend: listOf(point),
});
