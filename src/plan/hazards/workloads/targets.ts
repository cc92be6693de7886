import { scaleTargetOf } from '../../../kubernetes/scale-target.ts';
import { groupOf, type KubernetesObject, typeOf } from '../../../manifest/object.ts';
import { selectMaps, textOf } from '../../../manifest/select.ts';
import { qualifiedName } from '../../leavers.ts';
import type { Reviewed } from '../hazard.ts';

/** Kinds that name the objects they are for, in `targetRef` or, of several, `targetRefs`. */
export const targeted: ReadonlySet<string> = new Set([
  'autoscaling.k8s.io/VerticalPodAutoscaler',
  'extensions.istio.io/TrafficExtension',
  'extensions.istio.io/WasmPlugin',
  'gateway.networking.k8s.io/BackendTLSPolicy',
  'networking.istio.io/EnvoyFilter',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
]);

interface Target {
  /** `apps/Deployment`, whatever the version. */
  readonly type: string;
  /** `namespace/name`. */
  readonly name: string;
  readonly section?: string | undefined;
}

/** Whether what an object is for, or scales, is the same, or is renamed or moves to another namespace along with it. */
export function followsTargets({ type, before, after, leavers }: Reviewed): boolean {
  if (before === undefined || after === undefined) return false;
  const [was, is] = [targetsOf(type, before), targetsOf(type, after)];
  const areSame = (old: Target, now: Target): boolean =>
    old.type === now.type && old.section === now.section && leavers.areSame(old.type, old.name, now.name);
  return (
    was.length > 0 &&
    was.every((old) => is.some((now) => areSame(old, now))) &&
    is.every((now) => was.some((old) => areSame(old, now)))
  );
}

/** Names without a namespace are those in the own one. */
function targetsOf(type: string, object: KubernetesObject): Target[] {
  const own = object.metadata.namespace;
  if (!targeted.has(type)) {
    const scaled = scaleTargetOf(type, object);
    return scaled === undefined ? [] : [{ ...scaled, name: qualifiedName(own, scaled.name) }];
  }
  return ['spec.targetRef', 'spec.targetRefs[]']
    .flatMap((field) => selectMaps(object, field))
    .map(({ value }) => ({
      type: typeOf(
        textOf(value, 'group') ?? groupOf(textOf(value, 'apiVersion') ?? ''),
        textOf(value, 'kind') ?? '',
      ),
      name: qualifiedName(textOf(value, 'namespace') ?? own, textOf(value, 'name') ?? ''),
      section: textOf(value, 'sectionName'),
    }));
}
