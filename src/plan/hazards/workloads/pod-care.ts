import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import { type Fields, fieldsOf, select, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { containerPairs } from '../container-pairs.ts';
import { type Hazard, numberOf, type Reviewed } from '../hazard.ts';

/** What a container says of itself, and what happens when it no longer does. */
const cares: readonly (readonly [field: string, effect: string])[] = [
  ['readinessProbe', 'takes traffic before it can answer'],
  ['livenessProbe', 'is not started again when it hangs'],
  ['lifecycle.preStop', 'ends at once when it is asked to'],
];

/** What keeps pods where they are, of Karpenter 1.14 and of Cluster Autoscaler 1.34. */
const stays: readonly (readonly [annotation: string, value: string])[] = [
  ['karpenter.sh/do-not-disrupt', 'true'],
  ['cluster-autoscaler.kubernetes.io/safe-to-evict', 'false'],
];

/** Pods that take traffic too early, end too early, hang unseen, or all stand in one place. */
export function careCuts({ type, before, after }: Reviewed): Hazard[] {
  const [was, is] = [before, after].map((object) => object && podsOf(type, object));
  if (was === undefined || is === undefined) return [];
  const tell = (message: string, path: Hazard['path'] = is.specPath): Hazard => ({
    severity: 'warning',
    rule: 'protection-cut',
    message,
    path,
  });
  const [old, now] = [was, is].map(secondsToEnd) as [number, number];
  return [
    ...containerPairs(was, is).flatMap((pair) =>
      cares
        .filter(([field]) => has(pair.was, field) && !has(pair.is.value, field))
        .map(([field, effect]) =>
          tell(`its container ${shown(pair.is.value['name'])} ${effect}: ${field} is gone`, pair.is.path),
        ),
    ),
    ...(now < old ? [tell(`its pods have ${now} s to end, not ${old} s`)] : []),
    ...(isSpread(was.spec) && !isSpread(is.spec)
      ? [tell('nothing it says keeps its pods on different nodes, or in different zones, any more')]
      : []),
    ...(isKeptApart(was.spec) && isSpread(is.spec) && !isKeptApart(is.spec)
      ? [tell('its pods may be on one node, or in one zone, where no other has room: they were kept apart')]
      : []),
    ...stays
      .filter(([name, value]) => was.annotations[name] === value && is.annotations[name] !== value)
      .map(([name]) => tell(`its pods may be stopped when nodes are made fewer: ${name} is gone`)),
    ...(was.spec['priorityClassName'] !== undefined && is.spec['priorityClassName'] === undefined
      ? [tell(`its pods are of no priority class, no longer of ${shown(was.spec['priorityClassName'])}`)]
      : []),
  ];
}

function has(container: Fields, field: string): boolean {
  return select(container, field).some(({ value }) => value !== undefined && value !== null);
}

/** Kubernetes 1.34, `DefaultTerminationGracePeriodSeconds`. */
function secondsToEnd({ spec }: Pods): number {
  return numberOf(spec['terminationGracePeriodSeconds'] ?? 30);
}

function isSpread(spec: Fields): boolean {
  const apart = fieldsOf(spec, 'affinity', 'podAntiAffinity');
  return (
    select(spec, 'topologySpreadConstraints[]').length > 0 ||
    Object.values(apart).some((terms) => Array.isArray(terms) && terms.length > 0)
  );
}

/** Whether pods rather wait than stand together. */
function isKeptApart(spec: Fields): boolean {
  const required = 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[]';
  return (
    select(spec, required).length > 0 ||
    selectMaps(spec, 'topologySpreadConstraints[]').some(
      ({ value }) => (value['whenUnsatisfiable'] ?? 'DoNotSchedule') === 'DoNotSchedule',
    )
  );
}
