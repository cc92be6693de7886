/**
 * What the API server's type checker says of a policy: it takes the policy nevertheless, and only notes it in
 * `status.typeChecking`. Source: Kubernetes 1.34, `apiserver/pkg/admission/plugin/policy/validating/typechecking.go`.
 */
import { type TypeCheck, typeChecks } from '../cel/cel.ts';
import { composedType, type Environment } from '../cel/environment.ts';
import { type ObjectType, objectType } from '../cel/schema/declared-type.ts';
import { publishedSchema } from '../cel/schema/openapi.ts';
import { typedEnvironment } from '../cel/schema/typed-environment.ts';
import type { CompileError } from '../cel/syntax/source.ts';
import { dynType, type Type } from '../cel/type.ts';
import type { ApiFacts, KindFacts } from '../kubernetes/facts.ts';
import type { Path } from '../manifest/path.ts';
import type { Policy, ResourceRule } from './policies.ts';
import type { PolicyProblem } from './problem.ts';

/** A rule that matches more kinds is checked for its first ones, and later rules for none. */
const mostKinds = 10;

/** Checks policies against the kinds of one cluster. */
export class TypeChecker {
  readonly #facts: ApiFacts;
  readonly #types = new Map<KindFacts, ObjectType>();

  constructor(facts: ApiFacts) {
    this.#facts = facts;
  }

  /** One problem for each mistake in a validation or its messageExpression, with the kinds that it is one for. */
  problemsOf(policy: Policy): PolicyProblem[] {
    const kinds = kindsToCheck(policy, this.#facts);
    const { paramKind } = policy;
    const params = paramKind && this.#facts.find(paramKind.apiVersion, paramKind.kind);
    // A cluster may have what is not known here.
    if (paramKind !== undefined && params === undefined) return [];
    const variables = policy.variables.map(({ name, expression }) => ({ name, check: checkOf(expression) }));
    const environments = kinds.map((kind) => this.#environment(kind, params, variables));
    return expressionsIn(policy).flatMap(({ path, source }) => {
      const check = checkOf(source);
      const found = new Map<string, { readonly error: CompileError; readonly kinds: KindFacts[] }>();
      for (const [index, environment] of environments.entries()) {
        for (const error of check(environment).errors) {
          const key = `${error.line}:${error.column} ${error.message}`;
          const known = found.get(key) ?? { error, kinds: [] };
          known.kinds.push(...kinds.slice(index, index + 1));
          found.set(key, known);
        }
      }
      return [...found.values()].map((each) => ({
        ...problemAt(path, each.error, each.kinds),
        ...(each.kinds.length < kinds.length && { next: 'write dyn(object) where kinds differ' }),
      }));
    });
  }

  #environment(
    kind: KindFacts,
    params: KindFacts | undefined,
    composed: readonly { readonly name: string; readonly check: Check }[],
  ): Environment {
    const variables = new Map<string, Type>();
    const environment = typedEnvironment({
      object: this.#typeOf(kind),
      params: params && this.#typeOf(params),
      variables,
    });
    for (const { name, check } of composed)
      variables.set(name, composedType(check(environment).type, dynType));
    return environment;
  }

  #typeOf(kind: KindFacts): ObjectType {
    const known = this.#types.get(kind) ?? objectType(publishedSchema(kind, this.#facts), kind.kind);
    this.#types.set(kind, known);
    return known;
  }
}

type Check = (environment: Environment) => TypeCheck;

/** In the environments of stored policies. */
function checkOf(expression: string): Check {
  return typeChecks(expression, true);
}

function expressionsIn({ validations }: Policy): { readonly path: Path; readonly source: string }[] {
  return validations.flatMap(({ expression, messageExpression = '' }, index) => {
    const path: Path = ['spec', 'validations', index];
    const message = { path: [...path, 'messageExpression'], source: messageExpression };
    return [
      { path: [...path, 'expression'], source: expression },
      ...(messageExpression === '' ? [] : [message]),
    ];
  });
}

function problemAt(
  path: Path,
  { line, column, message }: CompileError,
  kinds: readonly KindFacts[],
): PolicyProblem {
  const names = kinds.map(
    ({ group, version, kind }) => `${group === '' ? version : `${group}/${version}`} ${kind}`,
  );
  return {
    rule: 'type-error',
    path,
    message: `has the wrong type for ${names.join(', ')}, at ${line}:${column}: ${message}`,
  };
}

/** In the order of the API server. Rules with wildcards are not checked. */
function kindsToCheck({ matchConstraints }: Policy, facts: ApiFacts): KindFacts[] {
  const kinds = new Set<KindFacts>();
  for (const rule of matchConstraints.resourceRules) {
    let count = 0;
    for (const kind of kindsOf(rule, facts)) {
      kinds.add(kind);
      count += 1;
      if (count === mostKinds) return sorted(kinds);
    }
  }
  return sorted(kinds);
}

function* kindsOf(rule: ResourceRule, facts: ApiFacts): Iterable<KindFacts> {
  const { apiGroups, apiVersions, resources } = rule;
  if ([...apiGroups, ...apiVersions].some((name) => name.includes('*'))) return;
  const plain = resources.filter((resource) => !/[*/]/.test(resource)).toSorted();
  for (const group of apiGroups.toSorted()) {
    for (const version of apiVersions.toSorted()) {
      for (const resource of plain) {
        yield* facts
          .kinds()
          // The API server looks for resources of the core group in all groups.
          .filter(
            (kind) =>
              kind.version === version && kind.plural === resource && (group === '' || kind.group === group),
          );
      }
    }
  }
}

function sorted(kinds: ReadonlySet<KindFacts>): KindFacts[] {
  const key = ({ group, version, kind }: KindFacts): string => `${group}\n${version}\n${kind}`;
  return [...kinds].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
