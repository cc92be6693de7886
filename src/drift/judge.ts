import type { Change } from '../diff/change.ts';
import type { ObjectComparer } from '../diff/normal.ts';
import type { Shape } from '../diff/shape.ts';
import { podsOf } from '../kubernetes/pods.ts';
import { groupOf, isRecord, type JsonValue, type KubernetesObject, typeOf } from '../manifest/object.ts';
import { formatPath, type Path, valueAt } from '../manifest/path.ts';
import { classOf, hasRight, isArgocd, isBeforeFirstApply, withoutEarlier } from './managers.ts';
import { isLeftEmpty, isMentioned } from './mentioned.ts';
import { isNeverDefault, isNoDefault, isUnknownDefault } from './never-default.ts';
import { neverSent } from './never-sent.ts';
import { type Owner, Ownership } from './ownership.ts';
import { samePlace } from './same-place.ts';
import type { ReplicaJudge } from './scalers.ts';
import { isSettled } from './settled.ts';
import { trackingAnnotation } from './tracking.ts';
import { isBelow, isIn } from './within.ts';

/**
 * Why a field is not as git says: `person` if one of its owners acts for people; `argo-cd` if Argo CD itself applied
 * what is there, so that git has moved on; `unknown` if managedFields do not tell, as of most that was removed.
 */
export type Cause = 'person' | 'argo-cd' | 'unknown';

export interface DriftedField {
  /** From git, `before`, to the cluster, `after`. Values of Secrets are not in it. */
  readonly change: Change;
  readonly cause: Cause;
  /** Of what was removed, whose the list or map is that held it, if that is one value. */
  readonly owners: readonly Owner[];
}

export interface JudgedFields {
  readonly fields: readonly DriftedField[];
  /**
   * Fields that git does not mention, and of which no managedFields tell whose they are. What is filled in with something
   * else in each cluster, and replicas that a scaler would choose, are none of them.
   */
  readonly unowned: readonly string[];
  /**
   * A prediction could tell something else: something is not as it should be, or is taken to be right only because a
   * webhook may have changed it or the API server filled in what git leaves open, or others wrote more than notes, so
   * that what is taken for a default may be theirs.
   */
  readonly isDoubtful: boolean;
  /**
   * What a webhook may have added to what Argo CD applied, or somebody who calls himself Argo CD: the API server tells
   * which, by what it makes of the object without them. They lead into the live object.
   */
  readonly suspects: readonly Path[];
}

/** Annotations that are judged otherwise, and kubectl's own note of what it applied last, which changes nothing. */
const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const ownAnnotations: ReadonlySet<string> = new Set([trackingAnnotation, lastApplied]);

/**
 * What of a live object is not as git has it and is nobody's by right. What git says counts; where it says nothing, what
 * people own does, and of all but metadata what programs own that nobody knows of. Whatever has no owner then, the API
 * server filled in, except replicas that no scaler would choose.
 *
 * @param live with its managedFields
 * @param isScaled whether a number of replicas may be the doing of a scaler of the object
 * @param predicted what the API server would make of `desired` now: the result of a dry run of applying it as Argo CD.
 *   Without it, a field that an admission webhook changed while Argo CD applied is taken to be right.
 * @param restored what it would make of `live` without the suspects. Without it, they are taken to be right, unless
 *   they lift the isolation of pods.
 */
export function judgeFields(
  comparer: ObjectComparer,
  desired: KubernetesObject,
  live: KubernetesObject,
  isScaled: ReplicaJudge,
  predicted?: KubernetesObject,
  restored?: KubernetesObject,
): JudgedFields {
  const [wanted, found] = [comparable(desired), comparable(live)];
  if (predicted === undefined && isClearlyClean(wanted, found, live)) return clean;
  const extras = comparer.compare(wanted, found);
  // Paths lead into the object as it is compared: where nothing differs there are none.
  const isEqual = extras.length === 0 && predicted === undefined;
  const compared = isEqual ? found : comparer.normal(found);
  const foretold = predicted === undefined ? [] : comparer.compare(comparable(predicted), found);
  const lost = restored === undefined ? [] : comparer.compare(comparable(restored), found);
  const judge = new Judge({
    desired: wanted,
    live: compared,
    shape: comparer.shapeOf(wanted),
    ownership: Ownership.of(live, compared),
    isScaled,
    isPredicted: predicted !== undefined,
    isRestored: restored !== undefined,
    isUnmade: isIn([...foretold, ...lost]),
    isFilledIn: isBelow(() => comparer.filledIn(wanted)),
  });
  if (predicted === undefined) return judge.judge(extras);
  const base = comparer.normal(comparable(predicted));
  const shape = comparer.shapeOf(wanted);
  const placed = foretold.map((change) => ({
    ...change,
    basePath: samePlace(base, wanted, change.basePath, shape),
  }));
  // All that is not as predicted, and what git does not mention.
  const isTold = isIn(foretold);
  // What is gone of that is a default which the server no longer fills in, or else foretold.
  const isBeside = (change: Change): boolean =>
    change.kind !== 'removed' && judge.isExtra(change) && !isTold(change);
  return judge.judge([...placed, ...extras.filter(isBeside)]);
}

const clean: JudgedFields = { fields: [], unowned: [], isDoubtful: false, suspects: [] };

function isClearlyClean(wanted: KubernetesObject, found: KubernetesObject, live: KubernetesObject): boolean {
  if (neverSent.has(groupOf(live.apiVersion))) return false;
  const ownership = Ownership.of(live, found);
  return ownership !== undefined && !isForeign(ownership) && isSettled(wanted, found, ownership.sets);
}

/** Others than Argo CD wrote more than notes. */
function isForeign(ownership: Ownership | undefined): boolean {
  return ownership?.isWrittenByOthers((owner) => !isArgocd(owner)) ?? true;
}

function comparable(object: KubernetesObject): KubernetesObject {
  const { annotations, ...metadata } = object.metadata;
  const kept = Object.entries(annotations ?? {}).filter(([name]) => !ownAnnotations.has(name));
  return {
    ...object,
    metadata: kept.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(kept) },
  };
}

interface Judged {
  readonly desired: KubernetesObject;
  readonly live: KubernetesObject;
  /** Without a schema, if no definition of the kind is known. */
  readonly shape: Shape;
  readonly ownership: Ownership | undefined;
  readonly isScaled: ReplicaJudge;
  readonly isPredicted: boolean;
  /** Whether the API server told what it would make of it without the suspects. */
  readonly isRestored: boolean;
  /** Whether the API server was asked, and would not make it so. */
  readonly isUnmade: (change: Change) => boolean;
  /** Whether the API server, its plugins or a controller fill in what git leaves open there. */
  readonly isFilledIn: (change: Change) => boolean;
}

class Judge {
  readonly #judged: Judged;
  readonly #usesApply: boolean;
  /** Argo CD applied it on the client's side once: what it no longer applies since then, nothing takes away. */
  readonly #mayHaveLeft: boolean;
  readonly #isNeverSent: boolean;
  #hasForgiven = false;
  readonly #suspects: Path[] = [];

  constructor(judged: Judged) {
    this.#judged = judged;
    this.#isNeverSent = neverSent.has(groupOf(judged.live.apiVersion));
    const owners = judged.ownership?.owners ?? [];
    this.#usesApply = owners.some((owner) => isArgocd(owner) && owner.operation === 'Apply');
    const noted = judged.ownership?.ownersOf(['metadata', 'annotations', lastApplied]) ?? [];
    this.#mayHaveLeft = noted.some(isArgocd);
  }

  judge(changes: readonly Change[]): JudgedFields {
    const fields: DriftedField[] = [];
    const unowned: string[] = [];
    for (const change of changes) {
      if (change.path[0] === 'status') continue;
      const isExtra = this.isExtra(change);
      // A default that this server does not fill in. What is predicted, it or a webhook does.
      if (isExtra && change.kind === 'removed' && !this.#judged.isPredicted) continue;
      if (isExtra && change.kind !== 'removed' && this.#judged.ownership === undefined) {
        if (!this.#isScaled(change) && !this.#isFilledIn(change)) unowned.push(change.where);
      } else fields.push(...this.#judgeChange(change, isExtra));
    }
    const isDoubtful =
      fields.length > 0 ||
      unowned.length > 0 ||
      this.#hasForgiven ||
      this.#suspects.length > 0 ||
      isForeign(this.#judged.ownership);
    return { fields, unowned, isDoubtful, suspects: this.#suspects };
  }

  isExtra({ kind, basePath }: Change): boolean {
    return kind === 'added' || !isMentioned(this.#judged.desired, basePath);
  }

  #judgeChange(change: Change, isExtra: boolean): DriftedField[] {
    if (change.kind === 'removed') return this.#judgeRemoved(change);
    const parts = change.kind === 'added' ? this.#partsOf(change) : [this.#whole(change)];
    return parts.flatMap((part) => {
      const cause = this.#causeOf(part, isExtra);
      return cause === undefined ? [] : [{ ...part, cause }];
    });
  }

  #whole(change: Change): Part {
    const { ownership } = this.#judged;
    // Of a list whose items have owners of their own, nothing holds who put them into which order.
    if (change.kind === 'moved' && ownership?.isInOneValue(change.path) !== true)
      return { change, owners: [] };
    const own = ownership?.ownersOf(change.path) ?? [];
    return { change, owners: own.length > 0 ? own : this.#ownersAround(change.path) };
  }

  /** What was added at once by several is told by owner. */
  #partsOf(change: Change): Part[] {
    return this.#divide(change, this.#ownersAround(change.path));
  }

  #divide(change: Change, inherited: readonly Owner[]): Part[] {
    const own = this.#judged.ownership?.ownersOf(change.path) ?? [];
    const owners = own.length > 0 ? own : inherited;
    const inside = entriesOf(change.after).flatMap(([step, after]) => {
      const text = formatPath([step]);
      return this.#divide(
        {
          ...change,
          path: [...change.path, step],
          basePath: [...change.basePath, step],
          where: `${change.where}${text.startsWith('[') ? '' : '.'}${text}`,
          after,
        },
        owners,
      );
    });
    const all = new Map(
      [...(inside.length === 0 ? owners : []), ...inside.flatMap((part) => part.owners)].map((owner) => [
        ownerText(owner),
        owner,
      ]),
    );
    const isOne =
      Array.isArray(change.after) || new Set(inside.map((part) => textOfAll(part.owners))).size <= 1;
    return isOne ? [{ change, owners: [...all.values()] }] : inside;
  }

  /**
   * An empty map or list that Argo CD applied is its own as a whole in managedFields, as if what others put into it were
   * too.
   */
  #ownersAround(path: Path): readonly Owner[] {
    const { owners, depth } = this.#judged.ownership?.ownersAround(path) ?? { owners: [], depth: 0 };
    const wanted = valueAt(this.#judged.desired, path.slice(0, depth));
    const isEmpty = typeof wanted === 'object' && wanted !== null && Object.keys(wanted).length === 0;
    return isEmpty ? owners.filter((owner) => !isArgocd(owner)) : owners;
  }

  /**
   * Whoever owns a list or map as one value has also written what is not in it: Rollouts leaves a weight of 0 out. What
   * is gone from where each part has an owner, nobody owns any more.
   */
  #judgeRemoved(change: Change): DriftedField[] {
    const { desired, live, shape, ownership } = this.#judged;
    const path = samePlace(desired, live, change.basePath, shape);
    const owners = ownership?.isInOneValue(path) === true ? this.#ownersAround(path) : [];
    const place = { object: live, path, isExtra: false };
    if (withoutEarlier(owners).some((owner) => hasRight(owner, place))) return [];
    const classes = new Set(owners.map((owner) => classOf(owner, place, this.#usesApply)));
    const cause = causes.find((each) => classes.has(each)) ?? 'unknown';
    return [{ change, cause, owners }];
  }

  /** `undefined` if it is as it should be. */
  #causeOf({ change, owners: all }: Part, isExtra: boolean): Cause | undefined {
    const owners = withoutEarlier(all);
    if (owners.every(isBeforeFirstApply) && this.#isReplicas(change))
      return this.#isScaled(change) ? undefined : 'unknown';
    if (owners.length === 0) return isExtra ? this.#causeOfExtra(change) : 'unknown';
    if (isExtra && (this.#isFilledInstead({ change, owners }) || this.#isMadeAgain({ change, owners }))) {
      this.#hasForgiven = true;
      return undefined;
    }
    const place = { object: this.#judged.live, path: change.path, isExtra };
    const classes = new Set(owners.map((owner) => classOf(owner, place, this.#usesApply)));
    // Whoever changes a value takes it from Argo CD: what is still its own, it applied so. Lists may have items of several.
    if (classes.has('person') && (Array.isArray(change.after) || !classes.has('argo-cd'))) return 'person';
    // With RespectIgnoreDifferences Argo CD applies what a controller has set, and owns it from then on, too.
    if (owners.some((owner) => hasRight(owner, place))) return undefined;
    const isDefault = isExtra && !classes.has('person') && this.#isUnknownItemDefault(change);
    if (classes.has('argo-cd')) return isDefault ? undefined : 'argo-cd';
    if (classes.has('controller')) return undefined;
    if (!classes.has('admission') || this.#isUnsettled(change, isExtra)) return 'unknown';
    if (isExtra) return this.#causeOfExtra(change, this.#mayHaveLeft);
    if (this.#judged.isPredicted) return 'unknown';
    this.#hasForgiven = true;
    return undefined;
  }

  /**
   * Whether something is filled in where git leaves it open, and only Argo CD owns it, or whoever wrote before its first
   * apply: applying null or nothing, one owns what is filled in for it. What git no longer mentions, Argo CD applied.
   */
  #isFilledInstead({ change, owners }: Part): boolean {
    const isOpen = owners.every(isArgocd)
      ? isLeftEmpty(this.#judged.desired, change.basePath)
      : owners.every(isBeforeFirstApply);
    return isOpen && this.#isFilledIn(change);
  }

  /**
   * Whether the API server or a webhook adds it to a list or map of git that is one value, so that whoever wrote that owns
   * it, too: applying git replaces the value, and makes it again.
   */
  #isMadeAgain({ change, owners }: Part): boolean {
    const { desired, isPredicted, isUnmade, ownership } = this.#judged;
    if (ownership?.isInOneValue(change.path) !== true) return false;
    const { depth } = ownership.ownersAround(change.path);
    if (!isMentioned(desired, change.basePath.slice(0, depth))) return false;
    return isPredicted ? !isUnmade(change) : owners.every(isArgocd) && this.#isFilledIn(change);
  }

  #isFilledIn(change: Change): boolean {
    const { isFilledIn, isUnmade } = this.#judged;
    return isFilledIn(change) && !isUnmade(change) && !isNeverDefault(change.path.at(-1), change.after);
  }

  /** Of what a webhook may have added while Argo CD applied, be it Argo CD's in managedFields or nobody's. */
  #causeOfExtra(change: Change, mayBeLeft = false): Cause | undefined {
    if (this.#isUnsettled(change, true)) return isUnknownDefault(change) ? undefined : 'unknown';
    if (!mayBeLeft && !isNoDefault(change)) return undefined;
    const { isUnmade, isRestored } = this.#judged;
    if (isUnmade(change)) return 'unknown';
    this.#suspects.push(change.path);
    // Webhooks add containers and variables, and hardly ever take isolation away.
    return !isRestored && isNeverDefault(change.path.at(-1), change.after) ? 'unknown' : undefined;
  }

  /**
   * Whoever applies a list that is one value also owns what its definition fills into its items. If that is not known, no
   * comparison fills it in on git's side, too.
   */
  #isUnknownItemDefault(change: Change): boolean {
    const { ownership, shape, isUnmade } = this.#judged;
    const item = change.path.findLastIndex((step) => typeof step === 'number');
    const isInItem = item !== -1 && item < change.path.length - 1;
    const isInOneValue = ownership?.isInOneValue(change.path) === true;
    return shape.node === undefined && isInItem && isInOneValue && !isUnmade(change);
  }

  /** Whether no dry run would tell what a webhook did. What is added to metadata are notes. */
  #isUnsettled({ path }: Change, isExtra: boolean): boolean {
    return this.#isNeverSent && !(isExtra && path[0] === 'metadata');
  }

  #isScaled(change: Change): boolean {
    return this.#isReplicas(change) && this.#judged.isScaled(change.after);
  }

  #isReplicas({ where }: Change): boolean {
    const { live } = this.#judged;
    return (
      where === 'spec.replicas' && podsOf(typeOf(groupOf(live.apiVersion), live.kind), live) !== undefined
    );
  }
}

/** Of those who own a list that is one value, whoever counts first: what is still Argo CD's own, it applied so. */
const causes = ['argo-cd', 'person'] as const;

interface Part {
  readonly change: Change;
  readonly owners: readonly Owner[];
}

function entriesOf(value: JsonValue | undefined): [string | number, JsonValue][] {
  if (Array.isArray(value)) return [...(value as readonly JsonValue[]).entries()];
  return isRecord(value) ? Object.entries(value as Readonly<Record<string, JsonValue>>) : [];
}

function ownerText({ manager, operation, subresource = '' }: Owner): string {
  return JSON.stringify([manager, operation, subresource]);
}

function textOfAll(owners: readonly Owner[]): string {
  return owners.map(ownerText).sort().join();
}
