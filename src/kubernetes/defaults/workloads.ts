import { isRecord } from '../../manifest/object.ts';
import { fieldsOf, textOf } from '../../manifest/select.ts';
import { labelsOf } from './core.ts';
import {
  type DefaultsByType,
  type Fields,
  fillNil,
  fillZero,
  isNil,
  isZero,
  mapAt,
  nilDefaults,
  zeroDefaults,
} from './fields.ts';

const mostRetries = 2 ** 31 - 1;

/** Source: Kubernetes 1.34, `pkg/apis/{apps,batch,autoscaling}`. */
export const workloadDefaults: DefaultsByType = {
  'apps.v1.DaemonSet': (set) => {
    const spec = mapAt(set, 'spec');
    const strategy = mapAt(spec, 'updateStrategy');
    fillZero(strategy, 'type', 'RollingUpdate');
    if (strategy['type'] === 'RollingUpdate')
      nilDefaults({ maxUnavailable: 1, maxSurge: 0 })(mapAt(strategy, 'rollingUpdate'));
    fillNil(spec, 'revisionHistoryLimit', 10);
  },
  'apps.v1.Deployment': (deployment) => {
    const spec = mapAt(deployment, 'spec');
    const strategy = mapAt(spec, 'strategy');
    fillZero(strategy, 'type', 'RollingUpdate');
    if (strategy['type'] === 'RollingUpdate')
      nilDefaults({ maxUnavailable: '25%', maxSurge: '25%' })(mapAt(strategy, 'rollingUpdate'));
    nilDefaults({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 })(spec);
  },
  'apps.v1.ReplicaSet': (set) => fillNil(mapAt(set, 'spec'), 'replicas', 1),
  'apps.v1.StatefulSet': (set) => {
    const spec = mapAt(set, 'spec');
    fillZero(spec, 'podManagementPolicy', 'OrderedReady');
    const strategy = mapAt(spec, 'updateStrategy');
    if (isZero(strategy['type'])) {
      strategy['type'] = 'RollingUpdate';
      mapAt(strategy, 'rollingUpdate');
    }
    if (strategy['type'] === 'RollingUpdate' && !isNil(strategy['rollingUpdate']))
      fillNil(strategy['rollingUpdate'] as Fields, 'partition', 0);
    zeroDefaults({ whenDeleted: 'Retain', whenScaled: 'Retain' })(
      mapAt(spec, 'persistentVolumeClaimRetentionPolicy'),
    );
    nilDefaults({ replicas: 1, revisionHistoryLimit: 10 })(spec);
  },
  'batch.v1.CronJob': (job) => {
    const spec = mapAt(job, 'spec');
    fillZero(spec, 'concurrencyPolicy', 'Allow');
    nilDefaults({ suspend: false, successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 1 })(spec);
  },
  'batch.v1.Job': setJobDefaults,
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': zeroDefaults({ status: 'True' }),
  'autoscaling.v1.HorizontalPodAutoscaler': (autoscaler) => {
    const spec = mapAt(autoscaler, 'spec');
    fillNil(spec, 'minReplicas', 1);
    if (!hasOtherMetrics(autoscaler)) fillNil(spec, 'targetCPUUtilizationPercentage', defaultUtilization);
  },
  'autoscaling.v2.HorizontalPodAutoscaler': (autoscaler) => {
    const spec = mapAt(autoscaler, 'spec');
    fillNil(spec, 'minReplicas', 1);
    fillZero(spec, 'metrics', [
      {
        type: 'Resource',
        resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: defaultUtilization } },
      },
    ]);
    if (isNil(spec['behavior'])) return;
    const behavior = spec['behavior'] as Fields;
    nilDefaults(scaleUp)(mapAt(behavior, 'scaleUp'));
    nilDefaults(scaleDown)(mapAt(behavior, 'scaleDown'));
  },
};

/** `DefaultCPUUtilization`, `pkg/apis/autoscaling/annotations.go`. */
const defaultUtilization = 80;

/** v1 has all but the share of CPU in an annotation, which is ignored if it cannot be read (`v1/conversion.go`). */
function hasOtherMetrics(autoscaler: Fields): boolean {
  const annotations = fieldsOf(autoscaler, 'metadata', 'annotations');
  const text = textOf(annotations, 'autoscaling.alpha.kubernetes.io/metrics');
  if (text === undefined) return false;
  try {
    const metrics: unknown = JSON.parse(text);
    return Array.isArray(metrics) && metrics.length > 0 && metrics.every(isRecord);
  } catch {
    return false;
  }
}

const everything = { type: 'Percent', value: 100, periodSeconds: 15 };
const scaleUp = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [{ type: 'Pods', value: 4, periodSeconds: 15 }, everything],
};
const scaleDown = { selectPolicy: 'Max', policies: [everything] };

function setJobDefaults(job: Fields): void {
  const spec = mapAt(job, 'spec');
  if (isNil(spec['completions']) && isNil(spec['parallelism'])) spec['completions'] = 1;
  fillNil(spec, 'parallelism', 1);
  fillNil(spec, 'backoffLimit', isNil(spec['backoffLimitPerIndex']) ? 6 : mostRetries);
  const labels = labelsOf(spec['template']);
  if (labels !== undefined) fillZero(mapAt(job, 'metadata'), 'labels', { ...labels });
  const replacement = isNil(spec['podFailurePolicy']) ? 'TerminatingOrFailed' : 'Failed';
  nilDefaults({
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: replacement,
    manualSelector: false,
  })(spec);
}
