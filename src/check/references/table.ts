/**
 * References by name, as data: which kind holds a map that names another object, and what it names. A map with
 * `optional: true` may name what is not there.
 */

export interface ReferenceRow {
  /** The maps that hold the reference; a pattern of `select`. Relative to the pod's spec for the rows of pods. */
  readonly at: string;
  /** The field with the name. Default: `name`. */
  readonly name?: string;
  /** `group/Kind`; or the fields that say so, with what holds when they are absent. */
  readonly to:
    | string
    | { readonly kind: string; readonly group: string; readonly groupField?: 'apiVersion' | 'group' };
  /** The field with the namespace. Default: none, the referrer's own. */
  readonly namespace?: string;
  readonly atMost?: 'warning';
}

/** Of every pod, whatever makes it. */
export const podReferences: readonly ReferenceRow[] = [
  { at: 'volumes[].configMap', to: 'ConfigMap' },
  { at: 'volumes[].secret', name: 'secretName', to: 'Secret' },
  { at: 'volumes[].persistentVolumeClaim', name: 'claimName', to: 'PersistentVolumeClaim' },
  { at: 'volumes[].projected.sources[].configMap', to: 'ConfigMap' },
  { at: 'volumes[].projected.sources[].secret', to: 'Secret' },
  {
    at: 'volumes[].ephemeral.volumeClaimTemplate.spec',
    name: 'storageClassName',
    to: 'storage.k8s.io/StorageClass',
  },
  ...['containers', 'initContainers'].flatMap((list): ReferenceRow[] => [
    { at: `${list}[].envFrom[].configMapRef`, to: 'ConfigMap' },
    { at: `${list}[].envFrom[].secretRef`, to: 'Secret' },
    { at: `${list}[].env[].valueFrom.configMapKeyRef`, to: 'ConfigMap' },
    { at: `${list}[].env[].valueFrom.secretKeyRef`, to: 'Secret' },
  ]),
  // A pod starts without them where the image needs none.
  { at: 'imagePullSecrets[]', to: 'Secret', atMost: 'warning' },
  { at: '', name: 'serviceAccountName', to: 'ServiceAccount' },
  { at: '', name: 'priorityClassName', to: 'scheduling.k8s.io/PriorityClass' },
  { at: '', name: 'runtimeClassName', to: 'node.k8s.io/RuntimeClass' },
];

const roleRef: ReferenceRow = {
  at: 'roleRef',
  to: { kind: 'ClusterRole', group: 'rbac.authorization.k8s.io' },
};
const routeRules: readonly ReferenceRow[] = [
  {
    at: 'spec.parentRefs[]',
    to: { kind: 'Gateway', group: 'gateway.networking.k8s.io', groupField: 'group' },
    namespace: 'namespace',
  },
];
const clientConfig: ReferenceRow = {
  at: 'webhooks[].clientConfig.service',
  to: 'Service',
  namespace: 'namespace',
};

export const references: ReadonlyMap<string, readonly ReferenceRow[]> = new Map(
  Object.entries<readonly ReferenceRow[]>({
    PersistentVolumeClaim: [{ at: 'spec', name: 'storageClassName', to: 'storage.k8s.io/StorageClass' }],
    'admissionregistration.k8s.io/MutatingWebhookConfiguration': [clientConfig],
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': [
      {
        at: 'spec',
        name: 'policyName',
        to: 'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
        atMost: 'warning',
      },
    ],
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration': [clientConfig],
    'apiextensions.k8s.io/CustomResourceDefinition': [
      { at: 'spec.conversion.webhook.clientConfig.service', to: 'Service', namespace: 'namespace' },
    ],
    'apiregistration.k8s.io/APIService': [{ at: 'spec.service', to: 'Service', namespace: 'namespace' }],
    'apps/StatefulSet': [
      // Only names of single pods need it.
      { at: 'spec', name: 'serviceName', to: 'Service', atMost: 'warning' },
      { at: 'spec.volumeClaimTemplates[].spec', name: 'storageClassName', to: 'storage.k8s.io/StorageClass' },
    ],
    'argoproj.io/Application': [{ at: 'spec', name: 'project', to: 'argoproj.io/AppProject' }],
    'argoproj.io/ApplicationSet': [
      { at: 'spec.template.spec', name: 'project', to: 'argoproj.io/AppProject' },
    ],
    'argoproj.io/Rollout': [
      { at: 'spec.strategy.canary', name: 'canaryService', to: 'Service' },
      { at: 'spec.strategy.canary', name: 'stableService', to: 'Service' },
      { at: 'spec.strategy.blueGreen', name: 'activeService', to: 'Service' },
      { at: 'spec.strategy.blueGreen', name: 'previewService', to: 'Service' },
      {
        at: 'spec.strategy.canary.trafficRouting.istio.destinationRule',
        to: 'networking.istio.io/DestinationRule',
      },
      { at: 'spec.workloadRef', to: { kind: 'Deployment', group: 'apps', groupField: 'apiVersion' } },
    ],
    'autoscaling.k8s.io/VerticalPodAutoscaler': [
      { at: 'spec.targetRef', to: { kind: 'Deployment', group: 'apps', groupField: 'apiVersion' } },
    ],
    'autoscaling/HorizontalPodAutoscaler': [
      { at: 'spec.scaleTargetRef', to: { kind: 'Deployment', group: '', groupField: 'apiVersion' } },
    ],
    'cert-manager.io/Certificate': [
      { at: 'spec.issuerRef', to: { kind: 'Issuer', group: 'cert-manager.io', groupField: 'group' } },
    ],
    'external-secrets.io/ExternalSecret': [
      { at: 'spec.secretStoreRef', to: { kind: 'SecretStore', group: 'external-secrets.io' } },
    ],
    'gateway.networking.k8s.io/GRPCRoute': routeRules,
    'gateway.networking.k8s.io/Gateway': [
      { at: 'spec', name: 'gatewayClassName', to: 'gateway.networking.k8s.io/GatewayClass' },
      {
        at: 'spec.listeners[].tls.certificateRefs[]',
        to: { kind: 'Secret', group: '', groupField: 'group' },
        namespace: 'namespace',
      },
    ],
    'gateway.networking.k8s.io/HTTPRoute': routeRules,
    'gateway.networking.k8s.io/TCPRoute': routeRules,
    'gateway.networking.k8s.io/TLSRoute': routeRules,
    'karpenter.sh/NodePool': [
      {
        at: 'spec.template.spec.nodeClassRef',
        to: { kind: 'EC2NodeClass', group: 'karpenter.k8s.aws', groupField: 'group' },
      },
    ],
    'keda.sh/ScaledJob': [
      { at: 'spec.triggers[].authenticationRef', to: { kind: 'TriggerAuthentication', group: 'keda.sh' } },
    ],
    'keda.sh/ScaledObject': [
      { at: 'spec.scaleTargetRef', to: { kind: 'Deployment', group: 'apps', groupField: 'apiVersion' } },
      { at: 'spec.triggers[].authenticationRef', to: { kind: 'TriggerAuthentication', group: 'keda.sh' } },
    ],
    'keda.sh/TriggerAuthentication': [
      { at: 'spec.configMapTargetRef[]', to: 'ConfigMap' },
      { at: 'spec.secretTargetRef[]', to: 'Secret' },
    ],
    'networking.k8s.io/Ingress': [
      { at: 'spec', name: 'ingressClassName', to: 'networking.k8s.io/IngressClass' },
      { at: 'spec.tls[]', name: 'secretName', to: 'Secret' },
    ],
    'rbac.authorization.k8s.io/ClusterRoleBinding': [roleRef],
    'rbac.authorization.k8s.io/RoleBinding': [roleRef],
    'velero.io/Schedule': [
      { at: 'spec.template', name: 'storageLocation', to: 'velero.io/BackupStorageLocation' },
    ],
  }),
);
