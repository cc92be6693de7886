import type { AppSettings } from '../model/settings.ts';
import type { ReportProblem } from './validation.ts';

/** Between how many replicas a workload may move, and whether a scaler moves it. */
export interface ReplicaBounds {
  readonly min: number;
  readonly max: number;
  /** Then `spec.replicas` is not rendered: the scaler owns the field. */
  readonly scaled: boolean;
}

/** From `settings.scaling`, else from `settings.replicas`, else one. */
export function replicaBounds({ scaling, replicas }: AppSettings): ReplicaBounds {
  if (scaling) return { min: scaling.minReplicas, max: scaling.maxReplicas, scaled: true };
  return { min: replicas ?? 1, max: replicas ?? 1, scaled: false };
}

export function checkReplicas(report: ReportProblem, { scaling, replicas }: AppSettings): void {
  if (!scaling && replicas === undefined) {
    report({
      field: 'settings.scaling',
      value: undefined,
      allowed: 'scaling (minReplicas and maxReplicas at least) or replicas',
      next: 'add one of the two to the settings of the app',
    });
  }
  if (scaling && replicas !== undefined) {
    report({
      field: 'settings.replicas',
      value: replicas,
      allowed: 'nothing beside scaling, whose scaler owns the number of replicas',
      next: 'remove settings.replicas, or settings.scaling',
    });
  }
}
