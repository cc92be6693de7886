import { fieldsOf } from '../../manifest/select.ts';
import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { Move } from '../move.ts';
import {
  budgetsWithoutPods,
  type Capacity,
  capacitiesOf,
  goneServices,
  newServicesWithoutPods,
} from '../observe/capacity.ts';
import { isForPassingPods } from '../observe/passing.ts';
import { restingKeys } from '../observe/resting.ts';
import { keyOf, nameOf, ofKind, replay } from '../timeline.ts';

export function capacityFindings(move: Move): Finding[] {
  const resting = restingKeys(move);
  const found = capacitiesOf(move.timeline, move.seconds).flatMap((capacity) => {
    const subject = `${capacity.cluster} ${capacity.name}`;
    const finding = resting.has(subject) ? undefined : findingOf(capacity);
    return finding === undefined ? [] : [{ ...finding, subject }];
  });
  const settled = move.end === 'settled' ? [...blockingBudgets(move), ...emptyBudgets(move)] : [];
  return [...found, ...withoutPods(move, resting), ...droppedServices(move), ...settled];
}

function findingOf({
  kind,
  asked,
  before,
  lowest,
  after,
  shortSeconds,
  wanted,
}: Capacity): Finding | undefined {
  const pods = counted(lowest, 'Ready pod');
  if (kind === 'service') {
    if (before === 0 || lowest > 0) return undefined;
    const message = `no Ready pod was behind it ${forSeconds(shortSeconds)}${after === 0 ? ', nor is one in the end' : ''}`;
    return {
      severity: 'error',
      rule: 'service-interrupted',
      message,
      next: 'let new pods be Ready before the old ones go',
    };
  }
  if (kind === 'budget') {
    if (before < asked || lowest >= asked) return undefined;
    const message = `only ${pods} at the lowest, where it asks for ${asked}, ${forSeconds(shortSeconds)}`;
    return {
      severity: 'error',
      rule: 'below-budget',
      message,
      next: 'roll out with maxUnavailable 0, or in smaller steps',
    };
  }
  if (after < wanted) {
    const message = `${counted(after, 'Ready pod')} in the end, where the scaler's floor is ${wanted}`;
    return { severity: 'error', rule: 'below-floor', message, next: 'lower the floor, or make room for it' };
  }
  if (before < asked || lowest >= asked) return undefined;
  const message = `only ${pods} at the lowest, where the scaler's floor is ${asked}, ${forSeconds(shortSeconds)}`;
  return { severity: 'warning', rule: 'below-floor', message };
}

/** Watches tell what happens within a second all at once. */
function forSeconds(seconds: number): string {
  return seconds < 1 ? 'for a second at most' : `for ${seconds.toFixed(0)} s`;
}

function withoutPods({ timeline, to }: Move, resting: ReadonlySet<string>): Finding[] {
  const services = newServicesWithoutPods(timeline).filter(
    (service) => !resting.has(keyOf(service)) && !isForPassingPods(service, to),
  );
  return services.map(({ cluster, object }) => ({
    severity: 'error',
    rule: 'service-without-pods',
    message: 'it is new, and no Ready pod is behind it',
    subject: `${cluster} ${nameOf(object)}`,
    next: 'compare its selector with the labels of the pods',
  }));
}

/** What git drops on purpose, with all that is behind it, is worth a look; what HEAD brought goes again on the way back. */
function droppedServices({ from, timeline, direction }: Move): Finding[] {
  if (direction === 'back') return [];
  const known = new Set(from.map(keyOf));
  return goneServices(timeline)
    .filter((service) => known.has(keyOf(service)))
    .map(({ cluster, object, servesYet }) => ({
      severity: servesYet ? 'error' : 'warning',
      rule: 'service-interrupted',
      message: servesYet ? 'is gone, though its pods still serve' : 'is gone, with the pods behind it',
      subject: `${cluster} ${nameOf(object)}`,
      next: 'see that nobody calls it any more, before it goes',
    }));
}

/** Nothing keeps the pods any more that it was there for. */
function emptyBudgets({ timeline }: Move): Finding[] {
  return budgetsWithoutPods(timeline).map(({ cluster, object }) => ({
    severity: 'error',
    rule: 'budget-without-pods',
    message: 'covers no pod any more, though those that it covered go on',
    subject: `${cluster} ${nameOf(object)}`,
    next: 'compare its selector with the labels of the pods',
  }));
}

/** No pod could ever be evicted: drains of nodes would wait for ever. Of the way back, BASE is to blame. */
function blockingBudgets({ timeline, direction }: Move): Finding[] {
  if (direction === 'back') return [];
  const before = new Map(timeline.before.map((seen) => [keyOf(seen), seen]));
  return ofKind(replay(timeline).values(), 'PodDisruptionBudget.policy')
    .filter((seen) => blocks(seen.object) && !blocks(before.get(keyOf(seen))?.object))
    .map(({ cluster, object }) => {
      const { desiredHealthy, currentHealthy } = fieldsOf(object, 'status');
      return {
        severity: 'error',
        rule: 'budget-blocks',
        message: `lets no pod be evicted, though all are Ready: it asks for ${String(desiredHealthy)} of ${String(currentHealthy)}`,
        subject: `${cluster} ${nameOf(object)}`,
        next: 'let at least one pod be missing, or nodes cannot be drained',
      };
    });
}

function blocks(budget: object | undefined): boolean {
  const { disruptionsAllowed, expectedPods, currentHealthy } = fieldsOf(budget, 'status');
  return (
    disruptionsAllowed === 0 && Number(expectedPods) > 0 && Number(currentHealthy) >= Number(expectedPods)
  );
}
