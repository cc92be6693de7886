import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import type { Desired } from '../desired.ts';
import type { Move } from '../move.ts';
import { isPaused, scales } from '../scalers.ts';
import { keyOf, lastOfEach, nameOf, ofKind, replay } from '../timeline.ts';
import { applicationKind } from './syncs.ts';

/** A scaler whose workload has a number of pods in git too. */
export interface OverruledScaler {
  readonly scaler: Desired;
  readonly target: Desired;
  readonly replicas: number;
}

/**
 * Scalers that HEAD overrules: with each sync Argo CD sets the number of git, and as soon as a scaler has set another it
 * takes that for drift. Which of the two is there at the end of a move is chance.
 */
export function overruledScalers({
  from,
  to,
  timeline,
}: Pick<Move, 'from' | 'to' | 'timeline'>): OverruledScaler[] {
  const before = new Set(overruledIn(from).map(keyOfPair));
  const applications = ofKind(replay(timeline).values(), applicationKind);
  const isLeft = ({ target }: OverruledScaler): boolean =>
    applications.some(
      ({ object }) => object.metadata.name === target.application && leavesReplicas(object, target.object),
    );
  return overruledIn(to).filter((each) => !before.has(keyOfPair(each)) && !isLeft(each));
}

function overruledIn(desired: readonly Desired[]): OverruledScaler[] {
  const wanted = lastOfEach(desired);
  const scalers = [
    ...ofKind(wanted, 'ScaledObject.keda.sh'),
    ...ofKind(wanted, 'HorizontalPodAutoscaler.autoscaling'),
  ].filter(({ object }) => !isPaused(object));
  return scalers.flatMap((scaler) =>
    wanted
      .filter(({ cluster, object }) => cluster === scaler.cluster && scales(scaler.object, object))
      .flatMap((target) => {
        const { replicas } = fieldsOf(target.object, 'spec');
        // What is null counts as not given. A scaler that may choose no other number has nothing to be taken back.
        const isOther =
          typeof replicas === 'number' && numbersOf(scaler.object).some((each) => each !== replicas);
        return isOther ? [{ scaler, target, replicas }] : [];
      }),
  );
}

/** The least and the most that a scaler chooses, as its spec and its defaults say. */
function numbersOf({ kind, spec }: KubernetesObject): unknown[] {
  if (kind === 'HorizontalPodAutoscaler') {
    const { minReplicas = 1, maxReplicas } = fieldsOf(spec);
    return [minReplicas, maxReplicas];
  }
  const { minReplicaCount = 0, maxReplicaCount = 100, idleReplicaCount = minReplicaCount } = fieldsOf(spec);
  return [minReplicaCount, maxReplicaCount, idleReplicaCount];
}

function keyOfPair({ scaler, target }: OverruledScaler): string {
  return `${keyOf(scaler)} ${nameOf(target.object)}`;
}

/** Whether an Application is told to leave differences of `replicas` of an object, or those of other managers, as they are. */
function leavesReplicas(
  application: KubernetesObject,
  { kind, metadata: { name } }: KubernetesObject,
): boolean {
  return selectMaps(application, 'spec.ignoreDifferences[]').some(
    ({ value }) =>
      [kind, '*'].includes(textOf(value, 'kind') ?? '') &&
      [undefined, name].includes(textOf(value, 'name')) &&
      (value['managedFieldsManagers'] !== undefined ||
        /\breplicas\b/.test(JSON.stringify([value['jsonPointers'], value['jqPathExpressions']]))),
  );
}
