import { isRecord } from '../manifest/object.ts';
import type { SchemaNode } from './node.ts';
import type { Problems } from './problems.ts';

/**
 * Structs of Go that stand for a choice: at most one field may be set, and often one must be. OpenAPI says nothing of
 * it. Fields that an API server drops unless a feature is switched on (`image`, `fileKeyRef`) are no part of a choice.
 * Read in `pkg/apis/<group>/validation` of Kubernetes 1.34, and held against a real API server.
 */
interface Union {
  /** Default: every field of the definition but those in `besides`. */
  readonly fields?: readonly string[];
  readonly besides?: readonly string[];
  readonly mayBeEmpty?: true;
  /** Of a text behind a pointer. */
  readonly emptyText?: 'is set';
}

/** Of `PersistentVolumeSource`, which its spec holds in itself. */
const persistentSources = [
  'awsElasticBlockStore',
  'azureDisk',
  'azureFile',
  'cephfs',
  'cinder',
  'csi',
  'fc',
  'flexVolume',
  'flocker',
  'gcePersistentDisk',
  'glusterfs',
  'hostPath',
  'iscsi',
  'local',
  'nfs',
  'photonPersistentDisk',
  'portworxVolume',
  'quobyte',
  'rbd',
  'scaleIO',
  'storageos',
  'vsphereVolume',
];

const unions: ReadonlyMap<string, Union> = new Map(
  Object.entries<Union>({
    'admissionregistration.v1.WebhookClientConfig': { fields: ['service', 'url'], emptyText: 'is set' },
    'apiextensions.v1.WebhookClientConfig': { fields: ['service', 'url'], emptyText: 'is set' },
    'core.v1.DownwardAPIVolumeFile': { fields: ['fieldRef', 'resourceFieldRef'] },
    'core.v1.EnvFromSource': { fields: ['configMapRef', 'secretRef'] },
    'core.v1.EnvVar': { fields: ['value', 'valueFrom'], mayBeEmpty: true },
    'core.v1.EnvVarSource': { besides: ['fileKeyRef'] },
    'core.v1.LifecycleHandler': {},
    'core.v1.PersistentVolumeSpec': { fields: persistentSources },
    'core.v1.PodResourceClaim': {
      fields: ['resourceClaimName', 'resourceClaimTemplateName'],
      emptyText: 'is set',
    },
    'core.v1.Probe': { fields: ['exec', 'grpc', 'httpGet', 'tcpSocket'] },
    // Without a source, a volume is an emptyDir.
    'core.v1.Volume': { besides: ['image', 'name'], mayBeEmpty: true },
    'core.v1.VolumeMount': { fields: ['subPath', 'subPathExpr'], mayBeEmpty: true },
    'core.v1.VolumeProjection': { besides: ['podCertificate'], mayBeEmpty: true },
  }),
);

/** Tells where a built-in object sets two fields of which it may set one, or none where it must set one. */
export function checkUnion(
  value: Readonly<Record<string, unknown>>,
  node: SchemaNode,
  problems: Problems,
): void {
  const union = node.definition === undefined ? undefined : unions.get(node.definition);
  if (union === undefined) return;
  const { besides = [], fields = node.propertyNames.filter((name) => !besides.includes(name)) } = union;
  const isThere = (name: string) => isGiven(value[name]) || (union.emptyText && value[name] === '');
  const [first, ...others] = fields.filter(isThere);
  for (const name of others) {
    problems.addAt(name, {
      rule: 'exclusive-fields',
      message: `cannot be set beside ${first}`,
      value: value[name],
      allowed: `one of ${first}, ${name}`,
      next: 'remove one of the two',
    });
  }
  if (first !== undefined || union.mayBeEmpty || besides.some((name) => isGiven(value[name]))) return;
  if (fields.some((name) => problems.hasMisspelling(name))) return;
  problems.add({
    rule: 'required-field',
    message: `sets none of ${fields.join(', ')}`,
    value,
    allowed: 'exactly one of them',
    next: 'add one of them',
  });
}

/** Go holds an empty string where a text is absent; an empty struct behind a pointer is there. */
function isGiven(value: unknown): boolean {
  return isRecord(value) || (typeof value === 'string' && value !== '');
}
