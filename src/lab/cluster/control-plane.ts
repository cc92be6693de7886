/**
 * One cluster: a real control plane, with nodes that only pretend.
 *
 *     pki.ts, certificates.ts   who may speak as whom
 *     kubeconfig.ts             how programs find the API server
 *     etcd.ts, api-server.ts, kwok.ts   a process each
 *     store.ts                  what etcd has before the API server starts
 *     component.ts              the controller manager and the scheduler
 *     nodes.ts, volumes.ts      what there is in the region's zones
 *
 * Everything here makes sure of something: what is there already is left alone, so it both starts and repairs.
 */
import { join } from 'node:path';
import { ClusterClient } from '../../cluster/client.ts';
import { hasCondition } from '../../cluster/conditions.ts';
import type { CustomResourceDefinition } from '../../kubernetes/custom-resource.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { installDefinitions } from '../kinds/install.ts';
import { storedDefinitions } from '../kinds/stored.ts';
import { processName } from '../process/spec.ts';
import { track } from '../progress.ts';
import type { LabSession } from '../session.ts';
import { type LabCluster, writeWhole } from '../state.ts';
import { waitUntil } from '../until.ts';
import { ensureApiServer } from './api-server.ts';
import { controllerManager, ensureComponent, scheduler } from './component.ts';
import { ensureEtcd } from './etcd.ts';
import { fieldManager } from './field-manager.ts';
import { kubeconfig } from './kubeconfig.ts';
import { ensureKwok } from './kwok.ts';
import { nodesOf } from './nodes.ts';
import { controllersGroup, ensurePki, type Pki, type User, users } from './pki.ts';
import { fillStore } from './store.ts';
import { volumesOf } from './volumes.ts';

/** A cluster whose control plane runs. */
export interface ControlPlane {
  readonly cluster: LabCluster;
  readonly server: string;
  readonly pki: Pki;
  /** As `admin`. */
  readonly client: ClusterClient;
  /** Path of a kubeconfig for one user. */
  kubeconfigOf(user: User): string;
}

/** Starts or repairs a cluster's control plane, and returns when its nodes are ready. */
export async function ensureControlPlane(
  session: LabSession,
  cluster: LabCluster,
  definitions: readonly CustomResourceDefinition[],
): Promise<ControlPlane> {
  const { id } = cluster;
  const plane = await ensureApi(session, cluster, definitions);
  const { pki, client, kubeconfigOf } = plane;
  await client.apply(controllersBinding, { fieldManager });
  await Promise.all([
    ensureComponent(session, id, pki, controllerManager(pki, kubeconfigOf('kube-controller-manager'))),
    ensureComponent(session, id, pki, scheduler(kubeconfigOf('kube-scheduler'))),
    ensureKwok(session, id, kubeconfigOf('kwok')),
    // Created, not applied: only then does a node keep the status it comes with, as when a kubelet registers it.
    ...nodesOf(cluster).map(async (node) => client.create(node, { fieldManager })),
    ...volumesOf(cluster).map(async (volume) => client.create(volume, { fieldManager })),
  ]);
  await track(session.progress, id, 'nodes ready', async () => waitForNodes(plane, session.signal));
  return plane;
}

/**
 * Starts or repairs etcd and the API server of a cluster: enough to judge objects, and nothing acts on them.
 *
 * @param definitions of the custom kinds that it serves
 */
export async function ensureApi(
  session: LabSession,
  cluster: LabCluster,
  definitions: readonly CustomResourceDefinition[],
): Promise<ControlPlane> {
  const { id } = cluster;
  const folder = session.clusterFolder(id);
  const pki = await ensurePki(folder, id);
  const etcd = await ensureEtcd(session, id, pki);
  const isNew = session.state.processes[processName({ cluster: id, name: 'kube-apiserver' })] === undefined;
  if (isNew) await fillStore(etcd, pki, storedDefinitions(definitions));
  const server = await ensureApiServer(session, id, pki, etcd);
  const kubeconfigOf = (user: User): string => join(folder, 'kubeconfigs', `${user}.json`);
  for (const user of Object.keys(users) as User[]) {
    // Argo CD works in the namespace of its context.
    const namespace = user.startsWith('argocd-') ? { namespace: 'argocd' } : {};
    writeWhole(kubeconfigOf(user), kubeconfig([{ name: id, server, pki, user, ...namespace }]));
  }
  const client = ClusterClient.open({ kubeconfig: kubeconfigOf('admin') }, session.signal);
  const plane = { cluster, server, pki, client, kubeconfigOf };
  await installDefinitions(session, plane, definitions);
  return plane;
}

const controllersBinding: KubernetesObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'plumbline-lab-controllers' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: controllersGroup }],
};

async function waitForNodes({ client, cluster }: ControlPlane, signal: AbortSignal): Promise<void> {
  await waitUntil({ cluster: cluster.id, what: 'nodes ready', signal }, async () => {
    const waiting = (await client.list('v1', 'Node')).filter((node) => !hasCondition(node, 'Ready'));
    return waiting.length === 0 || `${waiting.map(({ metadata }) => metadata.name).join(', ')} are not`;
  });
}
