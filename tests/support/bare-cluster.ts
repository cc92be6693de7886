import { rmSync } from 'node:fs';
import { type ControlPlane, ensureApi } from '../../src/lab/cluster/control-plane.ts';
import type { ControllerName } from '../../src/lab/controllers/names.ts';
import { definitionsOf } from '../../src/lab/kinds/of-cluster.ts';
import { LabSession } from '../../src/lab/session.ts';
import { emptyState, type LabCluster } from '../../src/lab/state.ts';
import { stopAll } from '../../src/lab/stop.ts';
import { formatIdentity, identityOf, type KubernetesObject } from '../../src/manifest/object.ts';
import { labPrograms } from './lab.ts';
import { createLabHome } from './lab-home.ts';

/** What the API server made of an object. */
export interface Verdict {
  /** As the server has it, or would have it. */
  readonly object?: KubernetesObject;
  /** Why it refused the object, or what it warns of. */
  readonly problems: readonly string[];
}

/** An API server with its etcd, and nothing that acts on what it is given: it judges, fills in and keeps. */
export class BareCluster {
  readonly session: LabSession;
  readonly plane: ControlPlane;

  private constructor(session: LabSession, plane: ControlPlane) {
    this.session = session;
    this.plane = plane;
  }

  /** @param controllers whose kinds it serves */
  static async start(...controllers: readonly ControllerName[]): Promise<BareCluster> {
    const note = (): void => {};
    const session = new LabSession({
      folder: createLabHome(),
      state: { ...emptyState(), controllers },
      programs: labPrograms(note),
      progress: { note },
      signal: new AbortController().signal,
    });
    try {
      return new BareCluster(
        session,
        await ensureApi(session, bareHub, await definitionsOf(session, bareHub)),
      );
    } catch (error) {
      await stop(session);
      throw error;
    }
  }

  /** Server-side apply of all at once, as Argo CD's field manager and with strict decoding. */
  async apply(objects: readonly KubernetesObject[], { dryRun = false } = {}): Promise<Verdict[]> {
    return Promise.all(
      objects.map(async (object) => {
        const name = formatIdentity(identityOf(object));
        const told = (text: string): string => `${name}: ${text}`;
        try {
          const answer = await this.plane.client.apply(object, { fieldManager: 'argocd-controller', dryRun });
          return { object: answer.object, problems: answer.warnings.map(told) };
        } catch (error) {
          return { problems: [told(String(error))] };
        }
      }),
    );
  }

  /** Deletes objects, namespaces last. Nothing here would empty a namespace or end its termination. */
  async empty(objects: readonly KubernetesObject[]): Promise<void> {
    const isNamespace = ({ kind }: KubernetesObject): boolean => kind === 'Namespace';
    await Promise.all(
      objects.filter((object) => !isNamespace(object)).map(async (object) => this.delete(object)),
    );
    await Promise.all(
      objects.filter(isNamespace).map(async (object) => {
        if (!(await this.delete(object))) return;
        const { apiVersion, kind, metadata } = object;
        const body = { apiVersion, kind, metadata: { name: metadata.name }, spec: { finalizers: [] } };
        await this.plane.client.request({
          method: 'PUT',
          path: `/api/v1/namespaces/${metadata.name}/finalize`,
          body,
        });
      }),
    );
  }

  /** Stops and removes everything: to be called whatever happens. */
  async dispose(): Promise<void> {
    await stop(this.session);
  }

  private async delete({ apiVersion, kind, metadata }: KubernetesObject): Promise<boolean> {
    const { name = '', namespace } = metadata;
    return this.plane.client.delete({ apiVersion, kind, name, namespace });
  }
}

/** As a hub, it is given Argo CD's kinds too. */
const bareHub: LabCluster = { id: 'bare', environment: 'bare', region: 'bare', zones: [], isHub: true };

async function stop(session: LabSession): Promise<void> {
  await session.close();
  await stopAll(session.folder, session.state);
  rmSync(session.folder, { recursive: true, force: true });
}
