import { isRecord } from '../manifest/object.ts';
import {
  type Check,
  counts,
  identity,
  isCount,
  isListedResult,
  isText,
  isTime,
  isVersion,
  listOf,
  mapOf,
  optional,
} from './checks.ts';

const remembered = mapOf({
  ...identity,
  target: isText,
  where: isText,
  result: isListedResult,
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
  version: isVersion,
  lookedAt: timesByName,
  findings: listOf(remembered),
  trend: listOf(point),
});
