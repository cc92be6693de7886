import { isDeepStrictEqual } from 'node:util';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import type { Cut } from './cut.ts';
import { webhookCuts } from './webhooks.ts';

type Finder = (before: KubernetesObject, after: KubernetesObject, reviewed: Reviewed) => readonly Cut[];

const admission = 'admissionregistration.k8s.io';

const finders: Readonly<Record<string, Finder>> = {
  [`${admission}/MutatingWebhookConfiguration`]: webhookCuts,
  [`${admission}/ValidatingAdmissionPolicy`]: policyCuts,
  [`${admission}/ValidatingAdmissionPolicyBinding`]: bindingCuts,
  [`${admission}/ValidatingWebhookConfiguration`]: webhookCuts,
  'kyverno.io/ClusterPolicy': ruleCuts,
  'kyverno.io/Policy': ruleCuts,
  'policies.kyverno.io/ValidatingPolicy': policyCuts,
};

/** What admission demands no more, or asks somebody else. */
export function demandCuts(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  const find = finders[type];
  if (find === undefined || before === undefined || after === undefined) return [];
  return find(before, after, reviewed).map(([message, path]) => ({
    severity: 'warning',
    rule: 'protection-cut',
    message,
    path,
  }));
}

function policyCuts(before: KubernetesObject, after: KubernetesObject): Cut[] {
  const [was, is] = [before, after].map((policy) => textOf(fieldsOf(policy, 'spec', 'paramKind'), 'kind'));
  return [
    ...validationCuts(before, after),
    ...variableCuts(before, after),
    ...(was === undefined || was === is
      ? []
      : [[`goes by ${is ?? 'nothing'}, no longer by parameters of the kind ${was}`, ['spec']] as const]),
  ];
}

/** What a rule of Kyverno says beside its demands: what it does about them is told by itself. */
const unasked: ReadonlySet<string> = new Set(['failureAction', 'failureActionOverrides', 'message']);

/** What is compared as it is written: there, names are those of objects, or any. */
const verbatim: ReadonlySet<string> = new Set(
  'anyPattern celPreconditions conditions context deny pattern preconditions'.split(' '),
);

/** Kyverno 1.15, `config/crds/kyverno`: what a rule says anyway. Of any other field, no and nothing are the same. */
const byDefault: Readonly<Record<string, unknown>> = {
  allowExistingViolations: true,
  mutateDigest: true,
  required: true,
  signatureAlgorithm: 'sha256',
  url: 'https://rekor.sigstore.dev',
  useCache: true,
  verifyDigest: true,
};

/** Kyverno 1.15, `api/kyverno/v1/{rule,image_verification}_types.go`. Whether other patterns ask for less nobody knows. */
function ruleCuts(before: KubernetesObject, after: KubernetesObject): Cut[] {
  const now = selectMaps(after, 'spec.rules[]').map(({ value }) => value);
  return selectMaps(before, 'spec.rules[]').flatMap(({ value: was }): Cut[] => {
    const is = now.find(({ name }) => name === was['name']);
    if (is === undefined) return [];
    const changes = (field: string): boolean =>
      !isDeepStrictEqual(asked({ [field]: was[field] }), asked({ [field]: is[field] }));
    const tell =
      (what: string) =>
      (field: string): Cut => [`its rule ${shown(is['name'])} ${what} than before (${field})`, ['spec']];
    return [
      ...['validate', 'verifyImages']
        .filter((field) => field in was && changes(field))
        .map(tell('demands something else')),
      ...['preconditions', 'celPreconditions']
        .filter((field) => field in is && changes(field))
        .map(tell('looks only where something else holds')),
    ];
  });
}

/** What goes without saying may be written or not. */
function asked(demand: unknown): unknown {
  if (Array.isArray(demand)) return demand.map(asked);
  if (!isRecord(demand)) return demand;
  const isSaid = (name: string, value: unknown): boolean =>
    !unasked.has(name) && value !== (byDefault[name] ?? false) && !isDeepStrictEqual(value, {});
  return Object.fromEntries(
    Object.entries(demand).flatMap(([name, value]): [string, unknown][] => {
      if (verbatim.has(name)) return [[name, value]];
      const meant = asked(value);
      return isSaid(name, meant) ? [[name, meant]] : [];
    }),
  );
}

/** A demand is its expression; the message only says what it is for. What is always true demands nothing. */
function validationCuts(before: KubernetesObject, after: KubernetesObject): Cut[] {
  const [old = [], now = []] = [before, after].map((policy) =>
    selectMaps(policy, 'spec.validations[]').map(({ value }) => ({
      expression: shown(value['expression']).replaceAll(/\s+/g, ' ').trim(),
      message: textOf(value, 'message'),
    })),
  );
  const kept = new Set(now.map(({ expression }) => expression));
  return old
    .filter(({ expression }) => expression !== 'true' && !kept.has(expression))
    .map(({ expression, message }) => {
      const other = now.find((each) => message !== undefined && each.message === message)?.expression;
      const name = `"${message ?? expression}"`;
      return [
        other === undefined || other === 'true'
          ? `${name} is no longer what it demands`
          : `${name} is what another expression stands for: ${other}, no longer ${expression}`,
        ['spec', 'validations'],
      ];
    });
}

/** One that is gone is no longer asked for, or the policy is refused. */
function variableCuts(before: KubernetesObject, after: KubernetesObject): Cut[] {
  const now = new Map(
    selectMaps(after, 'spec.variables[]').map(({ value }) => [value['name'], value['expression']]),
  );
  return selectMaps(before, 'spec.variables[]')
    .filter(({ value }) => now.has(value['name']) && now.get(value['name']) !== value['expression'])
    .map(({ value: { name, expression } }) => [
      `its variable ${shown(name)} is ${shown(now.get(name))}, no longer ${shown(expression)}`,
      ['spec', 'variables'],
    ]);
}

function bindingCuts(
  before: KubernetesObject,
  after: KubernetesObject,
  { leavers }: Reviewed,
): readonly Cut[] {
  const [old = {}, now = {}] = [before, after].map((binding): Fields => fieldsOf(binding, 'spec'));
  const [policy = '', next = ''] = [old, now].map((spec) => textOf(spec, 'policyName'));
  const [was = {}, is = {}] = [old, now].map((spec): Fields => {
    const { parameterNotFoundAction: _, ...param } = fieldsOf(spec, 'paramRef');
    return param;
  });
  const cuts: Cut[] = [];
  if (!leavers.areSame(`${admission}/ValidatingAdmissionPolicy`, policy, next))
    cuts.push([
      `is for the policy ${next}, no longer for ${policy}: what that one denied is allowed`,
      ['spec'],
    ]);
  if (Object.keys(was).length > 0 && !isDeepStrictEqual(was, is))
    cuts.push([`goes by ${paramText(is)}, no longer by ${paramText(was)}`, ['spec']]);
  return cuts;
}

function paramText({ namespace, name, selector }: Fields): string {
  const parts = [namespace, name ?? selector].filter((part) => part !== undefined);
  return parts.length === 0 ? 'no parameter' : `the parameter ${parts.map((part) => shown(part)).join('/')}`;
}
