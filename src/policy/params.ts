import { fromJson } from '../cel/value/json.ts';
import type { Value } from '../cel/value/value.ts';
import type { ObjectReader } from '../kubernetes/defaults/read.ts';
import type { ApiFacts } from '../kubernetes/facts.ts';
import { selects } from '../manifest/label-selector.ts';
import { groupOf, type KubernetesObject } from '../manifest/object.ts';
import { withTraps } from './activation.ts';
import type { Binding, ParamKind } from './policies.ts';

/** One parameter to evaluate a policy with. */
export interface Param {
  /** Empty for a policy without parameters. */
  readonly name: string;
  readonly value: Value;
}

export type FoundParams =
  | { readonly params: readonly Param[] }
  /** Worded as the API server words it. */
  | { readonly configurationError: string };

const withoutParams: FoundParams = { params: [{ name: '', value: null }] };

/**
 * The objects that bindings can refer to. What was not given is not there: parameters are written beside the policies
 * that need them. Source: Kubernetes 1.34, `apiserver/pkg/admission/plugin/policy/generic/policy_dispatcher.go`.
 */
export class Params {
  readonly #byKind: ReadonlyMap<string, readonly KubernetesObject[]>;
  readonly #facts: ApiFacts;
  readonly #reader: ObjectReader;
  readonly #values = new WeakMap<KubernetesObject, Value>();

  constructor(objects: readonly KubernetesObject[], facts: ApiFacts, reader: ObjectReader) {
    this.#byKind = Map.groupBy(objects, ({ apiVersion, kind }) => kindKey({ apiVersion, kind }));
    this.#facts = facts;
    this.#reader = reader;
  }

  /** @param namespace of the object under judgement; empty if it has none */
  find(paramKind: ParamKind | undefined, { paramRef }: Binding, namespace: string): FoundParams {
    if (paramKind === undefined || paramRef === undefined) return withoutParams;
    const facts = this.#facts.find(paramKind.apiVersion, paramKind.kind);
    const isNamespaced = facts?.namespaced ?? false;
    const ownNamespace = paramRef.namespace ?? '';
    if (isNamespaced && ownNamespace === '' && namespace === '')
      return error('cannot use namespaced paramRef in policy binding that matches cluster-scoped resources');
    if (!isNamespaced && ownNamespace !== '')
      return error('paramRef.namespace must not be provided for a cluster-scoped `paramKind`');
    const wanted = isNamespaced ? ownNamespace || namespace : '';
    const { name, selector } = paramRef;
    const found = (this.#byKind.get(kindKey(paramKind)) ?? [])
      .filter((object) => !isNamespaced || (object.metadata.namespace ?? 'default') === wanted)
      .filter(({ metadata }) =>
        name === undefined || name === ''
          ? selects(selector ?? {}, metadata.labels ?? {})
          : metadata.name === name,
      );
    if (found.length === 0 && paramRef.parameterNotFoundAction === 'Deny')
      return error('no params found for policy binding with `Deny` parameterNotFoundAction');
    return { params: found.map((object) => ({ name: nameOf(object), value: this.#valueOf(object) })) };
  }

  #valueOf(object: KubernetesObject): Value {
    let value = this.#values.get(object);
    if (value === undefined) {
      value = fromJson(withTraps(this.#reader.read(object)));
      this.#values.set(object, value);
    }
    return value;
  }
}

function error(configurationError: string): FoundParams {
  return { configurationError };
}

/** Versions of one kind are the same objects. */
function kindKey({ apiVersion, kind }: ParamKind): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

function nameOf({ metadata }: KubernetesObject): string {
  const { namespace, name = '' } = metadata;
  return namespace === undefined ? name : `${namespace}/${name}`;
}
