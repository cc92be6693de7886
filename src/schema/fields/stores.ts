import {
  choice,
  dnsLabel,
  domain,
  driverName,
  type Fields,
  items,
  label,
  labels,
  notEmpty,
  optionalSubdomain,
  pathSegment,
  port,
  qualifiedName,
  serviceName,
  subdomain,
  tokenSeconds,
} from './shapes.ts';

const volumeMode = choice('Block', 'Filesystem');
const webhook = {
  name: {
    pattern: `^${label}(\\.${label}){2,}$`,
    maxLength: 253,
    'x-plumb-allowed': 'a domain with at least three parts, such as check.web.example.com',
  },
  admissionReviewVersions: { minItems: 1 },
  failurePolicy: choice('Fail', 'Ignore'),
  matchConditions: { maxItems: 64 },
  matchPolicy: choice('Equivalent', 'Exact'),
  reinvocationPolicy: choice('IfNeeded', 'Never'),
  sideEffects: choice('None', 'NoneOnDryRun'),
  timeoutSeconds: { minimum: 1, maximum: 30 },
};
const serviceReference = {
  name: notEmpty,
  namespace: notEmpty,
  port,
  path: {
    pattern: `^(/|(/${domain})+/?)?$`,
    'x-plumb-allowed': 'a path such as /validate, of a-z, 0-9, - and . between the slashes',
  },
};

export const storeFields: Readonly<Record<string, Fields>> = {
  'admissionregistration.v1.MatchCondition': { name: qualifiedName, expression: notEmpty },
  'admissionregistration.v1.MutatingWebhook': webhook,
  'admissionregistration.v1.ServiceReference': serviceReference,
  'admissionregistration.v1.ValidatingWebhook': webhook,
  'apiextensions.v1.ServiceReference': serviceReference,
  'apiregistration.v1.APIServiceSpec': {
    group: optionalSubdomain,
    version: serviceName,
    groupPriorityMinimum: { minimum: 1, maximum: 20_000 },
    versionPriority: { minimum: 1, maximum: 1000 },
  },
  'apiregistration.v1.ServiceReference': { name: notEmpty, namespace: notEmpty, port },
  'core.v1.CSIPersistentVolumeSource': { driver: driverName, volumeHandle: notEmpty },
  'core.v1.LocalVolumeSource': { path: notEmpty },
  'core.v1.PersistentVolumeClaimSpec': {
    accessModes: { minItems: 1 },
    storageClassName: optionalSubdomain,
    volumeMode,
    volumeAttributesClassName: optionalSubdomain,
  },
  'core.v1.PersistentVolumeSpec': {
    accessModes: { minItems: 1 },
    storageClassName: optionalSubdomain,
    volumeAttributesClassName: subdomain,
    volumeMode,
  },
  'core.v1.TopologySelectorLabelRequirement': { key: qualifiedName, values: { minItems: 1 } },
  'core.v1.VolumeResourceRequirements': { requests: { required: ['storage'] } },
  'node.v1.RuntimeClass': { handler: dnsLabel },
  'node.v1.Scheduling': { nodeSelector: labels },
  'rbac.v1.PolicyRule': { verbs: { minItems: 1 } },
  'rbac.v1.RoleRef': {
    apiGroup: { enum: ['rbac.authorization.k8s.io'] },
    kind: { enum: ['ClusterRole', 'Role'] },
    name: pathSegment,
  },
  'rbac.v1.Subject': { kind: { enum: ['Group', 'ServiceAccount', 'User'] }, name: notEmpty },
  'scheduling.v1.PriorityClass': { preemptionPolicy: choice('Never', 'PreemptLowerPriority') },
  'storage.v1.CSIDriverSpec': {
    fsGroupPolicy: choice('File', 'None', 'ReadWriteOnceWithFSType'),
    volumeLifecycleModes: items({ enum: ['Ephemeral', 'Persistent'] }),
  },
  'storage.v1.StorageClass': {
    provisioner: notEmpty,
    reclaimPolicy: { enum: ['Delete', 'Retain'] },
    volumeBindingMode: choice('Immediate', 'WaitForFirstConsumer'),
  },
  'storage.v1.TokenRequest': { expirationSeconds: tokenSeconds },
  'storage.v1.VolumeAttributesClass': { driverName: notEmpty, parameters: { minProperties: 1 } },
  'flowcontrol.v1.FlowSchemaSpec': { matchingPrecedence: { minimum: 0, maximum: 10_000 } },
  'flowcontrol.v1.PriorityLevelConfigurationReference': { name: subdomain },
  'flowcontrol.v1.FlowDistinguisherMethod': { type: { enum: ['ByNamespace', 'ByUser'] } },
};

export const requiredInStores: Readonly<Record<string, readonly string[]>> = {
  'core.v1.PersistentVolumeClaimSpec': ['accessModes', 'resources'],
  'core.v1.PersistentVolumeSpec': ['accessModes', 'capacity'],
  'core.v1.VolumeNodeAffinity': ['required'],
  'core.v1.VolumeResourceRequirements': ['requests'],
  'storage.v1.VolumeAttributesClass': ['parameters'],
};
