import type { KubernetesObject } from '../../../manifest/object.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shownOrNone } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const path = ['spec', 'resourcePolicy', 'containerPolicies'];

/** What a VerticalPodAutoscaler lets containers have: other bounds, bounds that cross, and those it no longer looks after. */
export function verticalChanges({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'autoscaling.k8s.io/VerticalPodAutoscaler' || after === undefined) return [];
  const now = policiesOf(after);
  const crossed = [...now].flatMap(([container, policy]) => crossedBounds(container, policy));
  if (before === undefined) return crossed;
  const old = policiesOf(before);
  const containers = new Set([...old.keys(), ...now.keys()]);
  const isOnlyAdvice = fieldsOf(after, 'spec', 'updatePolicy')['updateMode'] === 'Off';
  return [
    ...crossed,
    ...[...containers].flatMap((container) => {
      const [was, is] = [old, now].map((policies) => policies.get(container) ?? policies.get('*') ?? {}) as [
        Fields,
        Fields,
      ];
      const isLeft = is['mode'] === 'Off';
      if (isLeft && was['mode'] !== 'Off' && !isOnlyAdvice)
        return [warn('suspension', `no longer sets what ${nameOf(container)} requests (mode: Off)`)];
      return isLeft ? [] : otherBounds(container, was, is, isOnlyAdvice);
    }),
  ];
}

/** By container; `*` for all that have none of their own. */
function policiesOf(autoscaler: KubernetesObject): ReadonlyMap<string, Fields> {
  return new Map(
    selectMaps(autoscaler, 'spec.resourcePolicy.containerPolicies[]').map(({ value }) => [
      textOf(value, 'containerName') ?? '*',
      value,
    ]),
  );
}

function otherBounds(container: string, was: Fields, is: Fields, isOnlyAdvice: boolean): Hazard[] {
  return ['minAllowed', 'maxAllowed'].flatMap((field) => {
    const [old, now] = [was, is].map((policy) => fieldsOf(policy, field)) as [Fields, Fields];
    return Object.keys({ ...old, ...now }).flatMap((resource) => {
      const [had, has] = [old[resource], now[resource]];
      const [least, most] = [had, has].map((amount) => quantityOf(amount)?.nano);
      if (least === most) return [];
      const isCut = least !== undefined && most !== undefined && most < least;
      const text = `${field}.${resource} of ${nameOf(container)} goes from ${shownOrNone(had)} to ${shownOrNone(has)}`;
      return [warn(isCut && !isOnlyAdvice ? 'capacity-cut' : 'scaling-bounds', text)];
    });
  });
}

/** Vertical Pod Autoscaler 1.8, `pkg/admission-controller/resource/vpa/validation.go`: its webhook refuses such bounds. */
function crossedBounds(container: string, policy: Fields): Hazard[] {
  const [least, most] = ['minAllowed', 'maxAllowed'].map((field) => fieldsOf(policy, field)) as [
    Fields,
    Fields,
  ];
  return Object.keys(most).flatMap((resource): Hazard[] => {
    const [min, max] = [least, most].map((bounds) => quantityOf(bounds[resource])?.nano);
    if (min === undefined || max === undefined || min <= max) return [];
    const message = `the least ${resource} of ${nameOf(container)} (${shownOrNone(least[resource])}) is more than the most (${shownOrNone(most[resource])}): it is refused`;
    return [{ severity: 'error', rule: 'scaling-bounds', message, path }];
  });
}

function nameOf(container: string): string {
  return container === '*' ? 'each container' : `the container ${container}`;
}

function warn(rule: string, message: string): Hazard {
  return { severity: 'warning', rule, message, path };
}
