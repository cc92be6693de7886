import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/**
 * RequestAuthentications of Istio that take more tokens than before, or check them by other keys. Istio 1.27,
 * `security/v1beta1/jwt.proto`: a rule without audiences takes the tokens for any.
 */
export function newTokens({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'security.istio.io/RequestAuthentication' || before === undefined || after === undefined)
    return [];
  const known = byIssuer(before);
  if (known.size === 0) return [];
  return [...byIssuer(after)].flatMap(([issuer, now]) => {
    const old = known.get(issuer);
    const messages = old === undefined ? [`takes tokens that ${issuer} issues`] : loosened(issuer, old, now);
    return messages.map(
      (message): Hazard => ({ severity: 'warning', rule: 'exposure', message, path: ['spec', 'jwtRules'] }),
    );
  });
}

/** Istio takes a token if one of the rules for its issuer does. */
function byIssuer(authentication: KubernetesObject): ReadonlyMap<string, readonly Fields[]> {
  const rules = selectMaps(authentication, 'spec.jwtRules[]').map(({ value }) => value);
  return Map.groupBy(rules, (rule) => textOf(rule, 'issuer') ?? '');
}

function loosened(issuer: string, old: readonly Fields[], now: readonly Fields[]): string[] {
  const [was, is] = [old, now].map(audiencesOf);
  const more = [...(is ?? [])].filter((audience) => was?.has(audience) === false);
  const [own, other] = [old, now].map((rules) => [...keysOf(rules)].join(', ')) as [string, string];
  return [
    ...(was !== undefined && is === undefined
      ? [`takes tokens of ${issuer} for any audience, no longer only for ${[...was].join(', ')}`]
      : []),
    ...(more.length === 0 ? [] : [`takes tokens of ${issuer} for ${more.join(', ')} too`]),
    ...(own === '' || other === '' || own === other
      ? []
      : [`checks tokens of ${issuer} by the keys at ${other}, no longer at ${own}`]),
  ];
}

/** Nothing where any will do. */
function audiencesOf(rules: readonly Fields[]): ReadonlySet<string> | undefined {
  const lists = rules.map((rule) => select(rule, 'audiences[]').map(({ value }) => shown(value)));
  return lists.some((list) => list.length === 0) ? undefined : new Set(lists.flat());
}

function keysOf(rules: readonly Fields[]): ReadonlySet<string> {
  return new Set(rules.flatMap((rule) => textOf(rule, 'jwksUri') ?? textOf(rule, 'jwks_uri') ?? []));
}
