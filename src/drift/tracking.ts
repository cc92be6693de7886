import { formatIdentity, groupOf, type KubernetesObject, type ObjectIdentity } from '../manifest/object.ts';

/** By which Argo CD knows the objects that it applied. */
export const trackingAnnotation = 'argocd.argoproj.io/tracking-id';

export interface Tracking {
  readonly application: string;
  /** The object that it says it is. Objects without a namespace carry that of the Application's destination. */
  readonly identity: ObjectIdentity;
}

/**
 * What the annotation says, `APPLICATION:GROUP/KIND:NAMESPACE/NAME` (util/argo/resource_tracking.go, v3.5);
 * `undefined` without one, or for one that cannot be read.
 */
export function trackingOf(object: KubernetesObject): Tracking | undefined {
  const match = /^(.+):([^/:]*)\/([^/:]+):([^/:]*)\/(.+)$/.exec(
    object.metadata.annotations?.[trackingAnnotation] ?? '',
  );
  if (match === null) return undefined;
  const [, application = '', group = '', kind = '', namespace = '', name = ''] = match;
  return { application, identity: { group, kind, namespace, name } };
}

/**
 * Whether Argo CD takes the object for its own: what controllers copy the annotation to, or people with the rest of a
 * manifest, is not.
 */
export function isTracked(tracking: Tracking, identity: ObjectIdentity): boolean {
  const namespace = identity.namespace === '' ? '' : tracking.identity.namespace;
  return formatIdentity({ ...tracking.identity, namespace }) === formatIdentity(identity);
}

/**
 * With the annotation by which Argo CD knows its objects, as its `BuildAppInstanceValue` (util/argo/resource_tracking.go,
 * v3.5) writes it: objects without a namespace carry that of the Application's destination.
 */
export function tracked(
  object: KubernetesObject,
  application: string,
  destinationNamespace: string,
): KubernetesObject {
  const { apiVersion, kind, metadata } = object;
  const namespace = metadata.namespace ?? destinationNamespace;
  const id = `${application}:${groupOf(apiVersion)}/${kind}:${namespace}/${metadata.name}`;
  const annotations = { ...metadata.annotations, [trackingAnnotation]: id };
  return { ...object, metadata: { ...metadata, annotations } };
}
