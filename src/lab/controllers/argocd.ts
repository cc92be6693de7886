import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubernetesObject } from '../../manifest/object.ts';
import { readFolder } from '../build/read-folder.ts';
import type { ControlPlane } from '../cluster/control-plane.ts';
import type { User } from '../cluster/pki.ts';
import type { LabSession } from '../session.ts';
import { writeWhole } from '../state.ts';
import { applyAll, namespace } from './apply.ts';

const argocdNamespace = 'argocd';

/**
 * Starts Argo CD without its web server: repository server, application controller, ApplicationSet controller.
 *
 * Each is the ServiceAccount that it would be, with Argo CD's own Roles for its namespace and no right beyond: to write
 * to a cluster, this one too, it needs that cluster's registration.
 */
export async function ensureArgocd(session: LabSession, plane: ControlPlane): Promise<void> {
  const [program, config, roles, scripts, redisProgram] = await Promise.all([
    session.programs.program('argocd'),
    session.programs.files('argocd', 'config'),
    session.programs.files('argocd', 'roles'),
    session.programs.files('argocd', 'scripts'),
    session.programs.program('redis'),
  ]);
  await applyAll(plane.client, [namespace(argocdNamespace)]);
  await Promise.all([
    applyAll(plane.client, [...readFolder(config), ...readFolder(roles)].map(inArgocd)),
    ensureServerKey(plane),
  ]);
  await applyAll(plane.client, [defaultProject]);

  const env = environmentOf(session, plane);
  const start = { session, plane, program, scripts, env };
  await ensureRedis(start, redisProgram);
  await startRepoServer(start);
  await Promise.all([startApplicationController(start), startApplicationSetController(start)]);
}

interface Start {
  readonly session: LabSession;
  readonly plane: ControlPlane;
  readonly program: string;
  /** The folder of the wrapper scripts that it calls by name. */
  readonly scripts: string;
  readonly env: Readonly<Record<string, string>>;
}

async function ensureRedis({ session, plane, env }: Start, program: string): Promise<void> {
  await session.ensure(plane.cluster.id, 'argocd-redis', async (port) => {
    const number = await port('redis');
    return {
      program,
      args: [`--port=${number}`],
      env: { [redisPassword]: env[redisPassword] ?? '' },
      stop: 'controller',
      ready: { url: `tcp://127.0.0.1:${number}` },
    };
  });
}

async function startRepoServer({ session, plane, program, scripts, env }: Start): Promise<void> {
  const { id } = plane.cluster;
  const redis = await session.port(id, 'argocd-redis', 'redis');
  await session.ensure(id, 'argocd-repo-server', async (port) => {
    const metrics = await port('metrics');
    return {
      program,
      programs: scripts,
      args: [
        '--address=127.0.0.1',
        `--port=${await port('grpc')}`,
        '--metrics-address=127.0.0.1',
        `--metrics-port=${metrics}`,
        `--client-ca-path=${plane.pki.ca}`,
        `--redis=127.0.0.1:${redis}`,
      ],
      env: { ...env, ...identityOf(plane, 'argocd-repo-server') },
      stop: 'controller',
      ready: { url: `http://127.0.0.1:${metrics}/healthz?full=true` },
    };
  });
}

async function startApplicationController({ session, plane, program, scripts, env }: Start): Promise<void> {
  const { id } = plane.cluster;
  const redis = await session.port(id, 'argocd-redis', 'redis');
  const repoServer = await session.port(id, 'argocd-repo-server', 'grpc');
  await session.ensure(id, 'argocd-application-controller', async (port) => {
    const metrics = await port('metrics');
    return {
      program,
      programs: scripts,
      args: [
        `--redis=127.0.0.1:${redis}`,
        `--repo-server=127.0.0.1:${repoServer}`,
        ...repoServerTls(plane, 'argocd-application-controller'),
        `--metrics-port=${metrics}`,
        // A local process does not read timeout.reconciliation of argocd-cm: this is its default.
        '--app-resync=120',
        '--self-heal-timeout-seconds=2',
        // As argocd-cmd-params-cm of dist says; a local process does not read that either.
        '--persist-resource-health',
        '--server-side-diff-enabled',
        '--sync-timeout=3600',
      ],
      env: {
        ...env,
        ...identityOf(plane, 'argocd-application-controller'),
        HOSTNAME: 'application-controller-0',
      },
      stop: 'controller',
      ready: { url: `http://127.0.0.1:${metrics}/healthz` },
    };
  });
}

async function startApplicationSetController({
  session,
  plane,
  program,
  scripts,
  env,
}: Start): Promise<void> {
  const { id } = plane.cluster;
  const repoServer = await session.port(id, 'argocd-repo-server', 'grpc');
  await session.ensure(id, 'argocd-applicationset-controller', async (port) => {
    const metrics = `127.0.0.1:${await port('metrics')}`;
    return {
      program,
      programs: scripts,
      args: [
        `--metrics-addr=${metrics}`,
        `--probe-addr=127.0.0.1:${await port('probe')}`,
        `--webhook-addr=127.0.0.1:${await port('webhook')}`,
        `--argocd-repo-server=127.0.0.1:${repoServer}`,
        ...repoServerTls(plane, 'argocd-applicationset-controller'),
      ],
      env: {
        ...env,
        ...identityOf(plane, 'argocd-applicationset-controller'),
        ARGOCD_APPLICATIONSET_CONTROLLER_ENABLE_PROGRESSIVE_SYNCS: 'true',
      },
      stop: 'controller',
      // Its probe address answers 404 to everything.
      ready: { url: `http://${metrics}/metrics` },
    };
  });
}

/** The repository server reads git for whoever may connect: it and its clients show each other certificates. */
function repoServerTls({ pki }: ControlPlane, user: User): string[] {
  return [
    `--repo-server-ca-cert-path=${pki.ca}`,
    `--repo-server-client-cert-path=${pki.certificate(user)}`,
    `--repo-server-client-cert-key-path=${pki.key(user)}`,
  ];
}

/** Which part of Argo CD the program is, and as whom it asks the API server. */
function identityOf({ kubeconfigOf }: ControlPlane, user: User): Record<string, string> {
  return { ARGOCD_BINARY_NAME: user, KUBECONFIG: kubeconfigOf(user) };
}

/** Folders in place of those that Argo CD's container image and its mounted Secrets would have. */
function environmentOf(session: LabSession, plane: ControlPlane): Record<string, string> {
  const folder = join(session.clusterFolder(plane.cluster.id), 'argocd');
  const tls = join(folder, 'config/reposerver/tls');
  for (const path of ['tls', 'ssh', 'cmp', 'gpg/source', 'gpg/keys', 'config/reposerver/tls']) {
    mkdirSync(join(folder, path), { recursive: true, mode: 0o700 });
  }
  writeFileSync(join(folder, 'ssh/ssh_known_hosts'), '');
  copyFileSync(plane.pki.certificate('loopback'), join(tls, 'tls.crt'));
  copyFileSync(plane.pki.key('loopback'), join(tls, 'tls.key'));
  return {
    [redisPassword]: passwordIn(join(folder, 'redis-password')),
    ARGOCD_FAKE_IN_CLUSTER: 'true',
    ARGOCD_APP_CONF_PATH: join(folder, 'config'),
    ARGOCD_TLS_DATA_PATH: join(folder, 'tls'),
    ARGOCD_SSH_DATA_PATH: join(folder, 'ssh'),
    ARGOCD_GNUPGHOME: join(folder, 'gpg/keys'),
    ARGOCD_GPG_DATA_PATH: join(folder, 'gpg/source'),
    ARGOCD_GPG_ENABLED: 'false',
    ARGOCD_PLUGINSOCKFILEPATH: join(folder, 'cmp'),
    // The default is one path in /tmp for all. Paths of sockets are at most 107 bytes long: as high up as possible.
    ARGOCD_ASK_PASS_SOCK: join(session.folder, `${plane.cluster.environment}.sock`),
  };
}

/** What Argo CD applies it takes from there: nobody else may write to it. */
const redisPassword = 'REDIS_PASSWORD';

/** Made once: another one would start everything again that uses it. */
function passwordIn(file: string): string {
  if (!existsSync(file)) writeWhole(file, randomBytes(32).toString('base64url'));
  return readFileSync(file, 'utf8');
}

/** As kustomize does it: the ServiceAccounts that Roles are bound to are in the same namespace. */
function inArgocd(object: KubernetesObject): KubernetesObject {
  const placed = { ...object, metadata: { ...object.metadata, namespace: argocdNamespace } };
  if (object.kind !== 'RoleBinding') return placed;
  const subjects = (object['subjects'] as readonly object[]).map((subject) => ({
    ...subject,
    namespace: argocdNamespace,
  }));
  return { ...placed, subjects };
}

/** Made once: every start with another key would end all sessions. */
async function ensureServerKey({ client }: ControlPlane): Promise<void> {
  const reference = { apiVersion: 'v1', kind: 'Secret', name: 'argocd-secret', namespace: argocdNamespace };
  const found = await client.get(reference);
  if ((found?.['data'] as Record<string, string> | undefined)?.['server.secretkey'] !== undefined) return;
  await applyAll(client, [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'argocd-secret',
        namespace: argocdNamespace,
        labels: { 'app.kubernetes.io/part-of': 'argocd' },
      },
      stringData: { 'server.secretkey': randomBytes(32).toString('base64') },
    },
  ]);
}

/** Argo CD's web server would create it. */
const defaultProject: KubernetesObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'default', namespace: argocdNamespace },
  spec: {
    sourceRepos: ['*'],
    destinations: [{ namespace: '*', server: '*' }],
    clusterResourceWhitelist: [{ group: '*', kind: '*' }],
  },
};
