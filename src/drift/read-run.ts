import { isRecord } from '../manifest/object.ts';
import { InputError } from '../report/errors.ts';
import { messageOf } from '../report/thrown.ts';
import {
  type Check,
  counts,
  identity,
  isCount,
  isListedResult,
  isText,
  isTime,
  isTrue,
  isVersion,
  listOf,
  mapOf,
  oneOf,
  optional,
} from './checks.ts';
import { countsOf } from './data.ts';
import { changeProblem } from './read-change.ts';
import { type DriftRun, type DriftTarget, results, type TargetState, type UnjudgedPart } from './run.ts';

const states: readonly TargetState[] = ['judged', 'unreachable', 'forbidden', 'unreadable'];

const unjudgedReasons: readonly UnjudgedPart['reason'][] = [
  'no-ownership',
  'other-version',
  'forbidden',
  'unanswered',
  'refused',
  'unreadable',
];

/**
 * Reads what `plumb drift -o json` printed: all of it, or its `result`.
 *
 * @param file what messages call it
 * @throws InputError if it is something else, is cut short, or was written by another version
 */
export function readDriftRun(text: string, file: string): DriftRun {
  const value = parse(text, file);
  const run = isRecord(value) && 'result' in value ? value['result'] : value;
  const problem = isRun(run);
  if (problem !== undefined) throw unusable(file, problem);
  const { version, targets } = run as DriftRun;
  return { version, targets: targets.map(inUtc) };
}

/** Times are compared as text. */
function inUtc(read: DriftTarget): DriftTarget {
  const objects = read.objects.map((each) => ({
    ...each,
    fields: each.fields.map((drifted) => ({ ...drifted, owners: drifted.owners.map(timed) })),
    ...(each.requests && { requests: each.requests.map(timed) }),
  }));
  return { ...read, startedAt: utc(read.startedAt), finishedAt: utc(read.finishedAt), objects };
}

function timed<T extends { readonly time?: string }>(each: T): T {
  return each.time === undefined ? each : { ...each, time: utc(each.time) };
}

function utc(time: string): string {
  return time.endsWith('Z') ? time : new Date(time).toISOString();
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable(file, `it is no JSON: ${messageOf(cause)}`, cause);
  }
}

const owner = mapOf({
  manager: isText,
  operation: isText,
  subresource: optional(isText),
  time: optional(isTime),
  user: optional(isText),
});
const request = mapOf({ user: isText, verb: isText, subresource: optional(isText), time: isTime });
const location = mapOf({ file: isText, line: optional(isCount), column: optional(isCount) });
const change = changeProblem(isText);
const judged = mapOf({
  cause: oneOf(['person', 'argo-cd', 'unknown']),
  owners: listOf(owner),
  isUnmentioned: optional(isTrue),
  location: optional(location),
});
const field: Check = (value) => change(value) ?? judged(value);
const object = mapOf({
  ...identity,
  result: isListedResult,
  application: isText,
  location: optional(location),
  fields: listOf(field),
  mark: optional(oneOf(['untracked', 'deleting'])),
  pending: optional(oneOf(['create', 'update', 'delete'])),
  elsewhere: optional(listOf(isText)),
  copyOf: optional(mapOf(identity)),
  requests: optional(listOf(request)),
});
const targetFields = mapOf({
  target: isText,
  environment: isText,
  region: isText,
  context: isText,
  state: oneOf(states),
  app: optional(isText),
  reason: optional(isText),
  revision: optional(isText),
  startedAt: isTime,
  finishedAt: isTime,
  counts: mapOf(counts),
  objects: listOf(object),
  unjudged: listOf(mapOf({ ...identity, reason: oneOf(unjudgedReasons), message: isText, objects: isCount })),
  coverage: optional(
    mapOf({ declared: isCount, charts: isCount, live: isCount, unseenKinds: listOf(isText) }),
  ),
});
const target: Check = (value) =>
  targetFields(value) ?? nameProblem(value as DriftTarget) ?? countProblem(value as DriftTarget);
const isRun = mapOf({
  version: isVersion,
  targets: listOf(target),
});

/** What is told of two places under one name, or of one under two, would hide one of them. */
function nameProblem({ target: name, environment, region }: DriftTarget): string | undefined {
  const expected = `${environment}/${region}`;
  return name === expected ? undefined : `target is ${name}, but its environment and region are ${expected}`;
}

/** Every object that is not clean is listed: a report whose counts say otherwise was cut or edited. */
function countProblem({ counts: told, objects }: DriftTarget): string | undefined {
  const found = countsOf(objects);
  const wrong = results.find((name) => name !== 'clean' && found[name] !== told[name]);
  if (wrong === undefined) return undefined;
  return `counts.${wrong} is ${told[wrong]}, but ${found[wrong]} of objects are ${wrong}`;
}

function unusable(file: string, problem: string, cause?: unknown): InputError {
  return new InputError(
    [
      {
        severity: 'unjudged',
        rule: 'not-a-drift-report',
        message: `${file} is no report of plumb drift: ${problem}`,
        location: { file },
        next: 'give what plumb drift -o json of this version printed about clusters, whole',
      },
    ],
    { cause },
  );
}
