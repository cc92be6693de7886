import type { AppSettings } from '../model/settings.ts';
import type { ReportProblem } from './validation.ts';

/** Between how many replicas a workload may move, and whether a scaler moves it. */
export interface ReplicaBounds {
  readonly min: number;
  readonly max: number;
  /** Then `spec.replicas` is not rendered: the scaler owns the field. */
  readonly scaled: boolean;
}

/** What a workload's number of replicas is taken from, the first that is there: its own prop, then the settings. */
export interface ReplicaProps {
  /** A number that no setting changes. Default: `settings.scaling`, else `settings.replicas`. */
  readonly replicas?: number;
}

/** One replica where nothing says a number. */
export function replicaBounds(
  { scaling, replicas: configured }: Pick<AppSettings, 'scaling' | 'replicas'>,
  { replicas: fixed }: ReplicaProps = {},
): ReplicaBounds {
  if (fixed === undefined && scaling) {
    return { min: scaling.minReplicas, max: scaling.maxReplicas, scaled: true };
  }
  const replicas = fixed ?? configured ?? 1;
  return { min: replicas, max: replicas, scaled: false };
}

export function checkReplicas(
  report: ReportProblem,
  { scaling, replicas: configured }: AppSettings,
  { replicas: fixed }: ReplicaProps,
): void {
  if (fixed !== undefined && (!Number.isInteger(fixed) || fixed < 1)) {
    report({ field: 'replicas', value: fixed, allowed: 'a whole number of at least 1' });
  }
  if (fixed === undefined && configured === undefined && !scaling) {
    report({
      field: 'settings.scaling',
      value: undefined,
      allowed: 'scaling (minReplicas and maxReplicas at least) or replicas',
      next: 'add one of the two to the settings of the app',
    });
  }
}
