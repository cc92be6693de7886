import type { ClusterClient } from '../cluster/client.ts';
import { tracked } from '../drift/tracking.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { type RenderedApp, readObjects } from './rendered.ts';

/** Owns what Argo CD does not sync: registrations and their tokens. */
export const fieldManager = 'plumbline-deploy';

/**
 * Applies objects of a rendered app exactly as Argo CD will: as its field manager, with its annotation. So it takes
 * them over as its own, whatever is later removed from them in git is removed, and applying them again changes nothing.
 *
 * @param application name of the Application that the app will have
 * @param wanted which objects; default: all
 */
export async function applyAsArgocd(
  client: ClusterClient,
  app: RenderedApp,
  application: string,
  wanted: (object: KubernetesObject) => boolean = () => true,
): Promise<void> {
  const objects = readObjects(app).filter(wanted);
  const apply = async (object: KubernetesObject): Promise<void> => {
    await client.apply(tracked(object, application, app.namespace), { fieldManager: 'argocd-controller' });
  };
  const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
  await Promise.all(namespaces.map(apply));
  await Promise.all(objects.filter((object) => !namespaces.includes(object)).map(apply));
}
