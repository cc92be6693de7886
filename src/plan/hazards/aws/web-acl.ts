import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { awsType } from './controllers.ts';

interface Rule {
  readonly value: Fields;
  readonly path: Path;
}

/**
 * From what lets through on; `none` leaves a group of rules its own actions, which may well block. Source: AWS WAF's
 * developer guide, "Setting rule actions" and "Overriding rule group actions".
 */
const actions = ['allow', 'count', 'challenge', 'captcha', 'none', 'block'];
const words = [
  'lets through',
  'only counts',
  'asks browsers',
  'asks people',
  'does as its group says',
  'blocks',
];

/** Firewalls of AWS that block less than before. */
export function webAclWeakening({ type, before, after }: Reviewed): Hazard[] {
  if (type !== awsType('wafv2/WebACL') || before === undefined || after === undefined) return [];
  const warn = (message: string, path: Path): Hazard => ({
    severity: 'warning',
    rule: 'protection-cut',
    message,
    path,
  });
  const found: Hazard[] = [];
  if (actionOf(before, 'defaultAction') === 'block' && actionOf(after, 'defaultAction') === 'allow')
    found.push(warn('lets through what no rule is about', ['spec', 'defaultAction']));
  const [old, now] = [rulesOf(before), rulesOf(after)];
  for (const [name, { value, path }] of old) {
    const is = now.get(name) ?? byStatement(now, value);
    if (is !== undefined)
      found.push(...weaker(value, is.value).map((what) => warn(`its rule ${name} ${what}`, is.path)));
    else if (rankOf(value) > actions.indexOf('count'))
      found.push(warn(`no longer has the rule ${name}`, path));
  }
  for (const [name, { value, path }] of now)
    if (rankOf(value) === 0 && !old.has(name) && byStatement(old, value) === undefined)
      found.push(warn(`lets through what its rule ${name} is about`, path));
  return found;
}

/** What one rule does less than another. */
function weaker(was: Fields, is: Fields): string[] {
  const [rank, now] = [rankOf(was), rankOf(is)];
  const [limit, higher] = [limitOf(was), limitOf(is)];
  const known = new Set(exceptionsOf(was));
  const passed = exceptionsOf(is).filter((each) => !known.has(each));
  return [
    ...(now !== -1 && now < rank ? [`${words[now]}, and no longer ${words[rank]}`] : []),
    ...(Number(shown(higher)) > Number(shown(limit))
      ? [`lets ${shown(higher)} through, no longer ${shown(limit)}`]
      : []),
    ...(passed.length > 0 ? [`no longer blocks by ${passed.join(', ')}`] : []),
  ];
}

/** A rule by another name is the same. */
function byStatement(rules: ReadonlyMap<string, Rule>, { statement }: Fields): Rule | undefined {
  return [...rules.values()].find(({ value }) => isDeepStrictEqual(value['statement'], statement));
}

function rulesOf(acl: KubernetesObject | undefined): ReadonlyMap<string, Rule> {
  return new Map(selectMaps(acl, 'spec.rules[]').map((rule) => [textOf(rule.value, 'name') ?? '', rule]));
}

function actionOf(acl: KubernetesObject | undefined, field: string): string | undefined {
  return Object.keys(fieldsOf(acl, 'spec', field))[0];
}

function rankOf(rule: Fields): number {
  const said = { ...fieldsOf(rule, 'action'), ...fieldsOf(rule, 'overrideAction') };
  return actions.findIndex((action) => said[action] !== undefined && said[action] !== null);
}

/** Of requests, by address or by what else they are counted. */
function limitOf(rule: Fields): unknown {
  return fieldsOf(rule, 'statement', 'rateBasedStatement')['limit'];
}

/** Rules of a group of AWS's that only count here, or let through. */
function exceptionsOf(rule: Fields): string[] {
  const group = fieldsOf(rule, 'statement', 'managedRuleGroupStatement');
  const overrides = selectMaps(group, 'ruleActionOverrides[]').filter(({ value }) => {
    const { allow, count } = fieldsOf(value, 'actionToUse');
    return (allow ?? count ?? undefined) !== undefined;
  });
  return [
    ...select(group, 'excludedRules[].name').map(({ value }) => shown(value)),
    ...overrides.map(({ value }) => textOf(value, 'name') ?? ''),
  ];
}
