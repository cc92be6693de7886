import { identityOf } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Failure } from './judgement.ts';
import { identityKey } from './requests.ts';
import type { PolicyReport, PolicyResult } from './results.ts';

/** What a change does to verdicts. Each result has only the failures that came or went. */
export interface VerdictChanges {
  readonly newlyDenied: readonly PolicyResult[];
  readonly noLongerDenied: readonly PolicyResult[];
  readonly newlyUndecided: readonly PolicyResult[];
}

/**
 * Compares verdicts of two revisions, object by object, policy by policy, and validation by validation: a second failure
 * of what was denied before is new too. Validations are told apart by their expressions, which move without changing.
 *
 * @param head what is unreadable in it is not judged: nothing changes there
 * @param clusterOf where each manifest of either revision goes
 */
export function verdictChanges(
  base: readonly PolicyResult[],
  { results: head, unreadable }: Pick<PolicyReport, 'results' | 'unreadable'>,
  clusterOf: (manifest: LoadedManifest) => string,
): VerdictChanges {
  const objectKey = (manifest: LoadedManifest): string =>
    `${clusterOf(manifest)} ${identityKey(identityOf(manifest.object))}`;
  const unjudged = new Set(unreadable.map(objectKey));
  const keyOf = ({ manifest, identity, policy, binding, param }: PolicyResult): string =>
    JSON.stringify([clusterOf(manifest), identityKey(identity), policy.name, binding?.name, param]);
  const before = new Map(base.map((result) => [keyOf(result), result]));
  const after = new Map(head.map((result) => [keyOf(result), result]));
  return {
    newlyDenied: head.flatMap((result) => deniedBeyond(result, before.get(keyOf(result)))),
    noLongerDenied: base.flatMap((result) => {
      const now = after.get(keyOf(result));
      const isOpen = now?.verdict === 'undecided' || unjudged.has(objectKey(result.manifest));
      return isOpen ? [] : deniedBeyond(result, now);
    }),
    newlyUndecided: head.filter(
      (result) => result.verdict === 'undecided' && before.get(keyOf(result))?.verdict !== 'undecided',
    ),
  };
}

/** The result with what it denies and the other does not; nothing if there is no such failure. */
function deniedBeyond(result: PolicyResult, other: PolicyResult | undefined): PolicyResult[] {
  if (result.verdict !== 'denied') return [];
  const known = new Set(
    other?.verdict === 'denied' ? other.failures.map((each) => failureKey(other, each)) : [],
  );
  const failures = result.failures.filter((each) => !known.has(failureKey(result, each)));
  return failures.length === 0 ? [] : [{ ...result, failures, ignored: [], undecided: [] }];
}

function failureKey({ policy }: PolicyResult, { path, kind, message }: Failure): string {
  const [, list, index] = path;
  const validation =
    list === 'validations' && typeof index === 'number' ? policy.validations[index] : undefined;
  return validation === undefined
    ? `${kind} ${formatPath(path)} ${message}`
    : `${kind} ${validation.expression}`;
}
