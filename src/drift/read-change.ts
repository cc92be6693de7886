import { isRecord } from '../manifest/object.ts';
import { type Check, isCount, isPresent, isText, isTrue, listOf, mapOf, oneOf, optional } from './checks.ts';

/** What keeps a value from being a change of a field in a report, of which paths are written as `path` says. */
export function changeProblem(path: Check): Check {
  const fields = mapOf({
    kind: oneOf(['added', 'removed', 'changed', 'moved']),
    where: isText,
    path,
    basePath: path,
    redacted: optional(isTrue),
    embedded: optional(embeddedProblem),
  });
  return (value) => fields(value) ?? mapOf(valuesOf(value))(value);
}

/** Which values tell of a change; those of which something else tells may be left out. */
function valuesOf(change: unknown): Readonly<Record<string, Check>> {
  if (!isRecord(change)) return {};
  const isTold = change['redacted'] === true || change['embedded'] !== undefined;
  switch (change['kind']) {
    case 'added':
      return { after: isPresent };
    case 'removed':
      return { before: isPresent };
    case 'changed':
      return isTold ? {} : { before: isPresent, after: isPresent };
    default:
      return {};
  }
}

const hunk = mapOf({ beforeLine: isCount, afterLine: isCount, lines: listOf(isText) });
const step: Check = (value) =>
  typeof value === 'number' ? isCount(value) : typeof value === 'string' ? undefined : 'is no step of a path';

function embeddedProblem(value: unknown): string | undefined {
  const problem = mapOf({ format: oneOf(['json', 'yaml', 'text']) })(value);
  if (problem !== undefined || !isRecord(value)) return problem;
  const inside =
    value['format'] === 'text' ? { hunks: listOf(hunk) } : { changes: listOf(changeProblem(listOf(step))) };
  return mapOf(inside)(value);
}
