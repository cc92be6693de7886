import { isDeepStrictEqual } from 'node:util';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, listOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { told } from './admission.ts';

/** Policies of Kyverno and Gatekeeper that look at less than before, and what is newly excepted from them. */
export function engineScopeCuts({ type, before, after }: Reviewed): Hazard[] {
  const find = finderOf(type);
  if (find === undefined || after === undefined) return [];
  return find(before, after).map((message) => ({
    severity: 'warning',
    rule: 'protection-cut',
    message,
    path: ['spec'],
  }));
}

type Finder = (before: KubernetesObject | undefined, after: KubernetesObject) => readonly string[];

const finders: Readonly<Record<string, Finder>> = {
  'config.gatekeeper.sh/Config': exemptions,
  'kyverno.io/ClusterPolicy': rules,
  'kyverno.io/Policy': rules,
  'kyverno.io/PolicyException': exceptions,
  'policies.kyverno.io/PolicyException': exceptions,
};

function finderOf(type: string): Finder | undefined {
  return type.startsWith('constraints.gatekeeper.sh/') ? constraint : finders[type];
}

/** Kyverno 1.15, `api/kyverno/v1/{rule,spec}_types.go`. */
function rules(before: KubernetesObject | undefined, after: KubernetesObject): string[] {
  if (before === undefined) return [];
  const [old, now] = [before, after].map((policy) =>
    selectMaps(policy, 'spec.rules[]').map(({ value }) => value),
  ) as [Fields[], Fields[]];
  const withoutName = ({ name: _, ...rest }: Fields): Fields => rest;
  const partnerOf = (rule: Fields): Fields | undefined =>
    now.find(({ name }) => name === rule['name']) ??
    now.find((each) => isDeepStrictEqual(withoutName(each), withoutName(rule)));
  return [
    ...told(
      'no longer has the rule',
      old.filter((rule) => partnerOf(rule) === undefined).map(({ name }) => shown(name)),
    ),
    ...old.flatMap((was) => {
      const is = partnerOf(was) ?? was;
      const isLeft = !meansNoMore(fieldsOf(is, 'exclude'), fieldsOf(was, 'exclude'));
      const isLost = !meansNoMore(fieldsOf(was, 'match'), fieldsOf(is, 'match'));
      return [
        ...(isLeft ? [`its rule ${shown(is['name'])} newly leaves something out (exclude)`] : []),
        ...(isLost ? [`its rule ${shown(is['name'])} looks at other objects than before (match)`] : []),
      ];
    }),
    ...told(
      'only reports what it refused in',
      auditedIn(after).filter((name) => !auditedIn(before).includes(name)),
    ),
  ];
}

/** Whether what one `match` or `exclude` means, another one does too. */
function meansNoMore(one: Fields, wider: Fields): boolean {
  return waysOf(one).every((way) =>
    waysOf(wider).some((other) => other.every((asked) => way.some((each) => isWithin(each, asked)))),
  );
}

/** In which ways an object can be meant: for each, all that it must be. Without `any` and `all`, there is one. */
function waysOf({ any, all, ...only }: Fields): readonly (readonly unknown[])[] {
  const ways = [
    ...listOf(any).map((each) => [each]),
    listOf(all),
    Object.keys(only).length > 0 ? [only] : [],
  ];
  return ways.filter(({ length }) => length > 0);
}

function areWithin(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.every((one) => others.some((other) => isWithin(one, other)));
}

/** Of these lists all must be met, of any other one is enough. */
const conjoined: ReadonlySet<string> = new Set(['all', 'matchConditions', 'matchExpressions']);

/** Whether one asks for as much by as many fields, with no more in any of their lists. */
function isWithin(one: unknown, wider: unknown): boolean {
  if (wider === undefined) return true;
  if (Array.isArray(one) && Array.isArray(wider)) return areWithin(one, wider);
  if (!isRecord(one) || !isRecord(wider)) return isDeepStrictEqual(one, wider);
  return Object.keys(wider).every((field) =>
    conjoined.has(field)
      ? listOf(wider[field]).every((asked) =>
          listOf(one[field]).some((each) => isDeepStrictEqual(each, asked)),
        )
      : isWithin(one[field], wider[field]),
  );
}

/** Namespaces in which what is refused elsewhere is only reported. */
function auditedIn(policy: KubernetesObject): string[] {
  return ['spec.validationFailureActionOverrides[]', 'spec.rules[].validate.failureActionOverrides[]']
    .flatMap((field) => selectMaps(policy, field))
    .filter(({ value }) => textOf(value, 'action')?.toLowerCase() === 'audit')
    .flatMap(({ value }) => select(value, 'namespaces[]').map((each) => shown(each.value)));
}

/** Kyverno 1.15, `api/kyverno/v2/exception_types.go`, `api/policies.kyverno.io`: what is let pass, and by which rules. */
function exceptions(before: KubernetesObject | undefined, after: KubernetesObject): string[] {
  const of = (exception: KubernetesObject | undefined): string[] => [
    ...selectMaps(exception, 'spec.exceptions[]').flatMap(({ value }) =>
      select(value, 'ruleNames[]').map((rule) => `${shown(value['policyName'])}/${shown(rule.value)}`),
    ),
    ...select(exception, 'spec.policyRefs[].name').map(({ value }) => shown(value)),
  ];
  const [old, now] = [before, after].map((exception) => fieldsOf(exception, 'spec')) as [Fields, Fields];
  const conditionsOf = ({ conditions, matchConditions }: Fields): Fields => ({ conditions, matchConditions });
  const isOther =
    !meansNoMore(fieldsOf(now, 'match'), fieldsOf(old, 'match')) ||
    !isWithin(conditionsOf(now), conditionsOf(old));
  const known = of(before);
  return [
    ...told(
      'lets pass what is refused by',
      of(after).filter((each) => !known.some((other) => isGlobWithin(each, other))),
    ),
    ...(before !== undefined && isOther ? ['lets other objects pass than before'] : []),
  ];
}

/** Gatekeeper 3.20, `pkg/mutation/match/match_types.go`: what it is about, of which nothing named is everything. */
function constraint(before: KubernetesObject | undefined, after: KubernetesObject): string[] {
  if (before === undefined) return [];
  const [was, is] = [before, after].map((each) => fieldsOf(each, 'spec', 'match')) as [Fields, Fields];
  const named = (match: Fields, field: string): string[] =>
    select(match, `${field}[]`).map(({ value }) => shown(value));
  const [had, has] = [was, is].map((match) => named(match, 'excludedNamespaces')) as [string[], string[]];
  const kept = (one: unknown, field: string): boolean =>
    listOf(is[field]).some((other) => isWithin(one, other) || isGlobWithin(shown(one), shown(other)));
  const narrowed = ['kinds', 'namespaces'].flatMap((field) => {
    const [old, now] = [was, is].map((match) => listOf(match[field])) as [
      readonly unknown[],
      readonly unknown[],
    ];
    if (now.length === 0) return [];
    return old.length === 0 ? ['what is not named'] : old.filter((one) => !kept(one, field)).map(shown);
  });
  const selectors = ['labelSelector', 'namespaceSelector', 'scope', 'name', 'source'].filter(
    (field) => field in is && !isDeepStrictEqual(was[field], is[field]),
  );
  const [old, now] = [before, after].map((each) => fieldsOf(each, 'spec', 'parameters'));
  return [
    ...told(
      'newly leaves out',
      has.filter((name) => !had.some((other) => isGlobWithin(name, other))),
    ),
    ...told('no longer looks at', narrowed),
    ...told('looks at other objects than before:', selectors),
    ...(isDeepStrictEqual(old, now) ? [] : ['goes by other parameters than before']),
  ];
}

/** Gatekeeper 3.20, `apis/config/v1alpha1/config_types.go`: namespaces that are left out of everything, or of a part. */
function exemptions(before: KubernetesObject | undefined, after: KubernetesObject): string[] {
  const of = (config: KubernetesObject | undefined): (readonly [namespace: string, process: string])[] =>
    selectMaps(config, 'spec.match[]').flatMap(({ value }) =>
      select(value, 'excludedNamespaces[]').flatMap((namespace) =>
        select(value, 'processes[]').map(
          (process) => [shown(namespace.value), shown(process.value)] as const,
        ),
      ),
    );
  const known = of(before);
  const added = of(after).filter(
    ([namespace, process]) =>
      !known.some(([others, part]) => isGlobWithin(namespace, others) && isGlobWithin(process, part)),
  );
  return told(
    'newly leaves out',
    added.map(([namespace, process]) => `${namespace} (${process})`),
  );
}
