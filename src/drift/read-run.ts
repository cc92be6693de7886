import { isRecord } from '../manifest/object.ts';
import { InputError } from '../report/errors.ts';
import { type DriftCounts, type DriftRun, noCounts, type TargetState } from './run.ts';

const states: readonly TargetState[] = ['judged', 'unreachable', 'forbidden', 'unreadable'];
const results: readonly string[] = Object.keys(noCounts);

type Check = (value: unknown) => string | undefined;

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
  return run as DriftRun;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable(file, `it is no JSON: ${(cause as Error).message}`, cause);
  }
}

const isText: Check = (value) => (typeof value === 'string' ? undefined : 'is no text');
const isTime: Check = (value) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? undefined : 'is no time';
const isCount: Check = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? undefined : 'is no number of objects';
const oneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    allowed.includes(value as string) ? undefined : `is none of ${allowed.join(', ')}`;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);
const listOf =
  (check: Check): Check =>
  (value) => {
    if (!Array.isArray(value)) return 'is no list';
    for (const [index, item] of (value as unknown[]).entries()) {
      const problem = check(item);
      if (problem !== undefined) return joined(`[${index}]`, problem);
    }
    return undefined;
  };
const mapOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (!isRecord(value)) return 'is no map';
    for (const [name, check] of Object.entries(checks)) {
      const problem = check(value[name]);
      if (problem !== undefined) return joined(name, value[name] === undefined ? 'is missing' : problem);
    }
    return undefined;
  };

const identity = { group: isText, kind: isText, namespace: isText, name: isText };
const counts = Object.fromEntries(results.map((name) => [name, isCount])) as Record<keyof DriftCounts, Check>;
const owner = mapOf({
  manager: isText,
  operation: isText,
  subresource: optional(isText),
  time: optional(isTime),
  user: optional(isText),
});
const request = mapOf({ user: isText, verb: isText, time: isTime });
const location = mapOf({ file: isText, line: optional(isCount), column: optional(isCount) });
const field = mapOf({
  kind: oneOf(['added', 'removed', 'changed', 'moved']),
  where: isText,
  path: isText,
  basePath: isText,
  cause: oneOf(['person', 'argo-cd', 'unknown']),
  owners: listOf(owner),
  location: optional(location),
});
const object = mapOf({
  ...identity,
  result: oneOf(results.filter((name) => name !== 'clean')),
  application: isText,
  location: optional(location),
  fields: listOf(field),
  elsewhere: optional(listOf(isText)),
  copyOf: optional(mapOf(identity)),
  requests: optional(listOf(request)),
});
const target = mapOf({
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
  unjudged: listOf(mapOf({ ...identity, reason: isText, message: isText, objects: isCount })),
  coverage: optional(
    mapOf({ declared: isCount, charts: isCount, live: isCount, unseenKinds: listOf(isText) }),
  ),
});
const isRun = mapOf({
  version: (value) => (value === 1 ? undefined : 'is not 1, the only one that is known'),
  targets: listOf(target),
});

function joined(place: string, problem: string): string {
  return /^(?:is |\[)/.test(problem)
    ? `${place}${problem.startsWith('[') ? '' : ' '}${problem}`
    : `${place}.${problem}`;
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
