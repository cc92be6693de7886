import upstream from '../../kubernetes/1.34/schemas/index.json' with { type: 'json' };
import aws from '../../kubernetes/aws/index.json' with { type: 'json' };

export interface GroupKind {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
}

/** `Deployment.apps` as `product.yaml` writes it; a kind without a dot is of the core group. */
export function parseGroupKind(text: string): GroupKind {
  const dot = text.indexOf('.');
  return dot === -1 ? { group: '', kind: text } : { group: text.slice(dot + 1), kind: text.slice(0, dot) };
}

/** Kinds that upstream charts bring and whose schemas we do not have, as we render none of them. */
const PLURALS_OF_CHARTS: Readonly<Record<string, string>> = {
  'APIService.apiregistration.k8s.io': 'apiservices',
  'CustomResourceDefinition.apiextensions.k8s.io': 'customresourcedefinitions',
};

/** The name of a kind in RBAC rules and URLs, e.g. `networkpolicies`; `undefined` for kinds that nobody knows. */
export function resourceOf({ group, kind }: GroupKind): string | undefined {
  const known = [...upstream, ...aws].find((facts) => facts.group === group && facts.kind === kind);
  return known?.plural ?? PLURALS_OF_CHARTS[`${kind}.${group}`];
}
