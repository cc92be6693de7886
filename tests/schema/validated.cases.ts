import { addresses } from './addresses.cases.ts';
import { admission, soundAdmission } from './admission.cases.ts';
import { amounts } from './amounts.cases.ts';
import { apiServices } from './api-services.cases.ts';
import { defaults, soundDefaults } from './defaults.cases.ts';
import { definition, soundDefinition } from './definition.cases.ts';
import { devices, soundDevices } from './devices.cases.ts';
import { disks } from './disks.cases.ts';
import { endings, soundEndings } from './endings.cases.ts';
import { flows, soundFlows } from './flows.cases.ts';
import { jobs } from './jobs.cases.ts';
import { limits } from './limits.cases.ts';
import { machines, soundMachines } from './machines.cases.ts';
import { metadata as ofObjects } from './metadata.cases.ts';
import { names } from './names.cases.ts';
import { networks, soundNetworks } from './networks.cases.ts';
import { newPods } from './new-pods.cases.ts';
import { nulls } from './nulls.cases.ts';
import { others } from './others.cases.ts';
import { placement } from './placement.cases.ts';
import { podFields } from './pods.cases.ts';
import { references } from './references.cases.ts';
import type { Row } from './rows.ts';
import { scalers, soundScalers } from './scalers.cases.ts';
import { schemas } from './schemas.cases.ts';
import { secrets } from './secrets.cases.ts';
import { security } from './security.cases.ts';
import { services, soundServices } from './services.cases.ts';
import { soundOthers } from './sound.ts';
import { soundStores, stores } from './stores.cases.ts';
import { told } from './told.cases.ts';
import { volumes } from './volumes.cases.ts';
import { webhooks } from './webhooks.cases.ts';
import { wholePods } from './whole-pods.cases.ts';
import { windowsPods } from './windows.cases.ts';
import { workloads } from './workloads.cases.ts';

/** One change to a sound object of each kind, and whether a real API server (1.34, dry run, strict) takes it. */
export interface Change {
  readonly kind: string;
  /** Path of the field that is set; the last part may be new. */
  readonly path: string;
  readonly value: unknown;
  readonly accepted: boolean;
}

const container = { name: 'main', image: 'registry.example/web' };
const labels = { app: 'web' };
const podTemplate = { metadata: { labels }, spec: { containers: [container] } };
const metadata = { name: 'web', namespace: 'default' };

export const sound: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  Pod: { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [container] } },
  Service: { apiVersion: 'v1', kind: 'Service', metadata, spec: { selector: labels, ports: [{ port: 80 }] } },
  PersistentVolumeClaim: {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  },
  Deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: { selector: { matchLabels: labels }, template: podTemplate },
  },
  DaemonSet: {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata,
    spec: { selector: { matchLabels: labels }, template: podTemplate },
  },
  ReplicaSet: {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata,
    spec: { selector: { matchLabels: labels }, template: podTemplate },
  },
  StatefulSet: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      selector: { matchLabels: labels },
      template: podTemplate,
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    },
  },
  Job: {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata,
    spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } },
  },
  HorizontalPodAutoscaler: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata,
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  },
  Ingress: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata,
    spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
  },
  NetworkPolicy: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata,
    spec: { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] },
  },
  PodDisruptionBudget: {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { selector: { matchLabels: labels }, minAvailable: 1 },
  },
  Role: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  RoleBinding: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
    subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'default' }],
  },
  StorageClass: {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'web' },
    provisioner: 'example.com/disk',
  },
  ...soundAdmission,
  ...soundNetworks,
  ...soundStores,
  ...soundDefaults,
  ...soundDefinition,
  ...soundDevices,
  ...soundEndings,
  ...soundFlows,
  ...soundMachines,
  ...soundScalers,
  ...soundServices,
  ...soundOthers,
};

const pod = 'spec.containers.0';
const verdicts: readonly Row[] = [
  ...addresses,
  ...names,
  ...networks,
  ...stores,
  ...workloads,
  ...admission,
  ...amounts,
  ...apiServices,
  ...defaults,
  ...definition,
  ...devices,
  ...disks,
  ...endings,
  ...flows,
  ...jobs,
  ...limits,
  ...machines,
  ...newPods,
  ...ofObjects,
  ...nulls,
  ...others,
  ...podFields,
  ...placement,
  ...references,
  ...scalers,
  ...schemas,
  ...secrets,
  ...security,
  ...services,
  ...told,
  ...volumes,
  ...webhooks,
  ...wholePods,
  ...windowsPods,
  ['Pod', `${pod}.name`, 'Main', false],
  ['Pod', `${pod}.name`, 'a'.repeat(64), false],
  ['Pod', `${pod}.image`, undefined, false],
  ['Pod', `${pod}.image`, '', false],
  ['Pod', `${pod}.imagePullPolicy`, 'Sometimes', false],
  ['Pod', `${pod}.imagePullPolicy`, '', true],
  ['Pod', `${pod}.ports`, [{ containerPort: 0 }], false],
  ['Pod', `${pod}.ports`, [{ containerPort: 65_535, hostPort: 0 }], true],
  ['Pod', `${pod}.ports`, [{ containerPort: 65_536 }], false],
  ['Pod', `${pod}.ports`, [{ containerPort: 80, protocol: 'tcp' }], false],
  ['Pod', `${pod}.ports`, [{ containerPort: 80, name: 'a-name-too-long-for-a-port' }], false],
  ['Pod', `${pod}.ports`, [{ containerPort: 80, name: 'has--two' }], false],
  ['Pod', `${pod}.env`, [{ name: 'A=B', value: 'x' }], false],
  ['Pod', `${pod}.env`, [{ name: 'a b.c', value: 'x' }], true],
  ['Pod', `${pod}.livenessProbe`, { httpGet: { port: 0 } }, false],
  ['Pod', `${pod}.livenessProbe`, { httpGet: { port: 80 }, periodSeconds: -1 }, false],
  ['Pod', `${pod}.livenessProbe`, { httpGet: { port: 80 }, timeoutSeconds: 0 }, true],
  ['Pod', `${pod}.livenessProbe`, { tcpSocket: { port: 70_000 } }, false],
  ['Pod', `${pod}.livenessProbe`, { grpc: { port: 0 } }, false],
  ['Pod', `${pod}.securityContext`, { runAsUser: -1 }, false],
  ['Pod', 'spec.containers', [], false],
  ['Pod', 'spec.activeDeadlineSeconds', 0, false],
  ['Pod', 'spec.activeDeadlineSeconds', 2 ** 31, false],
  ['Pod', 'spec.dnsPolicy', 'Mine', false],
  ['Pod', 'spec.restartPolicy', 'Sometimes', false],
  ['Pod', 'spec.nodeSelector', { zone: 'a b' }, false],
  ['Pod', 'spec.tolerations', [{ key: 'a', operator: 'In' }], false],
  ['Pod', 'spec.tolerations', [{ key: 'a', operator: 'Exists', effect: 'Never' }], false],
  ['Pod', 'spec.volumes', [{ name: 'Data', emptyDir: {} }], false],
  ['Pod', 'spec.volumes', [{ name: 'data', configMap: { name: 'a', defaultMode: 0o1777 } }], false],
  [
    'Pod',
    'spec.topologySpreadConstraints',
    [{ maxSkew: 0, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }],
    false,
  ],
  ['Service', 'spec.type', 'External', false],
  ['Service', 'spec.sessionAffinity', 'Cookie', false],
  ['Service', 'spec.ports', [{ port: 0 }], false],
  ['Service', 'spec.ports', [{ port: 70_000 }], false],
  ['Service', 'spec.ports', [{ port: 80, targetPort: 0 }], true],
  ['Service', 'spec.ports', [{ port: 80, targetPort: 70_000 }], false],
  ['Service', 'spec.ports', [{ port: 80, name: 'HTTP' }], false],
  ['Service', 'spec.selector', { app: 'a/b' }, false],
  ['PersistentVolumeClaim', 'spec.accessModes', ['ReadWriteAlways'], false],
  ['PersistentVolumeClaim', 'spec.accessModes', undefined, false],
  ['PersistentVolumeClaim', 'spec.resources', {}, false],
  ['PersistentVolumeClaim', 'spec.resources', { requests: { cpu: 1 } }, false],
  ['PersistentVolumeClaim', 'spec', undefined, false],
  ['Deployment', 'spec.replicas', -1, false],
  ['Deployment', 'spec.replicas', 0, true],
  ['Deployment', 'spec.strategy', { type: 'Rolling' }, false],
  ['Deployment', 'spec.revisionHistoryLimit', -1, false],
  ['Deployment', 'spec.template.spec.containers.0.image', undefined, false],
  ['StatefulSet', 'spec.volumeClaimTemplates.0.spec', {}, false],
  ['StatefulSet', 'spec.podManagementPolicy', 'Random', false],
  ['StatefulSet', 'spec.persistentVolumeClaimRetentionPolicy', { whenDeleted: 'Keep' }, false],
  ['StatefulSet', 'spec.updateStrategy', { type: 'Recreate' }, false],
  ['Job', 'spec.backoffLimit', -1, false],
  ['Job', 'spec.completionMode', 'Random', false],
  ['HorizontalPodAutoscaler', 'spec.maxReplicas', 0, false],
  ['HorizontalPodAutoscaler', 'spec.minReplicas', 0, false],
  ['HorizontalPodAutoscaler', 'spec.scaleTargetRef.name', '', false],
  ['HorizontalPodAutoscaler', 'spec.metrics', [{ type: 'Guess' }], false],
  ['HorizontalPodAutoscaler', 'spec.behavior', { scaleDown: { stabilizationWindowSeconds: 4000 } }, false],
  ['HorizontalPodAutoscaler', 'spec.behavior', { scaleDown: { selectPolicy: 'Most' } }, false],
  ['Ingress', 'spec.defaultBackend.service.port', undefined, false],
  ['Ingress', 'spec.defaultBackend.service.port', { number: 70_000 }, false],
  ['Ingress', 'spec.defaultBackend.service.port', { name: 'http' }, true],
  ['NetworkPolicy', 'spec.policyTypes', ['Inbound'], false],
  ['NetworkPolicy', 'spec.ingress.0.ports', [{ port: 70_000 }], false],
  ['NetworkPolicy', 'spec.ingress.0.ports', [{ protocol: 'ICMP' }], false],
  ['NetworkPolicy', 'spec.podSelector', { matchExpressions: [{ key: 'a', operator: 'Is' }] }, false],
  ['PodDisruptionBudget', 'spec.minAvailable', -1, false],
  ['PodDisruptionBudget', 'spec.minAvailable', '50%', true],
  ['PodDisruptionBudget', 'spec.minAvailable', 'half', false],
  ['PodDisruptionBudget', 'spec.unhealthyPodEvictionPolicy', 'Never', false],
  ['Role', 'rules.0.verbs', [], false],
  ['Role', 'rules.0.resources', undefined, false],
  ['Role', 'rules.0.apiGroups', undefined, false],
  ['RoleBinding', 'roleRef.kind', 'Group', false],
  ['RoleBinding', 'roleRef.apiGroup', 'example.com', false],
  ['RoleBinding', 'subjects.0.kind', 'Robot', false],
  ['StorageClass', 'volumeBindingMode', 'Later', false],
  ['StorageClass', 'reclaimPolicy', 'Shred', false],
];

export const changes: readonly Change[] = verdicts.map(([kind, path, value, accepted]) => ({
  kind,
  path,
  value,
  accepted,
}));

/** A sound object of a kind, its own, with one field set, or removed where the value is `undefined`. */
export function changed({ kind, path, value }: Change): Record<string, unknown> {
  const object = structuredClone(sound[kind]) as Record<string, unknown>;
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const parent = steps.reduce<Record<string, unknown>>(
    (at, step) => at[step] as Record<string, unknown>,
    object,
  );
  if (value === undefined) delete parent[last];
  else parent[last] = structuredClone(value);
  return object;
}
