import { fieldsOf } from '../../manifest/select.ts';
import { isServing, servingPods } from '../pods.ts';
import { targetOf } from '../scalers.ts';
import {
  byNamespace,
  keyOf,
  kindOf,
  nameOf,
  ofKind,
  replay,
  type Seen,
  type Timeline,
  type World,
} from '../timeline.ts';
import { ownerOf } from './pods.ts';

/** How many pods served for one object, from the beginning of a move to its end. */
export interface Capacity {
  readonly cluster: string;
  /** A PodDisruptionBudget, a HorizontalPodAutoscaler or a Service, as messages name it. */
  readonly name: string;
  readonly kind: 'budget' | 'floor' | 'service';
  /** Fewest pods that it asks for, before or after; of a Service one. */
  readonly asked: number;
  /** What it asks for now. */
  readonly wanted: number;
  readonly before: number;
  readonly lowest: number;
  /** When it was lowest for the first time, and how long fewer served than asked. */
  readonly lowestAtSeconds: number;
  readonly shortSeconds: number;
  readonly after: number;
}

/**
 * What was there before and after the move is followed through it. A budget and a floor count the pods of both their
 * versions, as either serves, but none of workloads that only one version covers; a Service only those that it selects at
 * the moment.
 */
export function capacitiesOf(timeline: Timeline, seconds: number): Capacity[] {
  return byNamespace(timeline).flatMap((own) => capacitiesIn(own, seconds));
}

function capacitiesIn(timeline: Timeline, seconds: number): Capacity[] {
  const last = replay(timeline);
  const first: World = new Map(timeline.before.map((seen) => [keyOf(seen), seen]));
  const subjects = [...first.values()].flatMap((before) => {
    const after = last.get(keyOf(before));
    return after === undefined ? [] : (subjectOf(before, after, [first, last]) ?? []);
  });
  const counts = subjects.map(() => new Count());
  replay(timeline, (world, at, moment) => {
    // Only these decide how many serve; there are many other moments.
    if (moment !== undefined && !['Pod', 'Service', 'Rollout.argoproj.io'].includes(kindOf(moment.object)))
      return;
    subjects.forEach((subject, index) => counts[index]?.note(subject.servingIn(world), subject.asked, at));
  });
  return subjects.map(({ cluster, name, kind, asked, wanted }, index) => {
    const count = counts[index] ?? new Count();
    return { cluster, name, kind, asked, wanted, ...count.result(seconds) };
  });
}

/** Services that were not there before, and have no Ready pod now. */
export function newServicesWithoutPods(timeline: Timeline): Seen[] {
  const last = replay(timeline);
  const known = new Set(timeline.before.map(keyOf));
  return ofKind(last.values(), 'Service').filter(
    (service) =>
      !known.has(keyOf(service)) &&
      fieldsOf(service.object, 'spec')['selector'] !== undefined &&
      !isIdleCanary(service, last) &&
      servingPods(last.values(), [service]).length === 0,
  );
}

/** Budgets that cover no pod now, though the workloads that they covered go on. */
export function budgetsWithoutPods(timeline: Timeline): Seen[] {
  const last = replay(timeline);
  return ofKind(timeline.before, 'PodDisruptionBudget.policy').flatMap((before) => {
    const after = last.get(keyOf(before));
    if (after === undefined || servingPods(last.values(), [after]).length > 0) return [];
    return servesYet(before, timeline, last) ? [after] : [];
  });
}

export interface GoneService extends Seen {
  /** The workloads that were behind it go on. */
  readonly servesYet: boolean;
}

/** Services that had Ready pods, and are gone. */
export function goneServices(timeline: Timeline): GoneService[] {
  const last = replay(timeline);
  const first: World = new Map(timeline.before.map((seen) => [keyOf(seen), seen]));
  return ofKind(timeline.before, 'Service')
    .filter(
      (service) =>
        !last.has(keyOf(service)) &&
        fieldsOf(service.object, 'spec')['selector'] !== undefined &&
        !isIdleCanary(service, first) &&
        servingPods(timeline.before, [service]).length > 0,
    )
    .map((service) => ({ ...service, servesYet: servesYet(service, timeline, last) }));
}

/** Do any of the workloads that something selected before still serve? */
function servesYet(before: Seen, timeline: Timeline, last: World): boolean {
  const workloads = workloadsOf(timeline.before, before);
  return ofKind(last.values(), 'Pod').some((pod) => isServing(pod.object) && workloads.has(workloadOf(pod)));
}

function workloadsOf(world: Iterable<Seen>, selecting: Seen): Set<string> {
  return new Set(servingPods(world, [selecting]).map(workloadOf));
}

function workloadOf({ cluster, object }: Seen): string {
  return `${cluster} ${ownerOf(object)}`;
}

interface Subject extends Pick<Capacity, 'cluster' | 'name' | 'kind' | 'asked' | 'wanted'> {
  servingIn(world: World): number;
}

class Count {
  #first: number | undefined;
  #last = 0;
  #lowest = Number.POSITIVE_INFINITY;
  #lowestAt = 0;
  #shortSince: number | undefined;
  #short = 0;

  note(serving: number, asked: number, at: number): void {
    this.#first ??= serving;
    this.#last = serving;
    if (serving < this.#lowest) {
      this.#lowest = serving;
      this.#lowestAt = at;
    }
    if (serving < asked) this.#shortSince ??= at;
    else this.#endShort(at);
  }

  result(
    seconds: number,
  ): Pick<Capacity, 'before' | 'lowest' | 'lowestAtSeconds' | 'shortSeconds' | 'after'> {
    this.#endShort(seconds);
    return {
      before: this.#first ?? 0,
      lowest: this.#lowest,
      lowestAtSeconds: this.#lowestAt,
      shortSeconds: this.#short,
      after: this.#last,
    };
  }

  #endShort(at: number): void {
    if (this.#shortSince !== undefined) this.#short += Math.max(0, at - this.#shortSince);
    this.#shortSince = undefined;
  }
}

function subjectOf(
  before: Seen,
  after: Seen,
  worlds: readonly [first: World, last: World],
): Subject | undefined {
  const base = { cluster: before.cluster, name: nameOf(before.object) };
  switch (kindOf(before.object)) {
    case 'PodDisruptionBudget.policy': {
      const [was, wanted] = bounds(before, after, ['status', 'desiredHealthy']);
      const others = coveredByOne(before, after, worlds);
      const asked = Math.min(was, wanted);
      return {
        ...base,
        kind: 'budget',
        asked,
        wanted,
        servingIn: (world) =>
          servingPods(world.values(), [before, after]).filter((pod) => !others.has(workloadOf(pod))).length,
      };
    }
    case 'HorizontalPodAutoscaler.autoscaling': {
      const targets = worlds.flatMap((world) => targetOf(before, world.values()) ?? []);
      if (targets.length === 0) return undefined;
      const [was, wanted] = bounds(before, after, ['spec', 'minReplicas'], 1);
      const asked = Math.min(was, wanted);
      return {
        ...base,
        kind: 'floor',
        asked,
        wanted,
        servingIn: (world) => servingPods(world.values(), targets).length,
      };
    }
    case 'Service': {
      const key = keyOf(before);
      const { selector } = fieldsOf(before.object, 'spec');
      if (selector === undefined) return undefined;
      return {
        ...base,
        kind: 'service',
        asked: 1,
        wanted: 1,
        servingIn: (world) => {
          const now = world.get(key);
          // Nobody is sent to a canary without weight.
          if (now !== undefined && isIdleCanary(now, world)) return 1;
          return now === undefined ? 0 : servingPods(world.values(), [now]).length;
        },
      };
    }
    default:
      return undefined;
  }
}

/** Workloads that a budget did not cover before, though they were there, or no longer covers, though they are. */
function coveredByOne(before: Seen, after: Seen, [first, last]: readonly [World, World]): Set<string> {
  const joined = workloadsOf(first.values(), after).difference(workloadsOf(first.values(), before));
  const left = workloadsOf(last.values(), before).difference(workloadsOf(last.values(), after));
  return joined.union(left);
}

function isIdleCanary({ cluster, object }: Seen, world: World): boolean {
  return ofKind(world.values(), 'Rollout.argoproj.io').some((rollout) => {
    const { canaryService } = fieldsOf(rollout.object, 'spec', 'strategy', 'canary');
    const isOwn =
      rollout.cluster === cluster &&
      rollout.object.metadata.namespace === object.metadata.namespace &&
      canaryService === object.metadata.name;
    return (
      isOwn && Number(fieldsOf(rollout.object, 'status', 'canary', 'weights', 'canary')['weight'] ?? 0) === 0
    );
  });
}

function bounds(
  before: Seen,
  after: Seen,
  [part, field]: readonly [string, string],
  absent = 0,
): readonly [number, number] {
  const numberOf = ({ object }: Seen): number => Number(fieldsOf(object, part)[field] ?? absent);
  return [numberOf(before), numberOf(after)];
}
