import type { ApiSchema } from '../../src/kubernetes/facts.ts';

/**
 * Custom resources that hold pods (Rollout, ScaledJob, Prometheus …) carry inline copies of the built-in types. Each
 * copy is known by properties that nothing else has together.
 */
const twins: readonly { readonly definition: string; readonly properties: readonly string[] }[] = [
  {
    definition: 'io.k8s.api.batch.v1.JobSpec',
    properties: ['backoffLimit', 'completions', 'parallelism', 'template'],
  },
  {
    definition: 'io.k8s.api.core.v1.PodSpec',
    properties: ['containers', 'ephemeralContainers', 'restartPolicy'],
  },
  {
    definition: 'io.k8s.api.core.v1.Container',
    properties: ['image', 'livenessProbe', 'volumeMounts', 'envFrom'],
  },
  {
    definition: 'io.k8s.api.core.v1.Volume',
    properties: ['configMap', 'emptyDir', 'hostPath', 'persistentVolumeClaim'],
  },
  {
    definition: 'io.k8s.api.core.v1.Affinity',
    properties: ['nodeAffinity', 'podAffinity', 'podAntiAffinity'],
  },
  { definition: 'io.k8s.api.core.v1.ResourceRequirements', properties: ['claims', 'limits', 'requests'] },
  {
    definition: 'io.k8s.api.core.v1.PodSecurityContext',
    properties: ['fsGroup', 'runAsUser', 'supplementalGroups'],
  },
  {
    definition: 'io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector',
    properties: ['matchExpressions', 'matchLabels'],
  },
];

/** The name of the built-in definition that an inline schema is a copy of. */
export function builtinTwin(schema: ApiSchema): string | undefined {
  const properties = schema['properties'];
  if (typeof properties !== 'object' || properties === null) return undefined;
  return twins.find((twin) => twin.properties.every((name) => name in properties))?.definition;
}
