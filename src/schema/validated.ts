import type { ApiSchema } from '../kubernetes/facts.ts';

/**
 * What the API server checks by hand in built-in kinds, of one field at a time, in the keywords of JSON Schema: the
 * published OpenAPI says nothing of it. Read in `pkg/apis/<group>/validation` of Kubernetes 1.34, and held against a
 * real API server. A field of a Go struct that is empty counts as absent, so where a field may be absent, zero and the
 * empty string pass.
 */
type Fields = Readonly<Record<string, ApiSchema>>;

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dnsLabel = { pattern: `^${label}$`, maxLength: 63 };
const optionalDnsLabel = { pattern: `^(${label})?$`, maxLength: 63 };
const optionalSubdomain = { pattern: `^(${label}(\\.${label})*)?$`, maxLength: 253 };
const portName = { pattern: '^([a-z0-9]+(-[a-z0-9]+)*)?$', maxLength: 15 };
const notEmpty = { minLength: 1 };
const atLeast0 = { minimum: 0 };
const atLeast1 = { minimum: 1 };
const port = { minimum: 1, maximum: 65_535 };
const optionalPort = { minimum: 0, maximum: 65_535 };
const intOrString = { 'x-kubernetes-int-or-string': true };
const numberOrPortName = { ...intOrString, ...port, ...portName };
const numberOrPercentage = { ...intOrString, ...atLeast0, pattern: '^[0-9]+%$' };
const notOver100Percent = { ...numberOrPercentage, pattern: '^0*([0-9]{1,2}|100)%$' };
const percent = { minimum: 1, maximum: 100 };
const fileMode = { minimum: 0, maximum: 0o777 };
const labelValue = {
  type: 'string',
  pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$',
  maxLength: 63,
};
const labels = { additionalProperties: labelValue };
const targetReference = { kind: notEmpty, name: notEmpty };
const retention = { enum: ['Delete', 'Retain'] };
const scaler = { minReplicas: atLeast1, maxReplicas: atLeast1 };

/** By the last three parts of the definition's name. */
const fields: ReadonlyMap<string, Fields> = new Map(
  Object.entries<Fields>({
    'admissionregistration.v1.MutatingWebhook': { timeoutSeconds: { minimum: 1, maximum: 30 } },
    'admissionregistration.v1.ValidatingWebhook': { timeoutSeconds: { minimum: 1, maximum: 30 } },
    'apiregistration.v1.APIServiceSpec': {
      groupPriorityMinimum: { minimum: 1, maximum: 20_000 },
      versionPriority: { minimum: 1, maximum: 1000 },
    },
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
    'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': {
      whenDeleted: retention,
      whenScaled: retention,
    },
    'apps.v1.StatefulSetSpec': {
      replicas: atLeast0,
      minReadySeconds: atLeast0,
      revisionHistoryLimit: atLeast0,
    },
    'autoscaling.v1.CrossVersionObjectReference': targetReference,
    'autoscaling.v1.HorizontalPodAutoscalerSpec': { ...scaler, targetCPUUtilizationPercentage: atLeast1 },
    'autoscaling.v2.CrossVersionObjectReference': targetReference,
    'autoscaling.v2.HPAScalingPolicy': {
      type: { enum: ['Pods', 'Percent'] },
      value: atLeast1,
      periodSeconds: { minimum: 1, maximum: 1800 },
    },
    'autoscaling.v2.HPAScalingRules': {
      policies: { minItems: 1 },
      selectPolicy: { enum: ['Max', 'Min', 'Disabled'] },
      stabilizationWindowSeconds: { minimum: 0, maximum: 3600 },
    },
    'autoscaling.v2.HorizontalPodAutoscalerSpec': scaler,
    'autoscaling.v2.MetricSpec': {
      type: { enum: ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'] },
    },
    'autoscaling.v2.MetricTarget': {
      type: { enum: ['AverageValue', 'Utilization', 'Value'] },
      averageUtilization: atLeast1,
    },
    'batch.v1.CronJobSpec': {
      startingDeadlineSeconds: atLeast0,
      successfulJobsHistoryLimit: atLeast0,
      failedJobsHistoryLimit: atLeast0,
    },
    'batch.v1.JobSpec': {
      parallelism: atLeast0,
      completions: atLeast0,
      activeDeadlineSeconds: atLeast0,
      backoffLimit: atLeast0,
      ttlSecondsAfterFinished: atLeast0,
    },
    'core.v1.ClientIPConfig': { timeoutSeconds: { minimum: 1, maximum: 86_400 } },
    'core.v1.ConfigMapVolumeSource': { defaultMode: fileMode },
    'core.v1.Container': { name: dnsLabel, image: notEmpty },
    'core.v1.ContainerPort': { containerPort: port, hostPort: optionalPort, name: portName },
    'core.v1.EnvVar': { name: { pattern: '^[ -<>-~]+$' } },
    'core.v1.EphemeralContainer': { name: dnsLabel, image: notEmpty },
    'core.v1.ExecAction': { command: { minItems: 1 } },
    'core.v1.GRPCAction': { port },
    'core.v1.HTTPGetAction': { port: numberOrPortName },
    'core.v1.KeyToPath': { key: notEmpty, path: notEmpty, mode: fileMode },
    'core.v1.NodeSelector': { nodeSelectorTerms: { minItems: 1 } },
    'core.v1.PersistentVolumeClaimSpec': { accessModes: { minItems: 1 } },
    'core.v1.PersistentVolumeSpec': { accessModes: { minItems: 1 } },
    'core.v1.PodAffinityTerm': { topologyKey: notEmpty },
    'core.v1.PodSecurityContext': { runAsUser: atLeast0, runAsGroup: atLeast0, fsGroup: atLeast0 },
    'core.v1.PodSpec': {
      containers: { minItems: 1 },
      activeDeadlineSeconds: { minimum: 1, maximum: 2 ** 31 - 1 },
      nodeSelector: labels,
      hostname: optionalDnsLabel,
      nodeName: optionalSubdomain,
      subdomain: optionalDnsLabel,
      serviceAccountName: optionalSubdomain,
    },
    'core.v1.PreferredSchedulingTerm': { weight: percent },
    'core.v1.Probe': {
      initialDelaySeconds: atLeast0,
      timeoutSeconds: atLeast0,
      periodSeconds: atLeast0,
      successThreshold: atLeast0,
      failureThreshold: atLeast0,
      terminationGracePeriodSeconds: atLeast1,
    },
    'core.v1.ProjectedVolumeSource': { defaultMode: fileMode },
    'core.v1.ReplicationControllerSpec': { replicas: atLeast0, minReadySeconds: atLeast0 },
    'core.v1.SecretVolumeSource': { defaultMode: fileMode },
    'core.v1.SecurityContext': { runAsUser: atLeast0, runAsGroup: atLeast0 },
    'core.v1.ServicePort': {
      port,
      nodePort: optionalPort,
      name: optionalDnsLabel,
      targetPort: { ...intOrString, ...optionalPort, ...portName },
    },
    'core.v1.ServiceSpec': { selector: labels },
    'core.v1.TCPSocketAction': { port: numberOrPortName },
    'core.v1.TopologySpreadConstraint': { maxSkew: atLeast1, minDomains: atLeast1, topologyKey: notEmpty },
    'core.v1.Volume': { name: dnsLabel },
    'core.v1.VolumeMount': { mountPath: notEmpty },
    'core.v1.VolumeResourceRequirements': { requests: { required: ['storage'] } },
    'core.v1.WeightedPodAffinityTerm': { weight: percent },
    'meta.v1.LabelSelector': { matchLabels: labels },
    'meta.v1.LabelSelectorRequirement': {
      key: notEmpty,
      operator: { enum: ['DoesNotExist', 'Exists', 'In', 'NotIn'] },
    },
    'networking.v1.HTTPIngressPath': { path: { pattern: '^(/|$)' } },
    'networking.v1.HTTPIngressRuleValue': { paths: { minItems: 1 } },
    'networking.v1.NetworkPolicyPort': { port: numberOrPortName, endPort: port },
    'networking.v1.NetworkPolicySpec': { policyTypes: { maxItems: 2 } },
    'networking.v1.ServiceBackendPort': { number: optionalPort },
    'policy.v1.PodDisruptionBudgetSpec': {
      maxUnavailable: numberOrPercentage,
      minAvailable: numberOrPercentage,
    },
    'rbac.v1.PolicyRule': { verbs: { minItems: 1 } },
    'rbac.v1.RoleRef': {
      apiGroup: { enum: ['rbac.authorization.k8s.io'] },
      kind: { enum: ['ClusterRole', 'Role'] },
      name: notEmpty,
    },
    'rbac.v1.Subject': { kind: { enum: ['Group', 'ServiceAccount', 'User'] }, name: notEmpty },
    'storage.v1.StorageClass': { provisioner: notEmpty },
    'storage.v1.CSIDriverSpec': { fsGroupPolicy: { enum: ['File', 'None', 'ReadWriteOnceWithFSType'] } },
  }),
);

/** Required by hand-written validation, optional in OpenAPI. */
const required: ReadonlyMap<string, readonly string[]> = new Map([
  ['core.v1.Container', ['image']],
  ['core.v1.EphemeralContainer', ['image']],
  ['core.v1.ExecAction', ['command']],
  ['core.v1.PersistentVolumeClaimSpec', ['accessModes', 'resources']],
  ['core.v1.PersistentVolumeSpec', ['accessModes', 'capacity']],
  ['core.v1.VolumeResourceRequirements', ['requests']],
]);

/** The fields of a built-in definition with what the API server checks of them by hand. */
export function withValidation(definition: string, properties: Fields): Fields {
  const checks = fields.get(shortName(definition));
  if (checks === undefined) return properties;
  const checked = Object.entries(properties).map(([name, schema]) => {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check === undefined) return [name, schema] as const;
    // A reference cannot carry keywords: where it leads, the check says the type.
    return [name, 'x-kubernetes-int-or-string' in check ? check : { ...schema, ...check }] as const;
  });
  return Object.fromEntries(checked);
}

/** Fields that must be there although OpenAPI calls them optional. */
export function alsoRequired(definition: string): readonly string[] {
  return required.get(shortName(definition)) ?? [];
}

/** The last three parts of a definition's name: group, version, type. */
export function shortName(definition: string): string {
  return definition.split('.').slice(-3).join('.');
}
