import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import { track } from '../progress.ts';
import type { LabSession } from '../session.ts';
import { waitUntil } from '../until.ts';
import { applyAll, namespace } from './apply.ts';
import { bucket, type ObjectStore, storeRegion } from './object-store.ts';

const veleroNamespace = 'velero';
const pluginName = 'velero-plugin-for-aws';

/** Starts Velero, which keeps a cluster's backups in the shared bucket under the cluster's id. */
export async function ensureVelero(
  session: LabSession,
  plane: ControlPlane,
  store: ObjectStore,
): Promise<void> {
  const { id } = plane.cluster;
  const [program, plugin] = await Promise.all([
    session.programs.program('velero'),
    session.programs.program(pluginName),
  ]);
  await applyAll(plane.client, [namespace(veleroNamespace)]);
  const location = storageLocation('default', plane.cluster, store);
  await applyAll(plane.client, [ownDeployment, credentials(store), location]);
  const folder = join(session.clusterFolder(id), 'velero');
  const plugins = layOutPlugins(folder, plugin);
  await session.ensure(id, 'velero', async (port) => {
    const metrics = `127.0.0.1:${await port('metrics')}`;
    return {
      program,
      args: [
        'server',
        `--kubeconfig=${plane.kubeconfigOf('velero')}`,
        `--namespace=${veleroNamespace}`,
        `--plugin-dir=${plugins}`,
        `--metrics-address=${metrics}`,
        `--profiler-address=127.0.0.1:${await port('profiler')}`,
      ],
      env: { VELERO_NAMESPACE: veleroNamespace, VELERO_SCRATCH_DIR: folder },
      stop: 'controller',
      ready: { url: `http://${metrics}/metrics` },
    };
  });
  await track(session.progress, id, 'backup storage available', async () =>
    waitUntilAvailable(plane, location, session.signal),
  );
}

/** Where a cluster finds the backups that some cluster, maybe itself, has made. */
function storageLocation(
  name: string,
  { id, region }: ControlPlane['cluster'],
  store: ObjectStore,
): KubernetesObject {
  return {
    apiVersion: 'velero.io/v1',
    kind: 'BackupStorageLocation',
    metadata: { name, namespace: veleroNamespace, labels: { 'plumbline.dev/region': region } },
    spec: {
      provider: 'aws',
      default: name === 'default',
      objectStorage: { bucket, prefix: id, caCert: Buffer.from(store.authority).toString('base64') },
      credential: { name: 'cloud-credentials', key: 'cloud' },
      backupSyncPeriod: '5s',
      validationFrequency: '5s',
      config: { region: storeRegion, s3ForcePathStyle: 'true', s3Url: store.url },
    },
  };
}

function credentials({ accessKey, secretKey }: ObjectStore): KubernetesObject {
  const cloud = `[default]\naws_access_key_id=${accessKey}\naws_secret_access_key=${secretKey}\n`;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'cloud-credentials', namespace: veleroNamespace },
    stringData: { cloud },
  };
}

/** Restores look at Velero's own Deployment and fail without one. It has no pods: Velero runs beside the cluster. */
const ownDeployment: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'velero', namespace: veleroNamespace },
  spec: {
    replicas: 0,
    selector: { matchLabels: { component: 'velero' } },
    template: {
      metadata: { labels: { component: 'velero' } },
      spec: { containers: [{ name: 'velero', image: 'velero' }] },
    },
  },
};

function layOutPlugins(folder: string, plugin: string): string {
  const plugins = join(folder, 'plugins');
  mkdirSync(plugins, { recursive: true });
  const link = join(plugins, pluginName);
  rmSync(link, { force: true });
  symlinkSync(plugin, link);
  return plugins;
}

async function waitUntilAvailable(
  { client, cluster }: ControlPlane,
  { apiVersion, kind, metadata }: KubernetesObject,
  signal: AbortSignal,
): Promise<void> {
  const reference = { apiVersion, kind, name: metadata.name ?? '', namespace: veleroNamespace };
  await waitUntil({ cluster: cluster.id, what: 'backup storage available', signal }, async () => {
    const found = await client.get(reference);
    const { phase = 'Velero has not looked at it', message = '' } = (found?.['status'] ?? {}) as {
      phase?: string;
      message?: string;
    };
    return phase === 'Available' || [phase, message].filter((part) => part !== '').join(': ');
  });
}
