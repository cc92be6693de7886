import {
  atLeast0,
  atLeast1,
  choice,
  dnsLabel,
  domainPath,
  type Fields,
  notEmpty,
  notOver100Percent,
  numberOrPercentage,
  optionalDnsLabel,
  pathSegment,
  qualifiedName,
} from './shapes.ts';

const targetReference = { kind: pathSegment, name: pathSegment };
const retention = { enum: ['Delete', 'Retain'] };
const scaler = { minReplicas: atLeast1, maxReplicas: atLeast1 };

export const workloadFields: Readonly<Record<string, Fields>> = {
  'apps.v1.DaemonSetSpec': { minReadySeconds: atLeast0, revisionHistoryLimit: atLeast0 },
  'apps.v1.DeploymentSpec': {
    replicas: atLeast0,
    minReadySeconds: atLeast0,
    revisionHistoryLimit: atLeast0,
    progressDeadlineSeconds: atLeast0,
  },
  'apps.v1.ReplicaSetSpec': { replicas: atLeast0, minReadySeconds: atLeast0 },
  'apps.v1.RollingUpdateDeployment': { maxSurge: numberOrPercentage, maxUnavailable: notOver100Percent },
  'apps.v1.RollingUpdateStatefulSetStrategy': { partition: atLeast0 },
  'apps.v1.StatefulSetOrdinals': { start: atLeast0 },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': {
    whenDeleted: retention,
    whenScaled: retention,
  },
  'apps.v1.StatefulSetSpec': {
    replicas: atLeast0,
    minReadySeconds: atLeast0,
    revisionHistoryLimit: atLeast0,
    serviceName: optionalDnsLabel,
  },
  'autoscaling.v1.CrossVersionObjectReference': targetReference,
  'autoscaling.v1.HorizontalPodAutoscalerSpec': { ...scaler, targetCPUUtilizationPercentage: atLeast1 },
  'autoscaling.v2.ContainerResourceMetricSource': { container: dnsLabel, name: notEmpty },
  'autoscaling.v2.CrossVersionObjectReference': targetReference,
  'autoscaling.v2.HPAScalingPolicy': {
    type: choice('Percent', 'Pods'),
    value: atLeast1,
    periodSeconds: { minimum: 1, maximum: 1800 },
  },
  'autoscaling.v2.HPAScalingRules': {
    policies: { minItems: 1 },
    selectPolicy: choice('Max', 'Min', 'Disabled'),
    stabilizationWindowSeconds: { minimum: 0, maximum: 3600 },
  },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': scaler,
  'autoscaling.v2.MetricIdentifier': { name: pathSegment },
  'autoscaling.v2.MetricSpec': {
    type: choice('ContainerResource', 'External', 'Object', 'Pods', 'Resource'),
  },
  'autoscaling.v2.MetricTarget': {
    type: choice('AverageValue', 'Utilization', 'Value'),
    averageUtilization: atLeast1,
  },
  'autoscaling.v2.ResourceMetricSource': { name: notEmpty },
  'batch.v1.CronJobSpec': {
    schedule: notEmpty,
    startingDeadlineSeconds: atLeast0,
    successfulJobsHistoryLimit: atLeast0,
    failedJobsHistoryLimit: atLeast0,
  },
  'batch.v1.JobSpec': {
    parallelism: atLeast0,
    completions: atLeast0,
    activeDeadlineSeconds: atLeast0,
    backoffLimit: atLeast0,
    backoffLimitPerIndex: atLeast0,
    maxFailedIndexes: atLeast0,
    ttlSecondsAfterFinished: atLeast0,
    completionMode: choice('Indexed', 'NonIndexed'),
    managedBy: { ...domainPath, maxLength: 63 },
  },
  'batch.v1.PodFailurePolicy': { rules: { maxItems: 20 } },
  'batch.v1.PodFailurePolicyOnExitCodesRequirement': { values: { minItems: 1, maxItems: 255 } },
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': {
    status: { enum: ['False', 'True', 'Unknown'] },
    type: qualifiedName,
  },
  'batch.v1.PodFailurePolicyRule': { onPodConditions: { maxItems: 20 } },
  'batch.v1.SuccessPolicy': { rules: { minItems: 1, maxItems: 20 } },
  'core.v1.ReplicationControllerSpec': { replicas: atLeast0, minReadySeconds: atLeast0 },
  'policy.v1.PodDisruptionBudgetSpec': {
    maxUnavailable: notOver100Percent,
    minAvailable: notOver100Percent,
    unhealthyPodEvictionPolicy: choice('AlwaysAllow', 'IfHealthyBudget'),
  },
};
