/**
 * Drift: what a cluster has against what git says. All but `live/` is pure: no cluster is asked, nothing printed.
 *
 *     drift.ts       two lists of objects → a verdict on each        live/        asks a cluster: judge-cluster.ts
 *     judge.ts       one object: which differences are nobody's by right, and whose they are
 *     settled.ts     most objects, at a glance    never-default.ts   what no server fills in
 *     never-sent.ts  groups of which no dry run is sent
 *     same-place.ts  a place in git, where lists are in another order
 *     managers.ts    whom a field manager acts for; what controllers own by right
 *     ownership.ts   managedFields            fields.ts   fieldsV1
 *     scalers.ts     who scales what, where managedFields do not tell
 *     tracking.ts    Argo CD's annotation       hook.ts   what it makes anew for each sync
 *     ambiguous.ts   what is there more than once
 *     run.ts         a run as data            read-run.ts (read-change.ts), data.ts   text → run, verdict → data
 *     mentioned.ts   what git says anything of
 *     findings.ts    data → findings          report.ts, run-report.ts   dumps, runs → Document
 *     history.ts     from run to run          metrics.ts, overview.ts   runs for Prometheus, as grid and timeline
 */
import { ObjectComparer } from '../diff/normal.ts';
import { isCustomResourceDefinition } from '../kubernetes/custom-resource.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { identityIn } from '../kubernetes/identity.ts';
import {
  formatIdentity,
  groupOf,
  type KubernetesObject,
  type ObjectIdentity,
  typeOf,
} from '../manifest/object.ts';
import type { Location } from '../report/finding.ts';
import { compareText } from '../report/sort.ts';
import { ambiguous, inVersionOf, type Located, lastOf, tellingOf } from './ambiguous.ts';
import { isHook } from './hook.ts';
import { type DriftedField, type JudgedFields, judgeFields } from './judge.ts';
import { Scalers } from './scalers.ts';
import { isTracked, trackingOf } from './tracking.ts';

/** What became of one object; `T` is what holds a desired one. */
export type Verdict<T> =
  | { readonly result: 'clean'; readonly identity: ObjectIdentity; readonly desired: T }
  /** `stale`: Argo CD applied what is there, so git has moved on since. */
  | {
      readonly result: 'drifted' | 'stale';
      readonly identity: ObjectIdentity;
      readonly desired: T;
      /** At least one of a person or of unknown cause if it drifted; none such if it is stale. */
      readonly fields: readonly DriftedField[];
      readonly mark?: Mark;
    }
  | {
      readonly result: 'missing';
      readonly identity: ObjectIdentity;
      readonly desired: T;
      /** Namespaces in which there is one of this kind and name that git does not have there. */
      readonly elsewhere: readonly string[];
    }
  /** Argo CD's annotation is on it, and git does not have it. `copyOf`: it is that of an object that git has. */
  | {
      readonly result: 'orphaned';
      readonly identity: ObjectIdentity;
      readonly application: string;
      readonly copyOf?: ObjectIdentity;
    };

/** What is amiss with a whole object: Argo CD no longer knows it as its own, or it is on its way out. */
export type Mark = 'untracked' | 'deleting';

/** An object that cannot be judged, or not wholly. */
export type Unjudged<T> = Pick<Pair<T>, 'identity' | 'desired'> &
  (
    | {
        /** It is there in another API version. */
        readonly reason: 'other-version';
        readonly liveVersion: string;
      }
    | {
        /** Nothing tells whose its extra fields are. */
        readonly reason: 'no-ownership';
        readonly fields: readonly string[];
      }
    | {
        /** It is there more than once and not alike, so that nobody can tell what git says, or what the cluster has. */
        readonly reason: 'ambiguous';
        readonly side: 'git' | 'dump';
        /** Without those of which it is not known. */
        readonly places: readonly Location[];
      }
  );

export interface Drift<T> {
  /** Ordered by identity. */
  readonly verdicts: readonly Verdict<T>[];
  readonly unjudged: readonly Unjudged<T>[];
  /** Kinds of desired objects that the cluster has none of, as `group/Kind`. */
  readonly absentKinds: ReadonlySet<string>;
}

interface Subject extends Located {
  readonly object: KubernetesObject;
}

/**
 * Of dumps.
 *
 * @param desired all that git gives one cluster
 * @param live all that it has, with managedFields, or at least all of the kinds that git has
 * @param known facts of kinds. CustomResourceDefinitions among the objects are added; those of the cluster win
 * @param places where live objects stand, as far as that is known
 */
export function driftOf<T extends Subject>(
  desired: readonly T[],
  live: readonly KubernetesObject[],
  known: ApiFacts,
  places: Places = new Map(),
): Drift<T> {
  return new DriftComparison(desired, live, known, places).drift();
}

type Places = ReadonlyMap<KubernetesObject, Located>;

/** Whether an Application, as the annotation of a live object names it, is none that may have what git `said` there. */
export type IsForeign<T> = (application: string, identity: ObjectIdentity, said: readonly T[]) => boolean;

/** One that git and the cluster both have. */
export interface Pair<T> {
  readonly identity: ObjectIdentity;
  readonly desired: T;
  readonly live: KubernetesObject;
}

/** One of which the API server could tell something else. */
export interface Doubt<T> extends Pair<T>, Pick<JudgedFields, 'suspects'> {}

/** What the API server would make of an object of git now, and what it had of it at that time. */
export interface Prediction {
  readonly predicted: KubernetesObject;
  readonly live: KubernetesObject;
  /** What it would make of the live object without the suspects. */
  readonly restored?: KubernetesObject;
}

/**
 * `driftOf` in two steps: most objects are settled by what git and the cluster say, and only of the others the API
 * server needs to be asked what it would make of them.
 */
export class DriftComparison<T extends Subject> {
  readonly #cluster: Cluster;
  readonly #verdicts: readonly Verdict<T>[];
  readonly #ambiguous: readonly Unjudged<T>[];
  readonly #pairs: readonly (Pair<T> & { readonly judged: JudgedFields | undefined })[];
  readonly #absentKinds: ReadonlySet<string>;
  /** By `formatIdentity`, all that git has of each. */
  readonly #said: ReadonlyMap<string, readonly T[]>;
  readonly #isForeign: IsForeign<T>;
  /** By `nameOf`. */
  readonly #undesired: ReadonlyMap<string, readonly ObjectIdentity[]>;

  /**
   * As `driftOf`. Hooks are not compared: git tells which they are, and live objects where git has none of them.
   *
   * @param places of dumps. A cluster that is asked may tell an object again, as it is by then
   * @param isForeign Default: nobody knows which Application has what
   */
  constructor(
    desired: readonly T[],
    live: readonly KubernetesObject[],
    known: ApiFacts,
    places?: Places,
    isForeign: IsForeign<T> = () => false,
  ) {
    const facts = known.extendedWith([
      ...desired.map(({ object }) => object).filter(isCustomResourceDefinition),
      ...live.filter(isCustomResourceDefinition),
    ]);
    const identify = identifier(facts);
    const keyOf = (object: KubernetesObject): string => formatIdentity(identify(object));
    const allWanted = Map.groupBy(
      desired.filter(({ object }) => !isHook(object)),
      ({ object }) => keyOf(object),
    );
    this.#said = allWanted;
    this.#isForeign = isForeign;
    const wanted = lastOf(allWanted);
    const allFound = new Map(
      [...Map.groupBy(live, keyOf)].map(([key, all]) => [key, inVersionOf(wanted.get(key)?.object, all)]),
    );
    const found = tellingOf(allFound);
    const comparer = new ObjectComparer(facts);
    this.#cluster = {
      facts,
      comparer,
      scalers: new Scalers([...desired.map(({ object }) => object), ...live]),
      isArgocdAtWork: [...wanted.keys()].some((key) => hasTracking(found.get(key))),
    };
    const inGit = new Set(desired.map(({ object }) => keyOf(object)));
    const undesired = [...found]
      .filter(([key, object]) => !inGit.has(key) && !isHook(object))
      .map(([, object]) => object);
    this.#undesired = Map.groupBy(undesired.map(identify), nameOf);
    const verdicts: Verdict<T>[] = undesired.flatMap((object) => orphanOf(object, identify(object)));
    const unclear = {
      git: ambiguous(
        allWanted,
        ({ object }) => object,
        (each) => each.locate?.([]),
        comparer,
      ),
      dump:
        places &&
        ambiguous(
          allFound,
          (object) => object,
          (object) => places.get(object)?.locate?.([]),
          comparer,
        ),
    };
    const pairs: Pair<T>[] = [];
    const unjudged: Unjudged<T>[] = [];
    for (const [key, each] of wanted) {
      const identity = identify(each.object);
      const object = found.get(key);
      const twice = (['git', 'dump'] as const).flatMap((side): Unjudged<T>[] => {
        const at = unclear[side]?.get(key);
        return at ? [{ identity, desired: each, reason: 'ambiguous', side, places: at }] : [];
      });
      unjudged.push(...twice);
      if (twice.length > 0) continue;
      if (object === undefined) verdicts.push(this.#missing({ identity, desired: each }));
      else pairs.push({ identity, desired: each, live: object });
    }
    this.#verdicts = verdicts;
    this.#ambiguous = unjudged;
    this.#pairs = pairs.map((pair) => ({ ...pair, judged: this.#judge(pair) }));
    const liveKinds = new Set(live.map(kindOf));
    const absent = [...wanted.values()]
      .map(({ object }) => kindOf(object))
      .filter((kind) => !liveKinds.has(kind));
    this.#absentKinds = new Set(absent);
  }

  /** Those of which a prediction could tell something else, ordered by identity. */
  doubtful(): readonly Doubt<T>[] {
    return sorted(
      this.#pairs.flatMap(({ judged, ...pair }) =>
        judged && (judged.isDoubtful || !this.#isKnown(pair.desired))
          ? [{ ...pair, suspects: judged.suspects }]
          : [],
      ),
    );
  }

  /** @param predictions by `formatIdentity`; `gone` if it is there no more. Default: none */
  drift(predictions: ReadonlyMap<string, Prediction | 'gone'> = new Map()): Drift<T> {
    const verdicts = [...this.#verdicts];
    const unjudged = [...this.#ambiguous];
    for (const { judged, ...listed } of this.#pairs) {
      const prediction = predictions.get(formatIdentity(listed.identity));
      if (prediction === 'gone') {
        verdicts.push(this.#missing(listed));
        continue;
      }
      const pair = { ...listed, live: prediction?.live ?? listed.live };
      const fields = prediction === undefined ? judged : this.#judge(pair, prediction);
      const result = verdictOf(pair, fields, this.#markOf(pair));
      if (result.verdict !== undefined) verdicts.push(result.verdict);
      if (result.unjudged !== undefined) unjudged.push(result.unjudged);
    }
    return { verdicts: sorted(verdicts), unjudged: sorted(unjudged), absentKinds: this.#absentKinds };
  }

  #markOf({ identity, live }: Pair<T>): Mark | undefined {
    if (typeof live.metadata['deletionTimestamp'] === 'string') return 'deleting';
    // Argo CD gives them no annotation (reposerver/repository/repository.go, util/argo/resource_tracking.go, v3.5.7).
    if (isDefinition(identity)) return undefined;
    const tracking = trackingOf(live);
    if (tracking === undefined) return this.#cluster.isArgocdAtWork ? 'untracked' : undefined;
    const said = this.#said.get(formatIdentity(identity)) ?? [];
    const isKnown = isTracked(tracking, identity) && !this.#isForeign(tracking.application, identity, said);
    return isKnown ? undefined : 'untracked';
  }

  #missing({ identity, desired }: Pick<Pair<T>, 'identity' | 'desired'>): Verdict<T> {
    const namesakes = this.#undesired.get(nameOf(identity)) ?? [];
    const elsewhere = namesakes.map(({ namespace }) => namespace).sort();
    return { result: 'missing', identity, desired, elsewhere };
  }

  /** Nothing if they are in different versions, which cannot be compared. */
  #judge(
    { desired, live }: Pair<T>,
    { predicted, restored }: Partial<Prediction> = {},
  ): JudgedFields | undefined {
    if (live.apiVersion !== desired.object.apiVersion) return undefined;
    const { comparer, scalers } = this.#cluster;
    return judgeFields(comparer, desired.object, live, scalers.of(live), predicted, restored);
  }

  #isKnown({ object }: T): boolean {
    return this.#cluster.facts.find(object.apiVersion, object.kind) !== undefined;
  }
}

/** As `identityIn`; what has no namespace where its kind has them is in `default`. */
function identifier(facts: ApiFacts): (object: KubernetesObject) => ObjectIdentity {
  return (object) => {
    const identity = identityIn(facts, object);
    const isNamespaced = facts.find(object.apiVersion, object.kind)?.namespaced === true;
    return isNamespaced && identity.namespace === '' ? { ...identity, namespace: 'default' } : identity;
  };
}

interface Cluster {
  readonly facts: ApiFacts;
  readonly comparer: ObjectComparer;
  readonly scalers: Scalers;
  /** So that objects without its annotation are amiss. */
  readonly isArgocdAtWork: boolean;
}

function verdictOf<T>(
  { identity, desired, live }: Pair<T>,
  judged: JudgedFields | undefined,
  mark: Mark | undefined,
): { readonly verdict?: Verdict<T>; readonly unjudged?: Unjudged<T> } {
  if (judged === undefined)
    return { unjudged: { identity, desired, reason: 'other-version', liveVersion: live.apiVersion } };
  const { fields, unowned } = judged;
  const hasUnowned = unowned.length > 0;
  const unjudged = hasUnowned
    ? { unjudged: { identity, desired, reason: 'no-ownership', fields: unowned } as const }
    : {};
  if (fields.length === 0 && mark === undefined)
    return hasUnowned ? unjudged : { verdict: { result: 'clean', identity, desired } };
  const isStale = mark === undefined && fields.every(({ cause }) => cause === 'argo-cd');
  const result = isStale ? 'stale' : 'drifted';
  return { verdict: { result, identity, desired, fields, ...(mark && { mark }) }, ...unjudged };
}

/** What controllers make of an object, with all of its annotations, they own; it is no copy. */
function orphanOf(
  object: KubernetesObject,
  identity: ObjectIdentity,
): Extract<Verdict<never>, { result: 'orphaned' }>[] {
  const tracking = trackingOf(object);
  if (tracking === undefined) return [];
  const { application } = tracking;
  if (isTracked(tracking, identity)) return [{ result: 'orphaned', identity, application }];
  const isOwned = object.metadata['ownerReferences'] !== undefined;
  if (isOwned || nameOf(tracking.identity) !== nameOf(identity)) return [];
  return [{ result: 'orphaned', identity, application, copyOf: tracking.identity }];
}

function hasTracking(object: KubernetesObject | undefined): boolean {
  return object !== undefined && trackingOf(object) !== undefined;
}

function isDefinition({ group, kind }: ObjectIdentity): boolean {
  return group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition';
}

/** What an object is apart from its namespace. */
function nameOf(identity: ObjectIdentity): string {
  return formatIdentity({ ...identity, namespace: '' });
}

function kindOf({ apiVersion, kind }: KubernetesObject): string {
  return typeOf(groupOf(apiVersion), kind);
}

function sorted<V extends { readonly identity: ObjectIdentity }>(values: readonly V[]): V[] {
  return values
    .map((value) => ({ value, key: formatIdentity(value.identity) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ value }) => value);
}
