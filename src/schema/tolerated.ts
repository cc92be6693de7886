/**
 * Fields that Kubernetes' OpenAPI calls required although the API server takes objects without them: their zero value
 * is valid, or it has a default. Everything else that is required in OpenAPI is required by the hand-written validation
 * too. Read in `pkg/apis/<group>/validation` and `<group>/<version>/defaults.go` of Kubernetes 1.34. By the last three
 * parts of the definition's name.
 */
const tolerated: Readonly<Record<string, readonly string[]>> = {
  'apiextensions.v1.CustomResourceDefinitionVersion': ['served', 'storage'],
  'apps.v1.ControllerRevision': ['revision'],
  'batch.v1.PodFailurePolicy': ['rules'],
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': ['status'],
  'core.v1.Event': ['metadata', 'involvedObject'],
  'core.v1.HTTPHeader': ['value'],
  'core.v1.ISCSIPersistentVolumeSource': ['lun'],
  'core.v1.ISCSIVolumeSource': ['lun'],
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.PreferredSchedulingTerm': ['preference'],
  'core.v1.ScaleIOPersistentVolumeSource': ['secretRef'],
  'core.v1.ScaleIOVolumeSource': ['secretRef'],
  'core.v1.SleepAction': ['seconds'],
  'core.v1.Sysctl': ['value'],
  'core.v1.TypedLocalObjectReference': ['kind', 'name'],
  'core.v1.TypedObjectReference': ['kind', 'name'],
  'discovery.v1.EndpointSlice': ['endpoints'],
  'events.v1.Event': ['eventTime'],
  'rbac.v1.RoleRef': ['apiGroup'],
  'resource.v1.Counter': ['value'],
  'resource.v1.DeviceCapacity': ['value'],
  'resource.v1.DeviceClass': ['spec'],
  'resource.v1.ResourceClaim': ['spec'],
  'resource.v1.ResourceClaimTemplate': ['spec'],
  'resource.v1.ResourceClaimTemplateSpec': ['spec'],
  'scheduling.v1.PriorityClass': ['value'],
  'storage.v1.CSIDriver': ['spec'],
  'storage.v1.CSINode': ['spec'],
  'storage.v1.CSINodeSpec': ['drivers'],
  'storage.v1.TokenRequest': ['audience'],
};

/** The required fields of a built-in definition that the API server insists on. */
export function insistedOn(definition: string, required: readonly string[]): readonly string[] {
  const fields = tolerated[definition];
  return fields === undefined ? required : required.filter((field) => !fields.includes(field));
}
