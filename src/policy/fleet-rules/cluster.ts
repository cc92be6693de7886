import type { Pods } from '../../kubernetes/pods.ts';
import type { FleetObject } from './fleet-object.ts';

/** An object that makes pods, with them. */
export interface FleetWorkload {
  readonly object: FleetObject;
  readonly pods: Pods;
}

/** The objects that go to one cluster. */
export class Cluster {
  /** Empty if the manifests do not tell. */
  readonly environment: string;
  /** Region, or `hub`; empty if the manifests do not tell. */
  readonly target: string;
  readonly objects: readonly FleetObject[];
  readonly #byType: ReadonlyMap<string, readonly FleetObject[]>;
  readonly #byName: ReadonlyMap<string, FleetObject>;

  constructor(environment: string, target: string, objects: readonly FleetObject[]) {
    this.environment = environment;
    this.target = target;
    this.objects = objects;
    this.#byType = Map.groupBy(objects, ({ type }) => type);
    this.#byName = new Map(
      objects.map((object) => [keyOf(object.type, object.namespace, object.name), object]),
    );
  }

  /** All objects of a type such as `apps/Deployment`, in any namespace or in one. */
  ofType(type: string, namespace?: string): readonly FleetObject[] {
    const all = this.#byType.get(type) ?? [];
    return namespace === undefined ? all : all.filter((object) => object.namespace === namespace);
  }

  /** @param namespace empty for cluster-scoped types */
  find(type: string, namespace: string, name: string): FleetObject | undefined {
    return this.#byName.get(keyOf(type, namespace, name));
  }

  /** Everything that makes pods, in any namespace or in one. */
  workloads(namespace?: string): readonly FleetWorkload[] {
    return this.objects.flatMap((object) => {
      const { pods } = object;
      const isHere = namespace === undefined || object.namespace === namespace;
      return pods !== undefined && isHere ? [{ object, pods }] : [];
    });
  }
}

function keyOf(type: string, namespace: string, name: string): string {
  return `${type} ${namespace}/${name}`;
}

/** The clusters of one environment. */
export interface FleetEnvironment {
  /** Empty if the manifests do not tell. */
  readonly name: string;
  /** By target, in code-unit order. */
  readonly clusters: readonly Cluster[];
}
