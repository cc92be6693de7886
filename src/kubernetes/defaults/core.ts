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
import { setPodDefaults } from './pod.ts';
import { thousandthsIn } from './resources.ts';
import { setServiceDefaults } from './service.ts';

const fileMode = 0o644;

/** Source: Kubernetes 1.34, `pkg/apis/core/v1/defaults.go`. */
export const coreDefaults: DefaultsByType = {
  'core.v1.ConfigMapVolumeSource': nilDefaults({ defaultMode: fileMode }),
  'core.v1.Container': setContainerDefaults,
  'core.v1.DownwardAPIVolumeSource': nilDefaults({ defaultMode: fileMode }),
  'core.v1.EndpointPort': zeroDefaults({ protocol: 'TCP' }),
  'core.v1.EphemeralContainer': setContainerDefaults,
  'core.v1.HTTPGetAction': zeroDefaults({ path: '/', scheme: 'HTTP' }),
  'core.v1.HostPathVolumeSource': nilDefaults({ type: '' }),
  'core.v1.LimitRangeItem': (item) => {
    setLimitDefaults(item);
    thousandthsIn('default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio')(item);
  },
  'core.v1.Namespace': setNamespaceDefaults,
  'core.v1.NamespaceStatus': zeroDefaults({ phase: 'Active' }),
  'core.v1.NodeStatus': (status) => {
    if (!isNil(status['capacity'])) fillNil(status, 'allocatable', structuredClone(status['capacity']));
  },
  'core.v1.ObjectFieldSelector': zeroDefaults({ apiVersion: 'v1' }),
  'core.v1.PersistentVolume': (volume) => {
    fillZero(mapAt(volume, 'status'), 'phase', 'Pending');
    const spec = mapAt(volume, 'spec');
    fillZero(spec, 'persistentVolumeReclaimPolicy', 'Retain');
    fillNil(spec, 'volumeMode', 'Filesystem');
  },
  'core.v1.PersistentVolumeClaim': (claim) => fillZero(mapAt(claim, 'status'), 'phase', 'Pending'),
  'core.v1.PersistentVolumeClaimSpec': nilDefaults({ volumeMode: 'Filesystem' }),
  'core.v1.PersistentVolumeSpec': thousandthsIn('capacity'),
  'core.v1.Pod': setPodDefaults,
  'core.v1.PodSpec': (spec) => {
    zeroDefaults({ dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' })(
      spec,
    );
    nilDefaults({ securityContext: {}, terminationGracePeriodSeconds: 30 })(spec);
    thousandthsIn('overhead')(spec);
    // One field under its old name and its new one; the new one counts (`pkg/apis/core/v1/conversion.go`).
    fillZero(spec, 'serviceAccountName', spec['serviceAccount'] ?? '');
    spec['serviceAccount'] = spec['serviceAccountName'];
  },
  'core.v1.Probe': zeroDefaults({
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
  }),
  'core.v1.GRPCAction': nilDefaults({ service: '' }),
  'core.v1.ProjectedVolumeSource': nilDefaults({ defaultMode: fileMode }),
  'core.v1.ReplicationController': (controller) => {
    const spec = mapAt(controller, 'spec');
    const labels = labelsOf(spec['template']);
    if (labels === undefined) return;
    fillZero(spec, 'selector', { ...labels });
    fillZero(mapAt(controller, 'metadata'), 'labels', { ...labels });
  },
  'core.v1.ResourceQuotaSpec': thousandthsIn('hard'),
  'core.v1.ResourceRequirements': thousandthsIn('limits', 'requests'),
  'core.v1.Secret': zeroDefaults({ type: 'Opaque' }),
  'core.v1.SecretVolumeSource': nilDefaults({ defaultMode: fileMode }),
  'core.v1.Service': setServiceDefaults,
  'core.v1.ServiceAccountTokenProjection': nilDefaults({ expirationSeconds: 3600 }),
  'core.v1.Volume': (volume) => {
    const hasSource = Object.entries(volume).some(([field, value]) => field !== 'name' && !isNil(value));
    if (!hasSource) volume['emptyDir'] = {};
  },
  'core.v1.VolumeResourceRequirements': thousandthsIn('limits', 'requests'),
};

export function labelsOf(object: unknown): Fields | undefined {
  const metadata = isNil(object) ? undefined : (object as Fields)['metadata'];
  const labels = isNil(metadata) ? undefined : (metadata as Fields)['labels'];
  return isNil(labels) ? undefined : (labels as Fields);
}

function setContainerDefaults(container: Fields): void {
  fillZero(container, 'imagePullPolicy', pullPolicyOf(container['image']));
  fillZero(container, 'terminationMessagePath', '/dev/termination-log');
  fillZero(container, 'terminationMessagePolicy', 'File');
}

/**
 * `latest` is pulled always, also where it is not written out; a digest and any other tag only if absent. What is no
 * reference at all has no tag either.
 */
function pullPolicyOf(image: unknown): 'Always' | 'IfNotPresent' {
  const match = reference.exec(typeof image === 'string' ? image : '');
  if (match === null) return 'IfNotPresent';
  const [, name = '', tag, digest] = match;
  // The distribution's grammar takes 64 lower case hexadecimal digits for an identifier of an image, not for a name.
  if (/^[a-f0-9]{64}$/.test(name)) return 'IfNotPresent';
  return tag === 'latest' || (tag === undefined && digest === undefined) ? 'Always' : 'IfNotPresent';
}

/** Name, tag and digest, as `github.com/distribution/reference` reads them. */
const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const label = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const host = `(?:${label}(?:\\.${label})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?`;
const digestPattern = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const reference = new RegExp(
  `^((?:${host}/)?${component}(?:/${component})*)(?::(\\w[\\w.-]{0,127}))?(?:@(${digestPattern}))?$`,
);

function setNamespaceDefaults(namespace: Fields): void {
  const metadata = mapAt(namespace, 'metadata');
  if (!isZero(metadata['name'])) mapAt(metadata, 'labels')['kubernetes.io/metadata.name'] = metadata['name'];
}

function setLimitDefaults(item: Fields): void {
  if (item['type'] !== 'Container') return;
  const limits = mapAt(item, 'default');
  const requests = mapAt(item, 'defaultRequest');
  for (const [key, value] of Object.entries((item['max'] ?? {}) as Fields)) limits[key] ??= value;
  for (const [key, value] of Object.entries(limits)) requests[key] ??= value;
  for (const [key, value] of Object.entries((item['min'] ?? {}) as Fields)) requests[key] ??= value;
}
