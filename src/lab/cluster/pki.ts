import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAuthority, createSigningKey, type LeafOptions } from './certificates.ts';

/**
 * Who asks API servers for something. `admin` may do anything. The control plane's programs have the names that
 * Kubernetes' own roles are bound to; Argo CD's have those of its ServiceAccounts, to which its own Roles are bound.
 */
export const users = {
  admin: { commonName: 'lab-admin', organizations: ['system:masters'] },
  'kube-controller-manager': { commonName: 'system:kube-controller-manager' },
  'kube-scheduler': { commonName: 'system:kube-scheduler' },
  kwok: { commonName: 'lab:kwok', organizations: ['lab:controllers'] },
  'argocd-application-controller': {
    commonName: 'system:serviceaccount:argocd:argocd-application-controller',
  },
  'argocd-applicationset-controller': {
    commonName: 'system:serviceaccount:argocd:argocd-applicationset-controller',
  },
  'argocd-repo-server': { commonName: 'system:serviceaccount:argocd:argocd-repo-server' },
  keda: { commonName: 'lab:keda', organizations: ['lab:controllers'] },
  rollouts: { commonName: 'lab:rollouts', organizations: ['lab:controllers'] },
  velero: { commonName: 'lab:velero', organizations: ['lab:controllers'] },
} as const satisfies Record<string, LeafOptions>;

export type User = keyof typeof users;

/** Controllers that work in their own cluster only: bound to cluster-admin, as their own roles would be, if narrower. */
export const controllersGroup = 'lab:controllers';

/** The name that API servers present themselves with to the extension API servers behind them. */
export const frontProxyName = 'front-proxy-client';

/** Paths of a cluster's certificates and keys. */
export interface Pki {
  readonly folder: string;
  /** The authority that the API server and its clients trust. */
  readonly ca: string;
  certificate(name: string): string;
  key(name: string): string;
}

const loopbackHosts = ['localhost', '127.0.0.1'];

function pkiOf(clusterFolder: string): Pki {
  const folder = join(clusterFolder, 'pki');
  return {
    folder,
    ca: join(folder, 'ca.crt'),
    certificate: (name) => join(folder, `${name}.crt`),
    key: (name) => join(folder, `${name}.key`),
  };
}

/**
 * Writes a cluster's certificates, unless it has them. Three authorities, so that none can speak for another: `ca` for
 * the API server and its users, `front-proxy-ca` for the API server as it calls extension API servers (a user's
 * certificate must not let anyone pose as anyone there), and `etcd-ca` for the store. Their keys are not kept.
 */
export async function ensurePki(clusterFolder: string, cluster: string): Promise<Pki> {
  const pki = pkiOf(clusterFolder);
  if (existsSync(pki.folder)) return pki;
  const files = await makeFiles(cluster);
  // Written beside and renamed, so that a folder that is there is complete.
  const partial = `${pki.folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  for (const [name, content] of files) writeFileSync(join(partial, name), content, { mode: 0o600 });
  renameSync(partial, pki.folder);
  return pki;
}

async function makeFiles(cluster: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const [ca, frontProxy, etcd] = await Promise.all([
    createAuthority(`${cluster} ca`),
    createAuthority(`${cluster} front-proxy-ca`),
    createAuthority(`${cluster} etcd-ca`),
  ]);
  files.set('ca.crt', ca.certificate);
  files.set('front-proxy-ca.crt', frontProxy.certificate);
  files.set('etcd-ca.crt', etcd.certificate);
  const signing = createSigningKey();
  files.set('service-account.key', signing.privateKey);
  files.set('service-account.pub', signing.publicKey);

  const serving = { commonName: 'kube-apiserver', hosts: [...loopbackHosts, 'kubernetes.default.svc'] };
  const leaves = [
    { authority: ca, name: 'kube-apiserver', options: serving },
    // What the controller manager and the scheduler serve their health and metrics with.
    { authority: ca, name: 'loopback', options: { commonName: 'loopback', hosts: loopbackHosts } },
    { authority: ca, name: 'keda-tls', options: { commonName: 'keda', hosts: kedaHosts } },
    { authority: frontProxy, name: 'front-proxy-client', options: { commonName: frontProxyName } },
    { authority: etcd, name: 'etcd', options: { commonName: 'etcd', hosts: loopbackHosts } },
    { authority: etcd, name: 'etcd-client', options: { commonName: 'kube-apiserver' } },
    ...Object.entries(users).map(([name, options]) => ({ authority: ca, name, options })),
  ];
  await Promise.all(
    leaves.map(async ({ authority, name, options }) => {
      const { certificate, privateKey } = await authority.issue(options);
      files.set(`${name}.crt`, certificate);
      files.set(`${name}.key`, privateKey);
    }),
  );
  return files;
}

/** KEDA's operator and its metrics server, which the API server calls by the name of a Service. */
const kedaHosts = [...loopbackHosts, 'keda-metrics-apiserver.keda.svc'];
