import { formatPath } from '../../../manifest/path.ts';
import type { LoadedManifest } from '../../../manifest/read.ts';
import { formatLocation } from '../../../report/content.ts';
import type { Finding } from '../../../report/finding.ts';
import { describeError } from '../../../report/stack.ts';
import { resultsOf } from '../check.ts';
import { environmentsOf } from '../clusters.ts';
import { type LoadedRule, thrownIn } from '../load.ts';
import type { FleetCase, PlacedObject } from './read.ts';

/** The cases of which the rule says something else than they do. */
export function runFleetCases(rule: LoadedRule, cases: readonly FleetCase[]): Finding[] {
  return cases.flatMap((each) => differences(rule, each));
}

/**
 * What a rule says of a small fleet: `Kind/name@target path: message`, without what is exempt.
 *
 * @throws whatever the rule throws
 */
export function saysOf(rule: LoadedRule, objects: readonly PlacedObject[]): string[] {
  const placed = new Map(
    objects.map((each): [LoadedManifest, PlacedObject] => {
      const locate = () => ({ file: each.reference });
      return [{ object: each.object, file: each.reference, locate }, each];
    }),
  );
  const environments = environmentsOf([...placed.keys()], (manifest) => placed.get(manifest)?.cluster ?? '');
  return resultsOf(rule, environments).flatMap(({ violations }) =>
    violations.map(({ object, path, message }) => {
      const reference = placed.get(object.manifest)?.reference ?? '';
      return `${reference} ${formatPath(path)}: ${message}`;
    }),
  );
}

function differences(rule: LoadedRule, { name, location, objects, denied }: FleetCase): Finding[] {
  const base = { severity: 'error', rule: 'policy-case', location, subject: rule.name } as const;
  const found = orReason(rule, () => saysOf(rule, objects));
  if (typeof found === 'string')
    return [{ ...base, severity: 'unjudged', message: `"${name}" cannot be judged: ${found}` }];
  const missing = denied.filter((message) => !found.includes(message));
  const extra = found.filter((message) => !denied.includes(message));
  return [
    ...missing.map((message) => ({ ...base, message: `"${name}" is not denied with: ${message}` })),
    ...extra.map((message) => ({ ...base, message: `"${name}" is denied with: ${message}` })),
  ];
}

function orReason<Result>({ file }: LoadedRule, work: () => Result): Result | string {
  try {
    return work();
  } catch (error) {
    return `the rule threw ${describeError(error)} in ${formatLocation(thrownIn(file, error))}`;
  }
}
