import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SYNC_OPTIONS } from '../../src/constructs/gitops/application-template.ts';
import type { Application } from '../../src/deploy/application.ts';
import { argocdNamespace, argoVersion } from '../../src/deploy/names.ts';
import { ensureArgocd } from '../../src/lab/controllers/argocd.ts';
import { git } from '../../src/lab/repository/git.ts';
import { repositoryFolder } from '../../src/lab/repository/publish.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { caseOf } from '../drift/placed.ts';
import type { BareCluster } from './bare-cluster.ts';
import { writeFiles } from './temporary.ts';
import { until } from './until.ts';

const execute = promisify(execFile);

/** Of what its API server answers. */
interface ManagedResource {
  /** The cluster's object as it was compared: JSON. */
  readonly liveState?: string;
}

/** An Argo CD with its API server, and one Application that it syncs when it is told to. */
export class ArgocdDiff {
  readonly #cluster: BareCluster;
  readonly #application: string;
  readonly #server: string;

  private constructor(cluster: BareCluster, application: string, server: string) {
    this.#cluster = cluster;
    this.#application = application;
    this.#server = server;
  }

  /**
   * Starts it on a cluster that was started with its kinds, and lets it sync an Application as dist has it, but for
   * self-healing.
   *
   * @param files of its repository, by path
   * @param path of the Application's folder there
   */
  static async start(
    cluster: BareCluster,
    application: string,
    { files, path }: { readonly files: Readonly<Record<string, string>>; readonly path: string },
  ): Promise<ArgocdDiff> {
    await ensureArgocd(cluster.session, cluster.plane);
    const started = new ArgocdDiff(cluster, application, await startServer(cluster));
    const source = { repoURL: await repositoryOf(cluster, files), targetRevision: 'main', path };
    for (const object of [mayWrite, applicationOf(application, source)]) {
      await cluster.plane.client.apply(object, { fieldManager: 'test' });
    }
    await started.#run('app', 'sync', application);
    return started;
  }

  /** Tells Argo CD how to compare, and waits until it has compared these objects as they are now. */
  async compare(objects: readonly KubernetesObject[], serverSide: boolean): Promise<void> {
    const { client } = this.#cluster.plane;
    const application = { apiVersion: argoVersion, kind: 'Application' };
    const metadata = {
      name: this.#application,
      namespace: argocdNamespace,
      annotations: { 'argocd.argoproj.io/compare-options': `ServerSideDiff=${serverSide}` },
    };
    await client.apply({ ...application, metadata }, { fieldManager: 'test-comparison' });
    const live = await Promise.all(
      objects.map(async ({ apiVersion, kind, metadata: { name = '', namespace } }) =>
        client.get({ apiVersion, kind, name, namespace }),
      ),
    );
    const versions = live.map((object) => object?.metadata['resourceVersion']);
    await until(
      'Argo CD has seen what was changed',
      async () => {
        await this.#ask('?refresh=hard');
        const { items = [] } = (await this.#ask('/managed-resources')) as { items?: ManagedResource[] };
        const seen = new Set(items.map(versionOf));
        return versions.every((version) => seen.has(version)) || undefined;
      },
      { seconds: 300 },
    );
  }

  /** The cases of whose objects `argocd app diff` tells something. */
  async diff(serverSide: boolean): Promise<ReadonlySet<number>> {
    const options = ['--exit-code=false', `--server-side-diff=${serverSide}`];
    const text = await this.#run('app', 'diff', this.#application, ...options);
    // `===== apps/Deployment shop-12/web ======`
    const told = text.matchAll(/^===== \S*\/\S+ (\S*)\/(\S+) ======$/gm);
    return new Set([...told].map(([, namespace = '', name = '']) => caseOf({ namespace, name })));
  }

  /** The cases of whose objects Argo CD itself says that they are not as git says, as it compared last. */
  async outOfSync(): Promise<ReadonlySet<number>> {
    const { status } = (await this.#ask()) as Application;
    const others = (status?.resources ?? []).filter((resource) => resource.status !== 'Synced');
    return new Set(others.map(caseOf));
  }

  async #ask(what = ''): Promise<unknown> {
    const response = await fetch(`http://${this.#server}/api/v1/applications/${this.#application}${what}`);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text);
  }

  async #run(...args: readonly string[]): Promise<string> {
    const { session } = this.#cluster;
    const home = join(session.folder, 'argocd-cli');
    mkdirSync(home, { recursive: true });
    const done = await execute(
      await session.programs.program('argocd'),
      [...args, `--server=${this.#server}`, '--plaintext', `--config=${join(home, 'config')}`],
      // What it writes down for each object, it leaves there.
      {
        env: { PATH: process.env['PATH'], HOME: home, TMPDIR: home, ARGOCD_BINARY_NAME: 'argocd' },
        maxBuffer: 2 ** 28,
      },
    );
    return done.stdout;
  }
}

function versionOf({ liveState }: ManagedResource): unknown {
  const live = JSON.parse(liveState ?? 'null') as KubernetesObject | null;
  return live?.metadata['resourceVersion'];
}

/** The API server that the command asks: the lab has none, as nothing else needs it. It lets everybody do everything. */
async function startServer({ session, plane }: BareCluster): Promise<string> {
  const { id } = plane.cluster;
  const controller = session.state.processes[`${id}/argocd-application-controller`]?.spec;
  if (controller === undefined) throw new Error('Argo CD does not run');
  const { program, programs = '', args, env } = controller;
  await session.ensure(id, 'argocd-server', async (port) => {
    const api = await port('api');
    return {
      program,
      programs,
      args: [
        ...args.filter((arg) => /^--(?:redis|repo-server)/.test(arg)),
        '--address=127.0.0.1',
        `--port=${api}`,
        '--metrics-address=127.0.0.1',
        `--metrics-port=${await port('metrics')}`,
        `--namespace=${argocdNamespace}`,
        '--insecure',
        '--disable-auth',
      ],
      env: { ...env, ARGOCD_BINARY_NAME: 'argocd-server', KUBECONFIG: plane.kubeconfigOf('admin') },
      stop: 'controller',
      ready: { url: `http://127.0.0.1:${api}/healthz` },
    };
  });
  return `127.0.0.1:${await session.port(id, 'argocd-server', 'api')}`;
}

async function repositoryOf(
  { session }: BareCluster,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = repositoryFolder(session);
  writeFiles(folder, files);
  await git(folder, ['init', '--quiet', '--initial-branch=main']);
  await git(folder, ['add', '--all']);
  await git(folder, ['commit', '--quiet', '--message=What is compared']);
  return `file://${folder}`;
}

function applicationOf(name: string, source: Readonly<Record<string, string>>): KubernetesObject {
  return {
    apiVersion: argoVersion,
    kind: 'Application',
    metadata: { name, namespace: argocdNamespace },
    spec: {
      project: 'default',
      source,
      destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
      syncPolicy: { syncOptions: SYNC_OPTIONS },
    },
  };
}

const mayWrite: KubernetesObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'argocd-application-controller' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ kind: 'ServiceAccount', name: 'argocd-application-controller', namespace: argocdNamespace }],
};
