import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';
import {
  type Direction,
  isRestricted,
  isWayWithin,
  podsText,
  type Section,
  sectionsOf,
  type Way,
  waysOf,
  waysText,
} from './cilium-rules.ts';

const directions = [
  ['ingress', 'lets in traffic from'],
  ['egress', 'lets traffic out to'],
] as const;

/** Policies of Cilium that newly let in, or out, what they kept from each other. */
export function ciliumWidening(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  if (!/^cilium\.io\/Cilium(?:Clusterwide)?NetworkPolicy$/.test(type)) return [];
  if (before === undefined || after === undefined) return [];
  return directions.flatMap(([direction, allows]) => {
    const open = openedFor(reviewed, before, after, direction);
    const cut = `${direction} is no longer restricted by it`;
    return open.length > 0
      ? open.map((pods) => tell('protection-cut', cut + pods))
      : [...newlyAllowed(before, after, direction), ...noLongerDenied(before, after, direction)].map((what) =>
          tell('exposure', `${allows} ${what}`),
        );
  });
}

function tell(rule: string, message: string): Hazard {
  return { severity: 'warning', rule, message, path: ['spec'] };
}

function restrictedIn(policy: KubernetesObject, direction: Direction): Section[] {
  return sectionsOf(policy).filter((section) => isRestricted(section, direction));
}

function podsIn(sections: readonly Section[]): Set<string> {
  return new Set(sections.map(podsText));
}

/** For which pods a direction is no longer restricted, each with a space before it: an empty text for all. */
function openedFor(
  reviewed: Reviewed,
  before: KubernetesObject,
  after: KubernetesObject,
  direction: Direction,
): string[] {
  const [was, is] = [before, after].map((policy) => restrictedIn(policy, direction)) as [
    Section[],
    Section[],
  ];
  const lost = was.filter((each) => !podsIn(is).has(podsText(each)));
  // That it means other pods than before is told as such.
  if (lost.length === 0 || !podsIn(is).isSubsetOf(podsIn(was))) return [];
  if (lost.every((section) => isRestrictedByOthers(reviewed, section, direction))) return [];
  return is.length === 0 ? [''] : lost.map((section) => ` for pods that match ${podsText(section)}`);
}

/** Whether others restrict the same pods: one that stays, or some that come or change and let nothing more through. */
function isRestrictedByOthers(
  { type, before, newcomers, stays }: Reviewed,
  { selector }: Section,
  direction: Direction,
): boolean {
  const known = before === undefined ? [] : waysOf(before, direction);
  const isForSame = (policy: KubernetesObject): boolean =>
    policy.metadata.namespace === before?.metadata.namespace &&
    restrictedIn(policy, direction).some((other) => isSelectorWithin(selector, other.selector));
  const some = newcomers.objects.get(type) ?? [];
  return (
    [...some, ...(stays.get(type) ?? [])].some(isForSame) &&
    some
      .filter(({ metadata }) => metadata.namespace === before?.metadata.namespace)
      .every((policy) => waysOf(policy, direction).every((way) => isWayWithin(way, known)))
  );
}

function newlyAllowed(before: KubernetesObject, after: KubernetesObject, direction: Direction): string[] {
  const [formerly, now] = [before, after].map((policy) => podsIn(restrictedIn(policy, direction))) as [
    Set<string>,
    Set<string>,
  ];
  // Who says nothing of a direction keeps nothing out there.
  if (formerly.size === 0) return [];
  // A rule for other pods, beside those there were, keeps out what nothing kept out before.
  const isBeside = ({ pods }: Way): boolean => !formerly.has(pods) && formerly.isSubsetOf(now);
  const known = waysOf(before, direction);
  return waysText(
    waysOf(after, direction).filter((way) => !isBeside(way)),
    ({ pods }) => known.filter((each) => !formerly.has(pods) || each.pods === pods),
  );
}

/** What is refused counts before what is let through, by this policy or by others. */
function noLongerDenied(before: KubernetesObject, after: KubernetesObject, direction: Direction): string[] {
  const left = podsIn(sectionsOf(after));
  const denied = waysOf(after, `${direction}Deny`);
  return waysText(waysOf(before, `${direction}Deny`), ({ pods }) =>
    denied.filter((each) => each.pods === pods || !left.has(pods)),
  ).map((what) => `${what}, which it refused`);
}
