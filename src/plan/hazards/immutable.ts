import type { Change } from '../../diff/change.ts';
import type { Shape } from '../../diff/shape.ts';
import { formatPath } from '../../manifest/path.ts';
import { parseQuantity } from '../../manifest/quantity.ts';
import { fieldsOf } from '../../manifest/select.ts';
import { annotationOf, syncOptionsOf } from '../argocd.ts';
import { changesOf, fieldOf, type Hazard, isWithin, type Reviewed } from './hazard.ts';

interface Fixed {
  readonly fields: readonly string[];
  /** What of them can be changed all the same. */
  readonly except?: readonly string[];
}

const workload: Fixed = { fields: ['spec.selector'] };
const binding: Fixed = { fields: ['roleRef'] };

/** Sources: Kubernetes 1.34, `pkg/apis/<group>/validation`, the functions `Validate<Kind>Update`. */
const fixed: Readonly<Record<string, Fixed>> = {
  PersistentVolume: { fields: ['spec.csi', 'spec.hostPath', 'spec.local', 'spec.nfs', 'spec.volumeMode'] },
  PersistentVolumeClaim: { fields: ['spec'], except: ['spec.resources', 'spec.volumeAttributesClassName'] },
  Secret: { fields: ['type'] },
  Pod: {
    fields: ['spec'],
    except: [
      'spec.activeDeadlineSeconds',
      'spec.containers[].image',
      'spec.initContainers[].image',
      'spec.terminationGracePeriodSeconds',
      'spec.tolerations',
    ],
  },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    fields: ['spec.group', 'spec.scope', 'spec.names.kind', 'spec.names.plural'],
  },
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
  'batch/Job': { fields: ['spec.completionMode', 'spec.podFailurePolicy', 'spec.selector', 'spec.template'] },
  'networking.k8s.io/IngressClass': { fields: ['spec.controller'] },
  'node.k8s.io/RuntimeClass': { fields: ['handler'] },
  'rbac.authorization.k8s.io/ClusterRoleBinding': binding,
  'rbac.authorization.k8s.io/RoleBinding': binding,
  'scheduling.k8s.io/PriorityClass': { fields: ['value', 'preemptionPolicy'] },
  'storage.k8s.io/StorageClass': {
    fields: ['parameters', 'provisioner', 'reclaimPolicy', 'volumeBindingMode'],
  },
};

/** Fields that the API server lets nobody change once the object is there. */
export function immutableFields(reviewed: Reviewed): Hazard[] {
  const { change, before } = reviewed;
  // Argo CD deletes a hook before it creates it again.
  if (change.kind !== 'changed' || annotationOf(before, 'argocd.argoproj.io/hook') !== undefined) return [];
  const found = new Set([
    ...ofKind(reviewed),
    ...ofShrunkVolume(reviewed),
    ...ofFrozenData(reviewed),
    ...ofService(reviewed),
    ...byOwnRules(reviewed),
  ]);
  const isReplaced = syncOptionsOf(before).has('Force=true') && syncOptionsOf(before).has('Replace=true');
  return [...found].map((each) => ({
    severity: 'error',
    rule: 'immutable-field',
    message: isReplaced
      ? `${formatPath(each.path)} cannot be changed: the object is deleted and created again`
      : `${formatPath(each.path)} cannot be changed: the API server refuses the update, and the sync fails`,
    next: isReplaced
      ? 'make sure that it may be gone for a while'
      : 'give the new object another name, and move over to it',
    path: each.path,
  }));
}

function ofKind(reviewed: Reviewed): Change[] {
  const { fields, except = [] } = fixed[reviewed.type] ?? { fields: [] };
  return fields
    .flatMap((field) => changesOf(reviewed, field))
    .filter((each) => !except.some((field) => isWithin(fieldOf(each), field)));
}

function ofShrunkVolume(reviewed: Reviewed): Change[] {
  if (reviewed.type !== 'PersistentVolumeClaim') return [];
  return changesOf(reviewed, 'spec.resources.requests.storage').filter(({ before, after }) => {
    const [was, is] = [before, after].map((size) =>
      typeof size === 'string' || typeof size === 'number' ? parseQuantity(size)?.nano : undefined,
    );
    return was !== undefined && is !== undefined && is < was;
  });
}

function ofFrozenData(reviewed: Reviewed): Change[] {
  if (!/^(ConfigMap|Secret)$/.test(reviewed.type) || reviewed.before?.['immutable'] !== true) return [];
  return ['data', 'binaryData', 'immutable'].flatMap((field) => changesOf(reviewed, field));
}

/** An address is given where none is asked for, and kept where none is asked for any more. */
function ofService(reviewed: Reviewed): Change[] {
  if (reviewed.type !== 'Service') return [];
  const types = [reviewed.before, reviewed.after].map((service) => fieldsOf(service, 'spec')['type']);
  const addresses = types.includes('ExternalName') ? [] : changesOf(reviewed, 'spec.clusterIP');
  return [
    ...addresses.filter(({ kind }) => kind !== 'removed'),
    ...(types.every((type) => type === 'LoadBalancer') ? changesOf(reviewed, 'spec.loadBalancerClass') : []),
  ];
}

/**
 * What a CustomResourceDefinition fixes by the rule `self == oldSelf`. It is not asked about a value that comes or goes as
 * a whole: apiextensions v1, `types_jsonschema.go`, `ValidationRule`.
 */
function byOwnRules({ change, shape }: Reviewed): Change[] {
  return change.changes.filter(({ kind, path }) => {
    let place: Shape = shape;
    return path.some((part, index) => {
      place = typeof part === 'number' ? place.item : place.field(part);
      if (index === path.length - 1 && kind !== 'changed') return false;
      const rules = place.node?.schema['x-kubernetes-validations'];
      return Array.isArray(rules) && rules.some(forbidsChange);
    });
  });
}

function forbidsChange({ rule }: { readonly rule?: unknown }): boolean {
  return /^\s*(?:self\s*==\s*oldSelf|oldSelf\s*==\s*self)\s*$/.test(String(rule));
}
