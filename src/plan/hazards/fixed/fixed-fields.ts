export interface Fixed {
  readonly fields: readonly string[];
  /** What of them can be changed all the same. */
  readonly except?: readonly string[];
  /** What of them may come, as it can be added, or the cluster fills it in and who writes it later writes what is there. */
  readonly filled?: readonly string[];
  /** What of them may be written anew, and how. */
  readonly rewritten?: Readonly<Record<string, ReadonlyMap<string, string>>>;
}

/** Labels of nodes, which the cluster gives other names to: `pkg/apis/core/validation`, `validatePvNodeAffinity`. */
const betaLabels: ReadonlyMap<string, string> = new Map([
  ['beta.kubernetes.io/arch', 'kubernetes.io/arch'],
  ['beta.kubernetes.io/instance-type', 'node.kubernetes.io/instance-type'],
  ['beta.kubernetes.io/os', 'kubernetes.io/os'],
  ['failure-domain.beta.kubernetes.io/region', 'topology.kubernetes.io/region'],
  ['failure-domain.beta.kubernetes.io/zone', 'topology.kubernetes.io/zone'],
]);

const workload: Fixed = { fields: ['spec.selector'] };
const binding: Fixed = { fields: ['roleRef'] };

/** What nobody can change. Sources: Kubernetes 1.34, `pkg/apis/<group>/validation`, the functions `Validate<Kind>Update`. */
export const fixedFields: Readonly<Record<string, Fixed>> = {
  // What is no exception is one of its many sources, or `volumeMode`.
  PersistentVolume: {
    fields: ['spec'],
    except: [
      'spec.accessModes',
      'spec.capacity',
      'spec.claimRef',
      'spec.csi.controllerExpandSecretRef',
      'spec.mountOptions',
      'spec.persistentVolumeReclaimPolicy',
      'spec.storageClassName',
      'spec.volumeAttributesClassName',
    ],
    filled: ['spec.nodeAffinity'],
    rewritten: {
      'spec.nodeAffinity.required.nodeSelectorTerms[].matchExpressions[].key': betaLabels,
    },
  },
  PersistentVolumeClaim: {
    fields: ['spec'],
    except: ['spec.resources', 'spec.volumeAttributesClassName'],
    filled: ['spec.storageClassName', 'spec.volumeName'],
  },
  Secret: { fields: ['type'] },
  Pod: {
    fields: ['spec'],
    except: [
      'spec.activeDeadlineSeconds',
      'spec.containers[].image',
      'spec.initContainers[].image',
      'spec.tolerations',
    ],
  },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    fields: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'],
  },
  'apps/ControllerRevision': { fields: ['data'] },
  'apps/DaemonSet': workload,
  'apps/Deployment': workload,
  'apps/ReplicaSet': workload,
  'apps/StatefulSet': {
    fields: ['spec'],
    except: [
      'spec.minReadySeconds',
      'spec.ordinals',
      'spec.persistentVolumeClaimRetentionPolicy',
      'spec.replicas',
      'spec.revisionHistoryLimit',
      'spec.template',
      'spec.updateStrategy',
    ],
  },
  'batch/Job': {
    fields: [
      'spec.backoffLimitPerIndex',
      'spec.completionMode',
      'spec.managedBy',
      'spec.podFailurePolicy',
      'spec.selector',
      'spec.successPolicy',
      'spec.template',
    ],
  },
  'certificates.k8s.io/ClusterTrustBundle': { fields: ['spec.signerName'] },
  'certificates.k8s.io/PodCertificateRequest': { fields: ['spec'] },
  'coordination.k8s.io/LeaseCandidate': { fields: ['spec.leaseName'] },
  'discovery.k8s.io/EndpointSlice': { fields: ['addressType'] },
  'networking.k8s.io/IPAddress': { fields: ['spec.parentRef'] },
  'networking.k8s.io/IngressClass': { fields: ['spec.controller'] },
  'networking.k8s.io/ServiceCIDR': { fields: ['spec.cidrs'], filled: ['spec.cidrs[]'] },
  'node.k8s.io/RuntimeClass': { fields: ['handler'] },
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'resource.k8s.io/ResourceClaim': { fields: ['spec'] },
  'resource.k8s.io/ResourceClaimTemplate': { fields: ['spec'] },
  'resource.k8s.io/ResourceSlice': { fields: ['spec.driver', 'spec.nodeName', 'spec.pool.name'] },
  'scheduling.k8s.io/PriorityClass': { fields: ['value', 'preemptionPolicy'] },
  'storage.k8s.io/CSIDriver': { fields: ['spec.attachRequired', 'spec.volumeLifecycleModes'] },
  'storage.k8s.io/CSIStorageCapacity': { fields: ['nodeTopology', 'storageClassName'] },
  'storage.k8s.io/StorageClass': {
    fields: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
  },
  'storage.k8s.io/VolumeAttachment': { fields: ['spec'] },
  'storage.k8s.io/VolumeAttributesClass': { fields: ['driverName', 'parameters'] },
};

/** Where the pods of a Job may run, as long as it is suspended: `pkg/registry/batch/job/strategy.go`, `validationOptionsForJob`. */
export const unlessSuspended: readonly string[] = [
  'spec.template.metadata.annotations',
  'spec.template.metadata.labels',
  'spec.template.spec.affinity.nodeAffinity',
  'spec.template.spec.nodeSelector',
  'spec.template.spec.schedulingGates',
  'spec.template.spec.tolerations',
];
