import { fromJson } from '../cel/value/json.ts';
import type { Value } from '../cel/value/value.ts';
import type { ObjectReader, ReadObject } from '../kubernetes/defaults/read.ts';
import { mountToken } from '../kubernetes/defaults/token.ts';
import type { KindFacts } from '../kubernetes/facts.ts';
import { identityOf, type KubernetesObject, type ObjectIdentity } from '../manifest/object.ts';
import { type Caller, requestVariable, unknownVariable, type Variables, withTraps } from './activation.ts';
import type { CompiledPolicy } from './compile.ts';
import type { Inputs } from './judge.ts';
import type { Namespaces } from './namespaces.ts';
import type { Binding } from './policies.ts';
import type { AdmissionRequest } from './request.ts';
import { allowed, type PolicyResult } from './results.ts';

type Variable = Variables[string];

const asks = unknownVariable('the expression asks the authorizer');

/** Whether the token of a pod's account is mounted, which only the account tells. */
type Token = 'absent' | 'mounted' | 'unknown';

/** One request, and what expressions see of it. Worked out when first needed: most policies do not apply. */
export class Subject {
  /** With the objects as policies see them. */
  readonly request: AdmissionRequest;
  readonly #identity: ObjectIdentity;
  readonly #caller: Caller | undefined;
  readonly #namespaces: Namespaces;
  readonly #reader: ObjectReader;
  readonly #byMatch = new Map<KindFacts | undefined, Inputs>();
  readonly #asked: AdmissionRequest;
  #hasToken = false;
  #namespace: { readonly variable: Variable } | undefined;

  constructor(
    request: AdmissionRequest,
    caller: Caller | undefined,
    reader: ObjectReader,
    namespaces: Namespaces,
    token: Token = 'unknown',
  ) {
    const read = (object: KubernetesObject | undefined) => {
      if (object === undefined) return undefined;
      const found = reader.read(object);
      this.#hasToken ||= found.unknown.some(({ isToken }) => isToken);
      return withTraps(withToken(request.operation === 'CREATE' ? asCreated(found) : found, token));
    };
    this.request = { ...request, object: read(request.object), oldObject: read(request.oldObject) };
    this.#asked = request;
    this.#identity = identityOf(request.manifest.object);
    this.#caller = caller;
    this.#namespaces = namespaces;
    this.#reader = reader;
  }

  /** The same request in all ways in which its pod may come to policies; empty if there is only one. */
  alternatives(): Subject[] {
    if (!this.#hasToken) return [];
    return (['absent', 'mounted'] as const).map(
      (token) => new Subject(this.#asked, this.#caller, this.#reader, this.#namespaces, token),
    );
  }

  /** A result to be completed. */
  result({ policy }: CompiledPolicy, binding: Binding | undefined, param = ''): PolicyResult {
    const { manifest, operation } = this.request;
    return allowed({ manifest, identity: this.#identity, operation, policy, binding, param });
  }

  /** @param matchedAs the API that the policy matched */
  inputs(matchedAs: KindFacts | undefined, params: Value): Inputs {
    let inputs = this.#byMatch.get(matchedAs);
    if (inputs === undefined) {
      inputs = this.#inputs(matchedAs);
      this.#byMatch.set(matchedAs, inputs);
    }
    if (params === null) return inputs;
    const { variables, conditionVariables } = inputs;
    return {
      variables: { ...variables, params },
      conditionVariables: { ...conditionVariables, params },
      // Variables may read the parameters.
      shared: new Map(),
    };
  }

  #inputs(matchedAs: KindFacts | undefined): Inputs {
    const { request } = this;
    const isConverted = matchedAs !== undefined && matchedAs !== request.facts;
    const visible = (object: KubernetesObject | undefined): Variable => {
      if (object === undefined) return null;
      if (!isConverted) return fromJson(object);
      return unknownVariable(
        `the object is converted to ${matchedAs.version}, which only the API server does`,
      );
    };
    const shared = {
      object: visible(request.object),
      oldObject: visible(request.oldObject),
      params: null,
      authorizer: asks,
      'authorizer.requestResource': asks,
    };
    const asMatched = requestVariable(request, matchedAs, matchedAs, this.#caller);
    // Match conditions see the resource as it was asked for, and no namespace, though they compile with one.
    const asMade = isConverted ? requestVariable(request, matchedAs, request.facts, this.#caller) : asMatched;
    return {
      variables: { ...shared, request: asMatched, namespaceObject: () => this.#namespaceObject() },
      conditionVariables: { ...shared, request: asMade, namespaceObject: null },
      shared: new Map(),
    };
  }

  #namespaceObject(): Value {
    this.#namespace ??= { variable: this.#readNamespace() };
    const { variable } = this.#namespace;
    return typeof variable === 'function' ? (variable() as Value) : (variable ?? null);
  }

  #readNamespace(): Variable {
    const { group, kind, facts, namespace } = this.request;
    if (group === '' && kind === 'Namespace') return null;
    if (facts === undefined) return unknownVariable(`whether ${kind} is namespaced is not known`);
    if (namespace === '') return null;
    const known = this.#namespaces.find(namespace);
    if (known === undefined)
      return unknownVariable(`the namespace ${namespace} is not known (give its manifest, see --namespaces)`);
    return fromJson(withTraps(this.#reader.read(known)));
  }
}

function asCreated({ object, unknown }: ReadObject): ReadObject {
  return { object, unknown: unknown.filter(({ isLater }) => isLater !== true) };
}

function withToken({ object, unknown }: ReadObject, token: Token): ReadObject {
  if (token === 'unknown') return { object, unknown };
  const isPod = unknown.some(({ isToken }) => isToken);
  const names = token === 'mounted' && isPod ? mountToken(object) : [];
  return { object, unknown: [...unknown.filter(({ isToken }) => isToken !== true), ...names] };
}
