import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '../../cluster/api-error.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import type { Pki } from '../cluster/pki.ts';
import { track } from '../progress.ts';
import type { LabSession } from '../session.ts';
import { waitUntil } from '../until.ts';
import { applyAll, namespace } from './apply.ts';

const kedaNamespace = 'keda';
const service = 'keda-metrics-apiserver';
const metricsApi = { group: 'external.metrics.k8s.io', version: 'v1beta1' };

/** Starts KEDA's operator, and its server of external metrics behind the API server's aggregation layer. */
export async function ensureKeda(session: LabSession, plane: ControlPlane): Promise<void> {
  const { id } = plane.cluster;
  const [operator, adapter] = await Promise.all([
    session.programs.program('keda-operator'),
    session.programs.program('keda-adapter'),
  ]);
  await applyAll(plane.client, [namespace(kedaNamespace)]);
  const certificates = layOutCertificates(plane.pki, join(session.clusterFolder(id), 'keda'));
  await startOperator(session, plane, operator, certificates);
  await startAdapter(session, plane, adapter, certificates);
  const adapterPort = await session.port(id, 'keda-adapter', 'https');
  await applyAll(plane.client, aggregation(adapterPort, readFileSync(plane.pki.ca)));
  await track(session.progress, id, 'external metrics answer', async () =>
    waitForMetrics(plane, session.signal),
  );
}

async function startOperator(
  session: LabSession,
  plane: ControlPlane,
  program: string,
  certificates: string,
): Promise<void> {
  await session.ensure(plane.cluster.id, 'keda-operator', async (port) => {
    const health = `127.0.0.1:${await port('health')}`;
    return {
      program,
      args: [
        `--cert-dir=${certificates}`,
        `--metrics-bind-address=127.0.0.1:${await port('metrics')}`,
        `--health-probe-bind-address=${health}`,
        `--metrics-service-bind-address=127.0.0.1:${await port('grpc')}`,
      ],
      env: {
        KUBECONFIG: plane.kubeconfigOf('keda'),
        WATCH_NAMESPACE: '',
        POD_NAMESPACE: kedaNamespace,
        // It would read this from the files of a pod's service account.
        KEDA_CLUSTER_OBJECT_NAMESPACE: kedaNamespace,
      },
      stop: 'controller',
      ready: { url: `http://${health}/readyz` },
    };
  });
}

async function startAdapter(
  session: LabSession,
  plane: ControlPlane,
  program: string,
  certificates: string,
): Promise<void> {
  const { id } = plane.cluster;
  const kubeconfigFile = plane.kubeconfigOf('keda');
  const operatorPort = await session.port(id, 'keda-operator', 'grpc');
  await session.ensure(id, 'keda-adapter', async (port) => {
    const metrics = await port('metrics');
    return {
      program,
      args: [
        '--bind-address=127.0.0.1',
        `--secure-port=${await port('https')}`,
        `--port=${metrics}`,
        `--cert-dir=${certificates}`,
        `--tls-cert-file=${join(certificates, 'tls.crt')}`,
        `--tls-private-key-file=${join(certificates, 'tls.key')}`,
        `--client-ca-file=${plane.pki.ca}`,
        `--metrics-service-address=127.0.0.1:${operatorPort}`,
        `--lister-kubeconfig=${kubeconfigFile}`,
        `--authentication-kubeconfig=${kubeconfigFile}`,
        `--authorization-kubeconfig=${kubeconfigFile}`,
      ],
      env: { KUBECONFIG: kubeconfigFile, WATCH_NAMESPACE: '', POD_NAMESPACE: kedaNamespace },
      stop: 'controller',
      ready: { url: `http://127.0.0.1:${metrics}/metrics` },
    };
  });
}

/** Operator and adapter show each other the same certificate, under the names that KEDA expects. */
function layOutCertificates(pki: Pki, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  copyFileSync(pki.ca, join(folder, 'ca.crt'));
  copyFileSync(pki.certificate('keda-tls'), join(folder, 'tls.crt'));
  copyFileSync(pki.key('keda-tls'), join(folder, 'tls.key'));
  return folder;
}

/** A Service that is only a name for this machine: it gives the API server an address to call. */
function aggregation(port: number, authority: Buffer): KubernetesObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service, namespace: kedaNamespace },
      spec: { type: 'ExternalName', externalName: 'localhost' },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: `${metricsApi.version}.${metricsApi.group}` },
      spec: {
        ...metricsApi,
        service: { name: service, namespace: kedaNamespace, port },
        groupPriorityMinimum: 100,
        versionPriority: 100,
        caBundle: authority.toString('base64'),
      },
    },
  ];
}

/**
 * Reads a metric that does not exist: an answer about it has gone through the whole chain. That the APIService is
 * Available would prove nothing; it is so too when the adapter refuses every read.
 */
async function waitForMetrics({ client, cluster }: ControlPlane, signal: AbortSignal): Promise<void> {
  const path = `/apis/${metricsApi.group}/${metricsApi.version}/namespaces/default/plumbline-probe?labelSelector=scaledobject.keda.sh%2Fname%3Dnone`;
  await waitUntil({ cluster: cluster.id, what: 'metrics answered', signal }, async () => {
    try {
      await client.request({ path });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return (error.status === 500 && /not found/i.test(error.message)) || error.message;
    }
  });
}
