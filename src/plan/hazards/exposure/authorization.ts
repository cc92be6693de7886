import { isNetworkWithin } from '../../../manifest/network.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, select, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/**
 * AuthorizationPolicies of Istio that let more through. Source of what a rule means: Istio's reference, "Authorization
 * Policy": sources, operations and values are alternatives; fields, and conditions, must all hold.
 */
export function authorizationWidening({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'security.istio.io/AuthorizationPolicy' || before === undefined || after === undefined)
    return [];
  const [was, is] = [before, after].map((policy) => fieldsOf(policy, 'spec')['action'] ?? 'ALLOW');
  const warn = (message: string): Hazard => ({
    severity: 'warning',
    rule: 'exposure',
    message,
    path: ['spec', was === is ? 'rules' : 'action'],
  });
  if (was !== is)
    return was === 'ALLOW' || was === 'DENY'
      ? [warn(`${was} is no longer its action: what it kept out may come in`)]
      : [];
  const [old, now] = [rulesOf(before), rulesOf(after)];
  const beyond = (some: readonly Fields[], others: readonly Fields[]): Fields[] =>
    some.filter((rule) => !others.some((other) => isWithin(rule, other)));
  if (is === 'ALLOW') return beyond(now, old).map((rule) => warn(`newly allows ${ruleText(rule)}`));
  if (is === 'DENY') return beyond(old, now).map((rule) => warn(`no longer denies ${ruleText(rule)}`));
  return [];
}

function rulesOf(policy: KubernetesObject | undefined): Fields[] {
  return selectMaps(policy, 'spec.rules[]').map(({ value }) => value);
}

function ruleText(rule: Fields): string {
  return Object.keys(rule).length === 0 ? 'everything' : JSON.stringify(rule);
}

/** Whether whatever one rule matches is matched by the other. */
function isWithin(rule: Fields, other: Fields): boolean {
  const covers = (pattern: string): boolean => {
    const wanted = selectMaps(other, pattern);
    const own = selectMaps(rule, pattern);
    if (wanted.length === 0) return true;
    return own.length > 0 && own.every((one) => wanted.some((each) => isNarrower(one.value, each.value)));
  };
  const conditions = selectMaps(rule, 'when[]').map(({ value }) => value);
  return (
    covers('from[].source') &&
    covers('to[].operation') &&
    selectMaps(other, 'when[]').every(({ value: { key, ...wanted } }) =>
      conditions.some((each) => each['key'] === key && isNarrower(each, wanted)),
    )
  );
}

/**
 * By every field of the wider one: fewer values, or more that are left out (`notPaths`). A value may begin or end with `*`,
 * and networks are within networks.
 */
function isNarrower(one: Fields, wider: Fields): boolean {
  const values = (fields: Fields, name: string): string[] =>
    select(fields, `${name}[]`).map(({ value }) => shown(value));
  const areWithin = (some: readonly string[], others: readonly string[]): boolean =>
    some.every((text) => others.some((each) => isGlobWithin(text, each) || isNetworkWithin(text, each)));
  return Object.keys(wider).every((name) => {
    const [own, allowed] = [values(one, name), values(wider, name)];
    return name.startsWith('not') ? areWithin(allowed, own) : own.length > 0 && areWithin(own, allowed);
  });
}
