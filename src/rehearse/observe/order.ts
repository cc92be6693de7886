import { isHook } from '../../drift/hook.ts';
import { waveOf } from '../../kubernetes/sync-wave.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf } from '../../manifest/select.ts';
import type { Desired } from '../desired.ts';
import type { Move } from '../move.ts';
import { lastOfEach } from '../timeline.ts';
import { isRunBySync, phaseOf } from './hooks.ts';
import { Holdings, idsGiven, type Need, needsOf } from './references.ts';

/** What pods cannot start without, and their own sync brings only after them. */
export interface LateNeed extends Need {
  /** When the pods come, and when what they need does. */
  readonly place: Place;
  readonly needPlace: Place;
}

export interface Place {
  /** 0: PreSync; 1: Sync; 2: PostSync. */
  readonly phase: number;
  readonly wave: number;
}

/** Kinds of which Argo CD waits for the pods before it comes to the next wave or phase. */
const awaited = new Set(['DaemonSet', 'Deployment', 'Job', 'Pod', 'ReplicaSet', 'Rollout', 'StatefulSet']);

/**
 * ConfigMaps and Secrets, or keys of them, that were not there before, and that one sync brings later than the pods that
 * need them: it waits for these pods, and they for it. In a lab they become Ready without, as nothing mounts anything.
 */
export function lateNeeds({ declared: { from, to }, before }: Move): LateNeed[] {
  const was = new Holdings([...from, ...before]);
  // What is a hook for other occasions no sync brings, early or late.
  const wanted = lastOfEach(to).filter(({ object }) => !isHook(object) || isRunBySync(object));
  const givers = Map.groupBy(
    wanted.flatMap((giver) => idsGiven(giver).map((id) => ({ id, giver }))),
    ({ id, giver }) => `${giver.application} ${id}`,
  );
  return wanted.filter(isAwaited).flatMap((each) => {
    const place = placeOf(each.object);
    return needsOf(each).flatMap((need): LateNeed[] => {
      if (need.use !== 'pods' || was.has(need)) return [];
      const places = (givers.get(`${each.application} ${need.id}`) ?? [])
        .filter(({ giver }) => new Holdings([giver]).has(need))
        .map(({ giver }) => placeOf(giver.object))
        .sort(comparePlaces);
      const [needPlace] = places;
      if (needPlace === undefined || comparePlaces(needPlace, place) <= 0) return [];
      // Without the object its key is not there either.
      if (need.key !== undefined && !was.has({ id: need.id })) return [];
      return [{ ...need, place, needPlace }];
    });
  });
}

function isAwaited({ object }: Desired): boolean {
  return awaited.has(object.kind) && fieldsOf(object, 'spec')['replicas'] !== 0;
}

function placeOf(object: KubernetesObject): Place {
  return { phase: phaseOf(object), wave: waveOf(object) };
}

function comparePlaces(a: Place, b: Place): number {
  return a.phase - b.phase || a.wave - b.wave;
}
