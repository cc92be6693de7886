import type { ApiFacts } from '../kubernetes/facts.ts';
import { type Pods, podsOf } from '../kubernetes/pods.ts';
import { typeOf } from '../manifest/object.ts';
import { systemNamespaces } from '../manifest/own-namespaces.ts';
import { rememberingEach } from '../manifest/remember.ts';
import type { CheckedObject } from './problem.ts';
import { productsOf } from './products.ts';
import { isProvidedByCluster } from './provided.ts';

/** An object together with the pods that it makes. */
export interface Workload extends CheckedObject {
  readonly pods: Pods;
}

/** All that is known to be in one cluster: the objects read, and those that controllers make of them. */
export class Inventory {
  readonly objects: readonly CheckedObject[];
  readonly #objects = new Map<string, CheckedObject>();
  /** Objects and products, by type, namespace and name. */
  readonly #names = new Map<string, Set<string>>();
  readonly #namesAnywhere = new Map<string, Set<string>>();
  readonly #workloads = new Map<string, Workload[]>();
  /** By type, and by type and namespace. */
  readonly #ofType = new Map<string, CheckedObject[]>();
  /** Namespaces with objects that may make pods in ways that are not known here. */
  readonly #opaque = new Set<string>();
  readonly #clusterScoped: ReadonlySet<string>;

  constructor(objects: readonly CheckedObject[], facts: ApiFacts) {
    this.objects = objects;
    this.#clusterScoped = clusterScopedTypes(facts);
    for (const checked of objects) {
      const { type, object } = checked;
      const { namespace, name } = checked.identity;
      this.#objects.set(`${type} ${namespace}/${name}`, checked);
      this.#addName(type, namespace, name);
      addTo(this.#ofType, type, checked);
      addTo(this.#ofType, `${type} ${namespace}`, checked);
      for (const product of productsOf(checked)) this.#addName(product.type, product.namespace, product.name);
      const pods = podsOf(type, object);
      if (pods !== undefined) addTo(this.#workloads, namespace, { ...checked, pods });
      else if (makesPodsItself(type) || facts.find(object.apiVersion, object.kind) === undefined)
        this.#opaque.add(namespace);
    }
  }

  /** An object read, by what identifies it; objects without a namespace go wherever they are applied. */
  find(type: string, namespace: string, name: string): CheckedObject | undefined {
    const scope = this.#clusterScoped.has(type) ? '' : namespace;
    return this.#objects.get(`${type} ${scope}/${name}`) ?? this.#objects.get(`${type} /${name}`);
  }

  /**
   * Is there such an object, read, made by a controller, or in every cluster? Where the namespace is not known on one
   * side, because whoever applies the manifest chooses it, any will do.
   */
  has(type: string, namespace: string, name: string): boolean {
    if (isProvidedByCluster(type, namespace, name) || this.namesOf(type, namespace).has(name)) return true;
    return namespace === ''
      ? (this.#namesAnywhere.get(type)?.has(name) ?? false)
      : this.namesOf(type, '').has(name);
  }

  /** Names of all objects of a type in a namespace. */
  namesOf(type: string, namespace: string): ReadonlySet<string> {
    return this.#names.get(`${type} ${this.#clusterScoped.has(type) ? '' : namespace}`) ?? new Set();
  }

  ofType(type: string): readonly CheckedObject[] {
    return this.#ofType.get(type) ?? [];
  }

  ofTypeIn(namespace: string, type: string): readonly CheckedObject[] {
    return this.#ofType.get(`${type} ${namespace}`) ?? [];
  }

  isClusterScoped(type: string): boolean {
    return this.#clusterScoped.has(type);
  }

  workloadsIn(namespace: string): readonly Workload[] {
    return this.#workloads.get(namespace) ?? [];
  }

  /** Can all pods of the namespace be known from what was read? */
  knowsPodsOf(namespace: string): boolean {
    const isOpen = this.#opaque.has(namespace) || systemNamespaces.has(namespace);
    return this.workloadsIn(namespace).length > 0 && !isOpen;
  }

  #addName(type: string, namespace: string, name: string): void {
    addToSet(this.#names, `${type} ${namespace}`, name);
    addToSet(this.#namesAnywhere, type, name);
  }
}

function addToSet(map: Map<string, Set<string>>, key: string, value: string): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

function addTo<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** Custom resources whose operators make pods with labels of their own choice. */
function makesPodsItself(type: string): boolean {
  return podMakers.has(type);
}

const podMakers: ReadonlySet<string> = new Set([
  'gateway.networking.k8s.io/Gateway',
  'monitoring.coreos.com/Alertmanager',
  'monitoring.coreos.com/Prometheus',
  'monitoring.coreos.com/PrometheusAgent',
  'monitoring.coreos.com/ThanosRuler',
]);

export const clusterScopedTypes = rememberingEach(
  (facts: ApiFacts): ReadonlySet<string> =>
    new Set(
      facts
        .kinds()
        .filter(({ namespaced }) => !namespaced)
        .map(({ group, kind }) => typeOf(group, kind)),
    ),
);
