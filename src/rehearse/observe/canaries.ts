import { oneLine } from '../../cluster/one-line.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { keyOf, nameOf, ofKind, replay, type Seen, type Timeline } from '../timeline.ts';
import { pauseOf } from './pauses.ts';

/** What became of a Rollout's new version. */
export interface Canary {
  readonly cluster: string;
  readonly name: string;
  /** `paused`: until a person goes on. */
  readonly outcome: 'promoted' | 'aborted' | 'inconclusive' | 'paused' | 'unfinished';
  /** In Argo Rollouts' words; empty if it was promoted. */
  readonly message: string;
  /** Weights that it had on the way, in percent. */
  readonly weights: readonly number[];
  /** Metrics that failed as their last measurement had no data; empty if another failed that had some. */
  readonly blind: readonly string[];
}

/** Those Rollouts whose pods' template has changed. */
export function canariesOf(timeline: Timeline): Canary[] {
  const last = replay(timeline);
  const before = ofKind(timeline.before, rolloutKind);
  return before.flatMap((old) => {
    const now = last.get(keyOf(old));
    const versions = new Set(
      [old, ...timeline.moments.filter((moment) => keyOf(moment) === keyOf(old))].map(({ object }) =>
        textOf(fieldsOf(object, 'status'), 'currentPodHash'),
      ),
    );
    if (now === undefined || versions.size < 2) return [];
    const outcome = outcomeOf(now.object);
    return [
      {
        cluster: now.cluster,
        name: nameOf(now.object),
        outcome,
        message: outcome === 'promoted' ? '' : oneLine(fieldsOf(now.object, 'status')['message']),
        weights: weightsOf(timeline, keyOf(old)),
        blind: blindMetrics([...last.values()], now),
      },
    ];
  });
}

const rolloutKind = 'Rollout.argoproj.io';

function outcomeOf(rollout: KubernetesObject): Canary['outcome'] {
  const status = fieldsOf(rollout, 'status');
  if (status['abort'] === true) return 'aborted';
  if (status['phase'] === 'Healthy' && status['stableRS'] === status['currentPodHash']) return 'promoted';
  const reasons = selectMaps(status, 'pauseConditions[]').map(({ value }) => value['reason']);
  if (reasons.includes('InconclusiveAnalysisRun')) return 'inconclusive';
  return reasons.length > 0 && pauseOf(rollout) === undefined ? 'paused' : 'unfinished';
}

function weightsOf({ moments }: Timeline, key: string): number[] {
  const weights = moments
    .filter((moment) => keyOf(moment) === key)
    .flatMap(({ object }) => {
      const { weight } = fieldsOf(object, 'status', 'canary', 'weights', 'canary');
      return typeof weight === 'number' ? [weight] : [];
    });
  return weights.filter((weight, index) => weight !== weights[index - 1]);
}

/** Of the analyses of the newest version. A query that finds nothing answers with an empty list, or with no number. */
function blindMetrics(world: readonly Seen[], { cluster, object: rollout }: Seen): string[] {
  const runs = ofKind(world, 'AnalysisRun.argoproj.io').filter(
    (run) => run.cluster === cluster && isOf(run.object, rollout),
  );
  const failed = runs
    .flatMap(({ object }) => selectMaps(object, 'status.metricResults[]'))
    .filter(({ value }) => failures.has(String(value['phase'])));
  const isBlind = failed.every(({ value }) => {
    const last = selectMaps(value, 'measurements[]').at(-1)?.value['value'];
    return last === '[]' || last === '[NaN]';
  });
  return isBlind ? [...new Set(failed.map(({ value }) => String(value['name'])))].sort() : [];
}

const failures = new Set(['Failed', 'Error', 'Inconclusive']);

function isOf(run: KubernetesObject, rollout: KubernetesObject): boolean {
  const hash = fieldsOf(rollout, 'status')['currentPodHash'];
  return (
    run.metadata.namespace === rollout.metadata.namespace &&
    run.metadata.labels?.['rollouts-pod-template-hash'] === hash &&
    selectMaps(run, 'metadata.ownerReferences[]').some(({ value }) => value['name'] === rollout.metadata.name)
  );
}
