import { isDeepStrictEqual } from 'node:util';
import { isNetworkWithin } from '../../../manifest/network.ts';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, listOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

/**
 * Policies of networks whose rules are tried one after the other, and let through or refuse: those of administrators
 * (network-policy-api 0.1.7, `apis/v1alpha1` and `apis/v1alpha2`) and of Calico 3.30 (`api/pkg/apis/projectcalico/v3`).
 */
const administrators =
  /^policy\.networking\.k8s\.io\/(?:(?:Baseline)?AdminNetworkPolicy|ClusterNetworkPolicy)$/;
const calico = /^(?:crd\.)?projectcalico\.org\/(?:Global)?NetworkPolicy$/;

const directions = [
  ['ingress', 'lets in'],
  ['egress', 'lets out'],
] as const;
type Direction = (typeof directions)[number][0];

/** Whom a policy is for. */
const subjects = ['subject', 'selector', 'namespaceSelector', 'serviceAccountSelector'];
/** When it is asked: the lower the earlier. */
const places = ['tier', 'order', 'priority'];

/** Policies of rules that newly let something through, refuse it no more, are asked at another time or are for others. */
export function ruleListCuts({ type, before, after }: Reviewed): Hazard[] {
  const isCalico = calico.test(type);
  if (before === undefined || after === undefined || !(isCalico || administrators.test(type))) return [];
  const of = (direction: Direction, does: string): Hazard[] => {
    // Who says nothing of a direction keeps nothing out there; policies of administrators never do but by their rules.
    const [was, is] = [before, after].map((policy) => !isCalico || isCalicoFor(policy, direction));
    if (was === true && is === false)
      return [tell('protection-cut', `${direction} is no longer restricted by it`, 'types')];
    return was === true
      ? ruleCuts(rulesOf(before, direction), rulesOf(after, direction), does, direction)
      : [];
  };
  return [
    ...directions.flatMap(([direction, does]) => of(direction, does)),
    ...changedAmong(subjects, before, after).map((field) =>
      tell('selector-change', `spec.${field} changes: it means other pods than before`, field),
    ),
    ...changedAmong(places, before, after).map((field) => {
      const [was, is] = [before, after].map((policy) => shown(fieldsOf(policy, 'spec')[field] ?? 'none'));
      return tell(
        'protection-cut',
        `is asked before or after others than it was: ${field} goes from ${was} to ${is}`,
        field,
      );
    }),
  ];
}

function tell(rule: string, message: string, field: string): Hazard {
  return { severity: 'warning', rule, message, path: ['spec', field] };
}

function changedAmong(
  fields: readonly string[],
  before: KubernetesObject,
  after: KubernetesObject,
): string[] {
  const valueIn = (policy: KubernetesObject, field: string): unknown => {
    const value = fieldsOf(policy, 'spec')[field];
    // Calico's policies are of this tier if they name none, and its selectors are expressions.
    if (field === 'tier') return value ?? 'default';
    return typeof value === 'string' ? value.replaceAll(/\s+/g, '') : value;
  };
  return fields.filter((field) => !isDeepStrictEqual(valueIn(before, field), valueIn(after, field)));
}

/** By default, the directions of its rules; ingress if there are none. */
function isCalicoFor(policy: KubernetesObject, direction: Direction): boolean {
  const types = select(policy, 'spec.types[]').map(({ value }) => shown(value).toLowerCase());
  if (types.length > 0) return types.includes(direction);
  const [ingress, egress] = directions.map(([each]) => rulesOf(policy, each).length > 0);
  return direction === 'egress' ? egress === true : ingress === true || egress === false;
}

/** One rule, without the name that it is told by. */
interface Rule {
  readonly text: string;
  readonly does: 'allow' | 'deny' | undefined;
  readonly asks: Fields;
}

function rulesOf(policy: KubernetesObject, direction: Direction): Rule[] {
  return selectMaps(policy, `spec.${direction}[]`).map(({ value }): Rule => {
    const { name: _name, metadata: _metadata, action, ...asks } = value;
    const does = /^(?:allow|accept)$/i.test(shown(action))
      ? 'allow'
      : /^deny$/i.test(shown(action))
        ? 'deny'
        : undefined;
    const text = Object.keys(asks).length === 0 ? 'everything' : JSON.stringify(asks);
    return { text: textOf(value, 'name') ?? text, does, asks };
  });
}

function ruleCuts(old: readonly Rule[], now: readonly Rule[], does: string, direction: Direction): Hazard[] {
  const among = (rules: readonly Rule[], what: Rule['does']): Rule[] =>
    rules.filter((rule) => rule.does === what);
  const left = (rules: readonly Rule[], others: readonly Rule[]): string[] =>
    rules.filter(({ asks }) => !others.some((other) => isWithin(asks, other.asks))).map(({ text }) => text);
  const refused = left(among(old, 'deny'), among(now, 'deny'));
  const allowed = left(among(now, 'allow'), among(old, 'allow'));
  return [
    ...refused.map((text) =>
      tell('protection-cut', `no longer refuses ${direction} by its rule ${text}`, direction),
    ),
    ...allowed.map((text) => tell('exposure', `${does} what it did not, by its rule ${text}`, direction)),
    ...overtaken(old, now).map((text) =>
      tell('protection-cut', `${does} what it refused first, by its rule ${text}`, direction),
    ),
  ];
}

/** Rules that let through, and are tried before one that refuses, which was tried before them. */
function overtaken(old: readonly Rule[], now: readonly Rule[]): string[] {
  const placeIn = (rules: readonly Rule[], rule: Rule): number =>
    rules.findIndex((each) => each.does === rule.does && isDeepStrictEqual(each.asks, rule.asks));
  return now
    .filter((rule, place) => {
      const was = placeIn(old, rule);
      const passed = old.slice(0, Math.max(0, was)).filter((other) => other.does === 'deny');
      return rule.does === 'allow' && passed.some((other) => placeIn(now, other) > place);
    })
    .map(({ text }) => text);
}

/** What these name is left out: who names more means less. */
const negated = /^(?:not[A-Z]|except$)/;
const labels = /^(?:namespaceSelector|namespaces|podSelector)$/;

/** Whether what some fields ask for is no more than what others do: nothing asked, or of nobody in particular, is all. */
function isWithin(one: unknown, wider: unknown, field = ''): boolean {
  if (wider === undefined) return true;
  if (negated.test(field) && Array.isArray(wider))
    return wider.every((left) => listOf(one).some((each) => isDeepStrictEqual(each, left)));
  if (Array.isArray(wider))
    return (
      wider.length === 0 ||
      (Array.isArray(one) &&
        one.length > 0 &&
        one.every((each) => wider.some((other) => isWithin(each, other))))
    );
  if (labels.test(field) && isRecord(wider)) return isRecord(one) && isSelectorWithin(one, wider);
  if (isRecord(wider)) {
    const fields = isRecord(one) ? one : {};
    return Object.keys(wider).every((name) => isWithin(fields[name], wider[name], name));
  }
  return isDeepStrictEqual(one, wider) || isNetworkWithin(shown(one), shown(wider));
}
