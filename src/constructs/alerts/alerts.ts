/**
 * What watches an app: the metrics that are read from it, and the rules that page someone.
 *
 * - burn-rate.ts  windows and thresholds, with their source
 * - rules.ts      the rules: objectives, capacity, backups
 */
import { Construct } from 'constructs';
import type { PrometheusRule, ServiceMonitor } from '../../kubernetes/1.34/types/monitoring.coreos.com_v1.ts';
import { AppChart } from '../app.ts';
import type { Backup } from '../backup/backup.ts';
import { METRICS_PORT } from '../conventions.ts';
import { Manifest } from '../manifest.ts';
import { validateProps } from '../validation.ts';
import type { Workload } from '../workload.ts';
import { backupRules, capacityRules, type Objective, objectiveRules, type RuleGroup } from './rules.ts';

export interface AlertsProps {
  readonly workload: Workload;
  /** What its users were promised; only for workloads that serve requests through the mesh. Default: none. */
  readonly objective?: Objective;
  /** Alerts when its newest backup is older than the recovery point. Default: none. */
  readonly backup?: Backup;
}

/** A ServiceMonitor over the workload's metrics port, and one PrometheusRule. */
export class Alerts extends Construct {
  constructor(scope: Construct, id: string, { workload, objective, backup }: AlertsProps) {
    super(scope, id);
    const { namespace, settings } = AppChart.containing(this).context;
    const name = workload.workloadName;
    new Manifest<ServiceMonitor>(this, 'service-monitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'ServiceMonitor',
      metadata: { name },
      spec: {
        selector: { matchLabels: workload.selector },
        endpoints: [{ port: METRICS_PORT.name, interval: '30s' }],
      },
    });
    const groups: RuleGroup[] = [
      ...(objective ? [objectiveRules({ namespace, workload: name }, objective)] : []),
      ...(settings.scaling ? [capacityRules(namespace, workload.target, settings.scaling)] : []),
      ...(backup?.recoveryPointMinutes === undefined
        ? []
        : [backupRules(namespace, backup.schedules, backup.recoveryPointMinutes)]),
    ];
    if (groups.length > 0) {
      new Manifest<PrometheusRule>(this, 'rules', {
        apiVersion: 'monitoring.coreos.com/v1',
        kind: 'PrometheusRule',
        metadata: { name },
        spec: { groups },
      });
    }
    validateProps(this, (report) => {
      if (!objective || (objective.availabilityPercent > 0 && objective.availabilityPercent < 100)) return;
      report({
        field: 'objective.availabilityPercent',
        value: objective.availabilityPercent,
        allowed: 'above 0 and below 100: an objective of 100 leaves no error budget to measure against',
      });
    });
  }
}
