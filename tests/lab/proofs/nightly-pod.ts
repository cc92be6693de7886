import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ClusterClient } from '../../../src/cluster/client.ts';
import type { Container, PodSpec, Volume } from '../../../src/kubernetes/1.34/types/v1.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { checkout } from '../../support/checkout.ts';
import { until } from '../../support/until.ts';

export interface Ended {
  readonly container: string;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What is otherwise than in a pod: there are no images, no cluster DNS, and nobody hands out credentials of AWS. */
export interface Surroundings {
  readonly client: ClusterClient;
  /** Where the API server is. */
  readonly server: string;
  /** Gets a folder for each volume. */
  readonly folder: string;
  /** What else the containers' environment has. */
  readonly env: Readonly<Record<string, string>>;
}

/** Does what the kubelet does with a pod: fills its volumes, and runs its containers' commands one after the other. */
export async function runPod(pod: KubernetesObject, surroundings: Surroundings): Promise<Ended[]> {
  const spec = pod['spec'] as PodSpec;
  const namespace = pod.metadata.namespace ?? '';
  for (const volume of spec.volumes ?? []) await fill(volume, spec, namespace, surroundings);
  const ended: Ended[] = [];
  for (const container of [...(spec.initContainers ?? []), ...spec.containers]) {
    const done = await run(container, namespace, surroundings);
    ended.push(done);
    if (done.code !== 0) break;
  }
  return ended;
}

async function fill(
  { name, projected }: Volume,
  spec: PodSpec,
  namespace: string,
  { client, server, folder }: Surroundings,
): Promise<void> {
  mkdirSync(join(folder, name), { recursive: true });
  const write = (file: string, content: string): void => writeFileSync(join(folder, name, file), content);
  for (const { configMap, serviceAccountToken } of projected?.sources ?? []) {
    if (configMap !== undefined) {
      const data = await dataOf(client, namespace, configMap.name ?? '');
      for (const [file, content] of Object.entries(data)) {
        const here = content.replaceAll('https://kubernetes.default.svc', server);
        write(file, localPaths(here, spec.containers[0], folder));
      }
    }
    if (serviceAccountToken !== undefined) {
      const { path, expirationSeconds } = serviceAccountToken;
      const { json } = await client.request({
        method: 'POST',
        path: `/api/v1/namespaces/${namespace}/serviceaccounts/${spec.serviceAccountName}/token`,
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds } },
      });
      write(path, (json as { readonly status: { readonly token: string } }).status.token);
    }
  }
}

/** The kubelet waits for it too: Kubernetes gives a new namespace its `kube-root-ca.crt` a moment later. */
async function dataOf(
  client: ClusterClient,
  namespace: string,
  name: string,
): Promise<Readonly<Record<string, string>>> {
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name, namespace };
  const found = await until(`there is a ConfigMap ${name}`, async () => client.get(reference));
  return found['data'] as Readonly<Record<string, string>>;
}

/** The places where volumes are mounted, as the folders that they are here. */
function localPaths(value: string, container: Container | undefined, folder: string): string {
  const mounts = container?.volumeMounts ?? [];
  const places = mounts.map(({ mountPath }) => mountPath).join('|');
  return value.replaceAll(new RegExp(`(?<=^|[\\s=])(${places})(?=/|$)`, 'gm'), (path) => {
    const { name = '' } = mounts.find(({ mountPath }) => mountPath === path) ?? {};
    return join(folder, name);
  });
}

async function run(
  container: Container,
  namespace: string,
  { client, folder, env }: Surroundings,
): Promise<Ended> {
  const local = (value: string): string => localPaths(value, container, folder);
  const variables: Record<string, string> = {};
  for (const { configMapRef } of container.envFrom ?? [])
    Object.assign(variables, await dataOf(client, namespace, configMapRef?.name ?? ''));
  const given = [...(container.command ?? []), ...(container.args ?? [])].map(local);
  // The entry point of the image is plumb.
  const [program = '', ...args] = container.command ? given : [join(checkout, 'plumb'), ...given];
  const child = spawn(program, args, {
    cwd: container.workingDir === undefined ? folder : local(container.workingDir),
    env: {
      PATH: process.env['PATH'],
      ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, local(value)])),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { container: container.name, code, stdout, stderr };
}
