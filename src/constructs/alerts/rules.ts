import type { PrometheusRule } from '../../kubernetes/1.34/types/monitoring.coreos.com_v1.ts';
import type { Scaling } from '../../model/scaling.ts';
import { errorRatio, latencyMilliseconds, type MetricScope } from '../scaler/queries.ts';
import type { WorkloadReference } from '../workload.ts';
import { BURN_RATE_ALERTS, BURN_RATE_WINDOWS } from './burn-rate.ts';

export type RuleGroup = NonNullable<PrometheusRule['spec']['groups']>[number];
type Rule = NonNullable<RuleGroup['rules']>[number];

export interface Objective {
  /** Share of requests that must succeed over 30 days, e.g. 99.9. */
  readonly availabilityPercent: number;
  /** 95th percentile of the response time that must hold. */
  readonly latencyMilliseconds?: number;
}

/** Records the error ratio over every window once, and alerts on the rate at which they spend the error budget. */
export function objectiveRules(scope: MetricScope, objective: Objective): RuleGroup {
  const labels = { namespace: scope.namespace, workload: scope.workload };
  const selector = `{namespace="${scope.namespace}",workload="${scope.workload}"}`;
  const budget = (100 - objective.availabilityPercent) / 100;
  const burning = (window: string, rate: number): string =>
    `${recordName(window)}${selector} > ${rate} * ${Number(budget.toPrecision(6))}`;
  return {
    name: `${scope.workload}-objective`,
    rules: [
      ...BURN_RATE_WINDOWS.map(
        (window): Rule => ({ record: recordName(window), expr: errorRatio(scope, window), labels }),
      ),
      ...BURN_RATE_ALERTS.map(
        ({ severity, burnRate, longWindow, shortWindow, budgetSpentPercent }): Rule => ({
          alert: 'ErrorBudgetBurn',
          expr: `${burning(longWindow, burnRate)} and ${burning(shortWindow, burnRate)}`,
          labels: { ...labels, severity, window: longWindow },
          annotations: {
            summary: `${scope.workload} spends its error budget ${burnRate} times too fast`,
            description: `${budgetSpentPercent} % of the errors that ${objective.availabilityPercent} % availability allows in 30 days came within ${longWindow}`,
          },
        }),
      ),
      ...(objective.latencyMilliseconds === undefined
        ? []
        : [latencyRule(scope, objective.latencyMilliseconds)]),
    ],
  };
}

function latencyRule(scope: MetricScope, bound: number): Rule {
  return {
    alert: 'LatencyAboveObjective',
    expr: `(${latencyMilliseconds(scope, 0.95, '5m')}) > ${bound}`,
    for: '10m',
    labels: { namespace: scope.namespace, workload: scope.workload, severity: 'page' },
    annotations: { summary: `${scope.workload} answers 1 of 20 requests later than ${bound} ms` },
  };
}

/** A scaler that has nothing left to give: either the load is more than planned for, or maxReplicas is too low. */
export function capacityRules(
  namespace: string,
  { name }: WorkloadReference,
  { minReplicas, maxReplicas }: Pick<Scaling, 'minReplicas' | 'maxReplicas'>,
): RuleGroup {
  const hpa = `{namespace="${namespace}",horizontalpodautoscaler="keda-hpa-${name}"}`;
  const labels = { namespace, workload: name };
  const atMaximum: Rule = {
    alert: 'ScalerAtMaximum',
    expr: `kube_horizontalpodautoscaler_status_desired_replicas${hpa} >= kube_horizontalpodautoscaler_spec_max_replicas${hpa}`,
    for: '15m',
    labels: { ...labels, severity: 'ticket' },
    annotations: { summary: `${name} wants at least as many replicas as maxReplicas allows` },
  };
  return {
    name: `${name}-capacity`,
    rules: [
      // A number that cannot move is at its maximum all the time.
      ...(minReplicas < maxReplicas ? [atMaximum] : []),
      {
        alert: 'ScalerCannotReadMetrics',
        expr: `kube_horizontalpodautoscaler_status_condition{namespace="${namespace}",horizontalpodautoscaler="keda-hpa-${name}",condition="ScalingActive",status="false"} == 1`,
        for: '10m',
        labels: { ...labels, severity: 'page' },
        annotations: { summary: `${name} is not scaled: its metrics cannot be read` },
      },
      {
        alert: 'PodsPending',
        expr: `sum(kube_pod_status_phase{namespace="${namespace}",pod=~"${name}-.+",phase="Pending"}) > 0`,
        for: '10m',
        labels: { ...labels, severity: 'ticket' },
        annotations: {
          summary: `pods of ${name} find no node: capacity, quota or a NodePool's limit is used up`,
        },
      },
    ],
  };
}

/** No successful backup for longer than may be lost; and none at all, as of a schedule that never ran. */
export function backupRules(
  namespace: string,
  schedules: readonly string[],
  recoveryPointMinutes: number,
): RuleGroup {
  const alertsOf = (schedule: string): Rule[] => {
    const last = `velero_backup_last_successful_timestamp{schedule="${schedule}"}`;
    const labels = { namespace, schedule, severity: 'page' };
    return [
      {
        alert: 'BackupTooOld',
        // At once: by then, more is lost than was promised.
        expr: `time() - ${last} > ${recoveryPointMinutes * 60}`,
        labels,
        annotations: { summary: `${schedule}: more than ${recoveryPointMinutes} minutes would be lost` },
      },
      {
        alert: 'BackupMissing',
        expr: `absent(${last})`,
        for: `${recoveryPointMinutes}m`,
        labels,
        annotations: { summary: `${schedule}: no backup has succeeded, or Velero is not read` },
      },
    ];
  };
  return { name: 'backups', rules: schedules.flatMap(alertsOf) };
}

function recordName(window: string): string {
  return `workload:request_errors:ratio_rate${window}`;
}
