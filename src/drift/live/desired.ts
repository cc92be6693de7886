import type { Discovery, ServedKind } from '../../cluster/discovery.ts';
import { groupOf, type KubernetesObject, typeOf } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';

/** An object that git gives a cluster. */
export interface DesiredObject extends LoadedManifest {
  /** Argo CD's Application that applies it. */
  readonly application: string;
  /** Namespace of the Application's destination. */
  readonly destinationNamespace: string;
}

export function typeOfObject({ apiVersion, kind }: KubernetesObject): string {
  return typeOf(groupOf(apiVersion), kind);
}

/** How a server serves a kind: in the version that is asked for, else in the one that it prefers. */
export class ServedKinds {
  readonly #byType: ReadonlyMap<string, readonly ServedKind[]>;
  readonly #silentGroups: ReadonlySet<string>;

  constructor({ kinds, silent }: Discovery) {
    this.#byType = Map.groupBy(kinds, ({ group, kind }) => typeOf(group, kind));
    this.#silentGroups = new Set(silent.map(groupOf));
  }

  find({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): ServedKind | undefined {
    const served = this.#byType.get(typeOf(groupOf(apiVersion), kind)) ?? [];
    return served.find((each) => each.apiVersion === apiVersion) ?? served[0];
  }

  /** One version of each kind: the one that the server prefers. */
  all(): ServedKind[] {
    return [...this.#byType.values()].flatMap(([preferred]) => preferred ?? []);
  }

  /** Whether a kind may be there, though nobody can tell. */
  isSilent({ apiVersion }: Pick<KubernetesObject, 'apiVersion'>): boolean {
    return this.#silentGroups.has(groupOf(apiVersion));
  }
}

/** Where Argo CD puts an object: what has no namespace, where its kind has them, goes into that of the destination. */
export function inDestination(
  object: KubernetesObject,
  destinationNamespace: string,
  isNamespaced: boolean | undefined,
): KubernetesObject {
  const { metadata } = object;
  if (isNamespaced !== true || (metadata.namespace ?? '') !== '') return object;
  return { ...object, metadata: { ...metadata, namespace: destinationNamespace } };
}

/** All of it, where Argo CD puts it. */
export function placed(desired: readonly DesiredObject[], kinds: ServedKinds): DesiredObject[] {
  return desired.map((each) => {
    const isNamespaced = kinds.find(each.object)?.namespaced;
    return { ...each, object: inDestination(each.object, each.destinationNamespace, isNamespaced) };
  });
}
