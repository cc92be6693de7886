import { join } from 'node:path';
import { type LiveRequest, type LiveResult, liveDrift } from '../../src/cli/drift/live.ts';
import type { ClusterClient } from '../../src/cluster/client.ts';
import { tracked } from '../../src/drift/tracking.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { groupOf, type KubernetesObject } from '../../src/manifest/object.ts';
import { definitions } from '../drift/objects.ts';
import type { Step } from '../drift/perturbation.ts';
import { until } from './until.ts';

const facts = loadFacts().extendedWith(definitions);

const contentTypes = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Where an object is on an API server. */
export function pathOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  const known = facts.find(apiVersion, kind);
  if (known === undefined) throw new Error(`nothing is known of ${kind}`);
  const root = groupOf(apiVersion) === '' ? 'api' : 'apis';
  const namespace = known.namespaced ? `/namespaces/${metadata.namespace}` : '';
  return `/${root}/${apiVersion}${namespace}/${known.plural}/${metadata.name}`;
}

/** As Argo CD applies an object of an Application whose destination is the namespace `shop`. */
export async function applyAs(
  client: ClusterClient,
  application: string,
  object: KubernetesObject,
): Promise<void> {
  await client.apply(tracked(object, application, 'shop'), { fieldManager: 'argocd-controller' });
}

/** Asks as a person or a controller does. */
export async function perform(
  client: ClusterClient,
  object: KubernetesObject,
  { manager, subresource, by = 'merge', body }: Step,
): Promise<void> {
  const { apiVersion, kind, metadata } = object;
  const force = by === 'apply' ? '&force=true' : '';
  const path = `${pathOf(object)}${subresource === undefined ? '' : `/${subresource}`}`;
  await client.request({
    method: 'PATCH',
    path: `${path}?fieldManager=${manager}${force}`,
    contentType: contentTypes[by],
    body: by === 'apply' ? { apiVersion, kind, metadata: { name: metadata.name }, ...body } : body,
  });
}

/** Installs definitions and waits until the server serves them. */
export async function install(client: ClusterClient, objects: readonly KubernetesObject[]): Promise<void> {
  for (const object of objects) await client.apply(object, { fieldManager: 'test' });
  for (const { spec } of objects) {
    const { group, names, versions } = spec as {
      group: string;
      names: { kind: string };
      versions: [{ name: string }];
    };
    await until(`${names.kind} is served`, async () => {
      client.rediscover();
      return (await client.knows(`${group}/${versions[0].name}`, names.kind)) || undefined;
    });
  }
}

/** Files of a dist with one environment, `lab`, whose hub is another cluster than its regions. */
export function distFiles(
  apps: Readonly<Record<string, readonly KubernetesObject[]>>,
): Record<string, string> {
  const root = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'root', namespace: 'argocd' },
    spec: { destination: { name: 'lab-hub' } },
  };
  const params = (app: string, namespace: string): string => JSON.stringify({ app, namespace, wave: '1' });
  const files: Record<string, string> = {
    'dist/lab/hub/argocd/root.json': JSON.stringify(root),
    'dist/lab/hub/argocd/argocd.params': params('argocd', 'argocd'),
  };
  for (const [place, objects] of Object.entries(apps)) {
    files[`dist/lab/${place}/objects.json`] = JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: objects,
    });
    files[`dist/lab/${place}/argocd.params`] = params(place.split('/')[1] ?? '', 'shop');
  }
  return files;
}

/** A kubeconfig, as JSON, with contexts that tell who they are by a token. */
export function tokenKubeconfig(
  contexts: Readonly<
    Record<string, { readonly server: string; readonly ca: string; readonly token: string }>
  >,
): string {
  const all = Object.entries(contexts);
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: all.map(([name, { server, ca }]) => ({
      name,
      cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') },
    })),
    users: all.map(([name, { token }]) => ({ name, user: { token } })),
    contexts: all.map(([name]) => ({ name, context: { cluster: name, user: name } })),
    'current-context': all[0]?.[0] ?? '',
  });
}

/** A token of an account, as programs in pods are given one. */
export async function tokenOf(client: ClusterClient, namespace: string, account: string): Promise<string> {
  const { json } = await client.request({
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`,
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } },
  });
  return (json as { status: { token: string } }).status.token;
}

/** Runs the verb's own code on a folder that has a dist, and keeps what it tells. */
export async function driftIn(
  folder: string,
  request: Partial<LiveRequest>,
): Promise<LiveResult & { readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const result = await liveDrift(
    { dist: join(folder, 'dist'), readOnly: false, ...request },
    (subject, text) => void notes.push(`${subject}: ${text}`),
    () => new Date(),
  );
  return { ...result, notes };
}
