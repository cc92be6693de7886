import type { Path } from '../../manifest/path.ts';
import type { KindFacts } from '../facts.ts';
import { type Fields, isNil, isZero, mapsIn } from './fields.ts';

/** A field that the API server fills with what no manifest tells, or may. */
export interface UnknownField {
  readonly path: Path;
  /** Who fills it. */
  readonly filledBy: string;
  /** It is certainly filled, only with what is not known. */
  readonly isThere?: true;
  /** It is filled only after the object was created. */
  readonly isLater?: true;
  /** It is filled only where the token of the pod's account is mounted: `mountToken` says with what. */
  readonly isToken?: true;
}

/** Whatever a manifest says there. */
const ownedByServer = [
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
];

type Rule = (object: Fields) => UnknownField[];

/**
 * Fields that are filled after an object is read and before policies see it: by the registry of its kind, and by the
 * mutating admission plugins that are on by default. Only fields that the object does not give.
 *
 * Sources: Kubernetes 1.34, `pkg/registry/<group>/<kind>/strategy.go`, `plugin/pkg/admission`.
 */
export function unknownFields(
  object: Fields,
  kind: KindFacts,
  status: 'filled' | 'none' | 'unknown',
): UnknownField[] {
  const byServer = unknownMetadata(object);
  const filled = { path: ['status'], filledBy: 'the API server' };
  if (status === 'unknown') byServer.push(filled);
  if (status === 'filled') byServer.push({ ...filled, isThere: true });
  const rule = rules[kind.group === '' ? kind.kind : `${kind.group}/${kind.kind}`];
  return rule === undefined ? byServer : [...byServer, ...rule(object)];
}

/** Of any object. */
export function unknownMetadata(object: Fields): UnknownField[] {
  const isNamed = !isZero(mapOf(object, 'metadata')['name']);
  const fields = isNamed ? ownedByServer : [...ownedByServer, 'name'];
  return fields.map((field) => ({ path: ['metadata', field], filledBy: 'the API server' }));
}

const ofJob: Path = ['metadata', 'labels'];
const ofTemplate: Path = ['spec', 'template', 'metadata', 'labels'];

const rules: Readonly<Record<string, Rule>> = {
  Node: () => [{ path: ['spec', 'taints'], filledBy: 'the plugin TaintNodesByCondition' }],
  PersistentVolume: finalized,
  PersistentVolumeClaim: (claim) => [
    ...finalized(),
    ...absent(mapOf(claim, 'spec'), ['spec'], 'the plugin DefaultStorageClass', ['storageClassName']),
    ...absent(mapOf(claim, 'spec'), ['spec'], 'the volume controller', ['volumeName']),
  ],
  Pod: podFields,
  Service: serviceFields,
  'batch/Job': (job) => {
    const spec = mapOf(job, 'spec');
    if (spec['manualSelector'] === true) return [];
    const filledBy = 'the API server';
    const uids = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
    const fields = uids.map(
      (name): UnknownField => ({ path: [...ofTemplate, name], filledBy, isThere: true }),
    );
    const own = mapOf(mapOf(job, 'metadata'), 'labels');
    // See created.ts.
    if (Object.hasOwn(own, 'batch.kubernetes.io/job-name'))
      fields.push(...uids.map((name) => ({ path: [...ofJob, name], filledBy, isThere: true as const })));
    // One that is stored without labels is read with those of its template (pkg/apis/batch/v1/defaults.go).
    else if (isZero(own)) {
      const names = [...uids, 'batch.kubernetes.io/job-name', 'job-name'];
      fields.push(...names.map((name) => ({ path: [...ofJob, name], filledBy, isLater: true as const })));
    }
    return [{ path: ['spec', 'selector'], filledBy }, ...fields];
  },
  'networking.k8s.io/Ingress': (ingress) => {
    const annotations = mapOf(mapOf(ingress, 'metadata'), 'annotations');
    if (!isNil(annotations['kubernetes.io/ingress.class'])) return [];
    return absent(mapOf(ingress, 'spec'), ['spec'], 'the plugin DefaultIngressClass', ['ingressClassName']);
  },
  'storage.k8s.io/VolumeAttributesClass': finalized,
};

function podFields(pod: Fields): UnknownField[] {
  const spec = mapOf(pod, 'spec');
  const found: UnknownField[] = [
    ...absent(spec, ['spec'], 'the plugin Priority', ['priority', 'preemptionPolicy', 'priorityClassName']),
    ...runtimeFields(spec),
    ...selectorFields(spec),
    ...absent(spec, ['spec'], 'the scheduler', ['nodeName']).map((field) => ({
      ...field,
      isLater: true as const,
    })),
    { path: ['spec', 'tolerations'], filledBy: 'the plugin DefaultTolerationSeconds' },
    ...absent(spec, ['spec'], 'the plugin ServiceAccount', [
      'serviceAccountName',
      'serviceAccount',
      'imagePullSecrets',
    ]),
  ];
  if (!isNil(spec['resources']) && isNil(mapOf(spec, 'resources')['requests']))
    found.push({
      path: ['spec', 'resources', 'requests'],
      filledBy: 'defaults of whole pods, which are not known here',
    });
  if (spec['automountServiceAccountToken'] === false) return found;
  const filledBy = 'the plugin ServiceAccount';
  found.push({ path: ['spec', 'volumes'], filledBy, isToken: true });
  for (const list of ['containers', 'initContainers']) {
    for (const index of mapsIn(spec, list).keys())
      found.push({ path: ['spec', list, index, 'volumeMounts'], filledBy, isToken: true });
  }
  return found;
}

/** A class of runtimes adds to the node selector, whatever is there. */
function runtimeFields(spec: Fields): UnknownField[] {
  if (isZero(spec['runtimeClassName'])) return [];
  const filledBy = 'the plugin RuntimeClass';
  return [{ path: ['spec', 'nodeSelector'], filledBy }, ...absent(spec, ['spec'], filledBy, ['overhead'])];
}

/** Selectors that the API server adds the pod's own labels to, by the keys in `matchLabelKeys` and `mismatchLabelKeys`. */
function selectorFields(spec: Fields): UnknownField[] {
  const affinity = mapOf(spec, 'affinity');
  const affinities = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => {
    const terms = (field: string): [Path, Fields][] =>
      mapsIn(mapOf(affinity, kind), field).map((term, index) => [
        ['spec', 'affinity', kind, field, index],
        term,
      ]);
    return [
      ...terms('requiredDuringSchedulingIgnoredDuringExecution'),
      ...terms('preferredDuringSchedulingIgnoredDuringExecution').map(([path, term]): [Path, Fields] => [
        [...path, 'podAffinityTerm'],
        mapOf(term, 'podAffinityTerm'),
      ]),
    ];
  });
  const spreads = mapsIn(spec, 'topologySpreadConstraints').map((spread, index): [Path, Fields] => [
    ['spec', 'topologySpreadConstraints', index],
    spread,
  ]);
  return [...affinities, ...spreads]
    .filter(([, term]) => !isNil(term['labelSelector']))
    .filter(([, term]) => !isZero(term['matchLabelKeys']) || !isZero(term['mismatchLabelKeys']))
    .map(([path]) => ({ path: [...path, 'labelSelector', 'matchExpressions'], filledBy: 'the API server' }));
}

function serviceFields(service: Fields): UnknownField[] {
  const spec = mapOf(service, 'spec');
  const { type } = spec;
  if (type === 'ExternalName') return [];
  const filledBy = 'the API server, which allocates it';
  const found = absent(spec, ['spec'], filledBy, ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']);
  if (type !== 'NodePort' && type !== 'LoadBalancer') return found;
  found.push(...absent(spec, ['spec'], filledBy, ['healthCheckNodePort']));
  for (const [index, port] of mapsIn(spec, 'ports').entries())
    found.push(...absent(port, ['spec', 'ports', index], filledBy, ['nodePort']));
  return found;
}

function finalized(): UnknownField[] {
  return [{ path: ['metadata', 'finalizers'], filledBy: 'the plugin StorageObjectInUseProtection' }];
}

function absent(object: Fields, path: Path, filledBy: string, fields: readonly string[]): UnknownField[] {
  return fields
    .filter((field) => isZero(object[field]))
    .map((field) => ({ path: [...path, field], filledBy }));
}

function mapOf(object: Fields, field: string): Fields {
  const value = object[field];
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
