import { Undecided } from '../cel/value/value.ts';
import type { ApiFacts, KindFacts } from '../kubernetes/facts.ts';
import { selects } from '../manifest/label-selector.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { allOf, anyOf, type Certain, no, undecided, yes } from './certainty.ts';
import { isEmptySelector, labelsOfNamespace, type Namespaces } from './namespaces.ts';
import type { LabelSelector, MatchResources, ResourceRule } from './policies.ts';
import type { AdmissionRequest } from './request.ts';
import { splitResource } from './valid-match.ts';

/**
 * Does a policy, or a binding, apply to a request? As the API server decides it: Kubernetes 1.34,
 * `apiserver/pkg/admission/plugin/policy/matching` and `plugin/webhook/predicates`.
 */

/** The API that matched: another version of the resource where `matchPolicy: Equivalent` found one. */
export interface Match {
  readonly isMatch: Certain<boolean>;
  readonly matchedAs: KindFacts | undefined;
}

interface Resource {
  readonly group: string;
  readonly version: string;
  /** `undefined` when the kind is not known. */
  readonly plural: string | undefined;
}

/** Resources that admission policies never see: a policy there could break the cluster. */
const excluded: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'authentication.k8s.io/SelfSubjectReview',
  'authentication.k8s.io/TokenReview',
  'authorization.k8s.io/LocalSubjectAccessReview',
  'authorization.k8s.io/SelfSubjectAccessReview',
  'authorization.k8s.io/SelfSubjectRulesReview',
  'authorization.k8s.io/SubjectAccessReview',
]);

export class Matcher {
  readonly #facts: ApiFacts;
  readonly #namespaces: Namespaces;
  readonly #equivalents = new Map<KindFacts, readonly KindFacts[]>();
  /** Answers that do not depend on the object, by what they depend on. */
  readonly #rules = new WeakMap<MatchResources, Map<string, Match> | undefined>();
  readonly #withoutSelectors = new WeakMap<MatchResources, boolean>();

  constructor(facts: ApiFacts, namespaces: Namespaces) {
    this.#facts = facts;
    this.#namespaces = namespaces;
  }

  match(request: AdmissionRequest, resources: MatchResources): Match {
    const byRules = this.#byRules(request, resources);
    if (isCertainly(byRules.isMatch, false) || this.#selectsAll(resources)) return byRules;
    const isMatch = allOf([
      asFarAsKnown(() => this.#matchesNamespace(request, resources.namespaceSelector)),
      asFarAsKnown(() => matchesObject(request, resources.objectSelector)),
      byRules.isMatch,
    ]);
    return { ...byRules, isMatch };
  }

  #selectsAll(resources: MatchResources): boolean {
    let answer = this.#withoutSelectors.get(resources);
    if (answer === undefined) {
      answer = isEmptySelector(resources.namespaceSelector) && isEmptySelector(resources.objectSelector);
      this.#withoutSelectors.set(resources, answer);
    }
    return answer;
  }

  #matchesNamespace(request: AdmissionRequest, selector: LabelSelector): Certain<boolean> {
    const { facts, group, kind, namespace, object } = request;
    if (isEmptySelector(selector)) return yes;
    if (group === '' && kind === 'Namespace') {
      const own = object ?? request.oldObject;
      return { value: own === undefined || selects(selector, labelsOfNamespace(own)) };
    }
    if (facts === undefined) return undecided(`whether ${kind} is namespaced is not known`);
    return namespace === '' ? yes : this.#namespaces.selectedBy(selector, namespace);
  }

  #byRules(request: AdmissionRequest, resources: MatchResources): Match {
    const known = this.#knownOf(resources);
    if (known === undefined) return this.#decideByRules(request, resources);
    let match = known.get(request.api);
    if (match === undefined) known.set(request.api, (match = this.#decideByRules(request, resources)));
    return match;
  }

  /** `undefined` for rules that look at the object's name too. */
  #knownOf(resources: MatchResources): Map<string, Match> | undefined {
    if (!this.#rules.has(resources)) {
      const rules = [...resources.resourceRules, ...resources.excludeResourceRules];
      const namesObjects = rules.some(({ resourceNames }) => resourceNames.length > 0);
      this.#rules.set(resources, namesObjects ? undefined : new Map<string, Match>());
    }
    return this.#rules.get(resources);
  }

  #decideByRules(request: AdmissionRequest, resources: MatchResources): Match {
    if (excluded.has(`${request.group}/${request.kind}`)) return { isMatch: no, matchedAs: undefined };
    const isExcluded = this.#matchesRules(request, resources.excludeResourceRules, resources.matchPolicy);
    if (isCertainly(isExcluded.isMatch, true)) return { isMatch: no, matchedAs: undefined };
    const included =
      resources.resourceRules.length === 0
        ? { isMatch: yes, matchedAs: request.facts }
        : this.#matchesRules(request, resources.resourceRules, resources.matchPolicy);
    return {
      ...included,
      isMatch: allOf([included.isMatch, isExcluded.isMatch === no ? yes : inverted(isExcluded.isMatch)]),
    };
  }

  #matchesRules(
    request: AdmissionRequest,
    rules: readonly ResourceRule[],
    matchPolicy: MatchResources['matchPolicy'],
  ): Match {
    const own = { group: request.group, version: request.version, plural: request.facts?.plural };
    const exact = anyOf(rules.map((rule) => matchesRule(request, own, rule)));
    if (matchPolicy === 'Exact' || !isCertainly(exact, false))
      return { isMatch: exact, matchedAs: request.facts };
    if (request.facts === undefined)
      return { isMatch: matchesAnyVersion(request, own, rules), matchedAs: undefined };
    for (const rule of rules) {
      const [first, ...others] = this.#equivalentsOf(request.facts).filter((equivalent) =>
        isCertainly(matchesRule(request, equivalent, rule), true),
      );
      if (first === undefined) continue;
      if (others.length === 0) return { isMatch: yes, matchedAs: first };
      const versions = [first, ...others].map(({ version }) => version).join(', ');
      const isMatch = undecided(`as which of ${versions} a policy sees ${request.kind} is not known`);
      return { isMatch, matchedAs: undefined };
    }
    return { isMatch: no, matchedAs: undefined };
  }

  /** Other versions and groups that the API server serves the same stored object as. */
  #equivalentsOf(kind: KindFacts): readonly KindFacts[] {
    let known = this.#equivalents.get(kind);
    if (known === undefined) {
      known = this.#facts.kinds().filter((other) => other !== kind && areEquivalent(other, kind));
      this.#equivalents.set(kind, known);
    }
    return known;
  }
}

/** What of an object only the API server fills in throws where it is read. */
function asFarAsKnown(decide: () => Certain<boolean>): Certain<boolean> {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Undecided) return undecided(error.message);
    throw error;
  }
}

/** Events are the one resource that two groups share. */
function areEquivalent(a: KindFacts, b: KindFacts): boolean {
  if (a.plural !== b.plural) return false;
  const groups = [a.group, b.group];
  return (
    a.group === b.group || (a.plural === 'events' && groups.includes('') && groups.includes('events.k8s.io'))
  );
}

function matchesRule(request: AdmissionRequest, resource: Resource, rule: ResourceRule): Certain<boolean> {
  const listed = (values: readonly string[], value: string) => values.includes('*') || values.includes(value);
  if (!listed(rule.operations, request.operation)) return no;
  if (!listed(rule.apiGroups, resource.group) || !listed(rule.apiVersions, resource.version)) return no;
  if (rule.resourceNames.length > 0 && !rule.resourceNames.includes(request.name)) return no;
  return allOf([matchesScope(request, rule.scope), matchesResource(request, resource, rule.resources)]);
}

/** Of a kind of which other versions may be served. */
function matchesAnyVersion(
  request: AdmissionRequest,
  own: Resource,
  rules: readonly ResourceRule[],
): Certain<boolean> {
  const matching = rules.map((rule) => matchesRule(request, own, { ...rule, apiVersions: ['*'] }));
  if (isCertainly(anyOf(matching), false)) return no;
  return undecided(
    `in which other versions ${request.kind} is served is not known (give its CustomResourceDefinition)`,
  );
}

function matchesScope(request: AdmissionRequest, scope: ResourceRule['scope']): Certain<boolean> {
  if (scope === '*') return yes;
  if (request.facts === undefined) return undecided(`whether ${request.kind} is namespaced is not known`);
  return { value: request.facts.namespaced === (scope === 'Namespaced') };
}

/** Requests are for whole objects, never for a subresource; `pods/*` covers `pods` too. */
function matchesResource(
  { kind }: AdmissionRequest,
  { plural }: Resource,
  resources: readonly string[],
): Certain<boolean> {
  const names = resources
    .map(splitResource)
    .filter(([, subresource = '']) => subresource === '' || subresource === '*')
    .map(([name]) => name);
  if (names.includes('*')) return yes;
  if (plural !== undefined) return { value: names.includes(plural) };
  if (names.length === 0) return no;
  return undecided(`the resource name of ${kind} is not known (give its CustomResourceDefinition)`);
}

/** A selector that is not empty needs an object: the new one or the old one. */
function matchesObject({ object, oldObject }: AdmissionRequest, selector: LabelSelector): Certain<boolean> {
  if (isEmptySelector(selector)) return yes;
  const isSelected = (candidate: KubernetesObject | undefined) =>
    candidate !== undefined &&
    selects(
      selector,
      candidate.apiVersion === 'v1' && candidate.kind === 'Namespace'
        ? labelsOfNamespace(candidate)
        : (candidate.metadata.labels ?? {}),
    );
  return { value: isSelected(object) || isSelected(oldObject) };
}

function isCertainly(answer: Certain<boolean>, value: boolean): boolean {
  return 'value' in answer && answer.value === value;
}

function inverted(answer: Certain<boolean>): Certain<boolean> {
  return 'value' in answer ? { value: !answer.value } : answer;
}
