import { groupOf, typeOf } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import { formatLocation } from '../report/content.ts';
import type { Unjudged, Verdict } from './drift.ts';
import type { DriftedField } from './judge.ts';
import { isMentioned } from './mentioned.ts';
import { type DriftCounts, type FieldDrift, noCounts, type ObjectDrift, type UnjudgedPart } from './run.ts';

/** How many objects have which result. */
export function countsOf(verdicts: readonly Pick<Verdict<unknown>, 'result'>[]): DriftCounts {
  const counts = { ...noCounts };
  for (const { result } of verdicts) counts[result] += 1;
  return counts;
}

/**
 * What is not clean, as data.
 *
 * @param application of an object of git; empty if it is not known
 * @param isAbsent whether the cluster has no such kind, as `group/Kind`
 */
export function objectDriftOf<T extends LoadedManifest>(
  verdict: Exclude<Verdict<T>, { result: 'clean' }>,
  application: (desired: T) => string,
  isAbsent: (type: string) => boolean,
): ObjectDrift {
  const { identity, result } = verdict;
  switch (verdict.result) {
    case 'missing': {
      const { desired, elsewhere } = verdict;
      const isKindAbsent = isAbsent(typeOf(groupOf(desired.object.apiVersion), desired.object.kind));
      return {
        ...identity,
        result,
        application: application(desired),
        location: desired.locate([]),
        fields: [],
        ...(isKindAbsent && { isKindAbsent }),
        elsewhere,
      };
    }
    case 'orphaned': {
      const { copyOf } = verdict;
      return { ...identity, result, application: verdict.application, fields: [], ...(copyOf && { copyOf }) };
    }
    case 'drifted':
    case 'stale': {
      const { desired, mark } = verdict;
      return {
        ...identity,
        result,
        application: application(desired),
        location: desired.locate([]),
        fields: withoutStandstills(verdict.fields).map((field) => fieldDriftOf(field, desired)),
        ...(mark && { mark }),
        ...(result === 'stale' && { pending: 'update' }),
      };
    }
  }
}

/**
 * The fewest items are moved to bring a list into its order, and one between others that change places may land where it
 * was. They tell it.
 */
function withoutStandstills(fields: readonly DriftedField[]): readonly DriftedField[] {
  const listOf = ({ change }: DriftedField): string => formatPath(change.path.slice(0, -1));
  const isStandstill = ({ change: { kind, path, basePath } }: DriftedField): boolean =>
    kind === 'moved' && path.at(-1) === basePath.at(-1);
  const told = new Set(
    fields.filter((field) => field.change.kind === 'moved' && !isStandstill(field)).map(listOf),
  );
  return fields.filter((field) => !isStandstill(field) || !told.has(listOf(field)));
}

function fieldDriftOf({ change, ...field }: DriftedField, desired: LoadedManifest): FieldDrift {
  return {
    ...change,
    path: formatPath(change.path),
    basePath: formatPath(change.basePath),
    ...field,
    ...(change.kind !== 'added' &&
      !isMentioned(desired.object, change.basePath) && { isUnmentioned: true as const }),
    location: desired.locate(change.kind === 'added' ? [] : change.basePath),
  };
}

export function unjudgedPartOf(unjudged: Unjudged<LoadedManifest>): UnjudgedPart {
  const { identity, reason } = unjudged;
  // What git says of it, or the cluster, cannot be read.
  const told = reason === 'ambiguous' ? 'unreadable' : reason;
  return { ...identity, reason: told, message: messageOf(unjudged), objects: 1 };
}

function messageOf(unjudged: Unjudged<LoadedManifest>): string {
  switch (unjudged.reason) {
    case 'other-version':
      return `git has it in ${unjudged.desired.object.apiVersion}, the cluster in ${unjudged.liveVersion}`;
    case 'no-ownership':
      return `it has fields that git does not mention, and no managedFields that tell whose they are: ${listed(unjudged.fields)}`;
    case 'ambiguous': {
      const { side, places } = unjudged;
      const who = side === 'git' ? 'git has it' : 'the dump of the cluster has it';
      const where = places.length === 0 ? '' : `: ${places.map(formatLocation).join(' and ')}`;
      return `${who} more than once, and not alike${where}`;
    }
  }
}

/** Fields that a message names. The others are counted. */
const namedFields = 5;

function listed(fields: readonly string[]): string {
  const [named, more] = [fields.slice(0, namedFields), fields.length - namedFields];
  return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
