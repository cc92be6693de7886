/**
 * `plumb drift` of live clusters:
 *
 *     live.ts      which clusters, side by side, to one run      clusters.ts   what git gives each
 *     earlier.ts   what git said before                        reading.ts    files, beside all else
 *     audit-log.ts whether there is one
 */
import type { Connection } from '../../cluster/connection.ts';
import { type Patience, PatientClient } from '../../cluster/patient-client.ts';
import { clusterName } from '../../constructs/gitops/clusters.ts';
import { type ApplicationStates, readApplications } from '../../drift/live/applications.ts';
import { type JudgedCluster, judgeCluster, type Known } from '../../drift/live/judge-cluster.ts';
import { type DriftRun, type DriftTarget, noCounts } from '../../drift/run.ts';
import { loadFacts } from '../../kubernetes/load.ts';
import { InputError, unusable } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { compareText } from '../../report/sort.ts';
import { messageOf } from '../../report/thrown.ts';
import { checkAuditLog } from './audit-log.ts';
import { type SelectedCluster, type SelectedClusters, type Selection, selectClusters } from './clusters.ts';
import { objectsAt, revisionOf } from './earlier.ts';
import { withReading } from './reading.ts';

export interface LiveRequest extends Selection {
  /** Path of a kubeconfig. Default: as kubectl finds it. */
  readonly kubeconfig?: string;
  /** Context of the one cluster. Default: `<environment>-<region>` */
  readonly context?: string;
  /** Send no dry runs. */
  readonly readOnly: boolean;
  /** Path of the audit log of the one cluster. */
  readonly auditLog?: string;
  readonly patience?: Patience;
}

export interface LiveResult {
  readonly run: DriftRun;
  /** What reading git told. */
  readonly findings: readonly Finding[];
}

/** Takes what happens to a cluster, for whoever waits. */
type Note = (subject: string, text: string) => void;

/**
 * Compares clusters with git, side by side.
 *
 * @throws InputError if what is asked for does not exist
 */
export async function liveDrift(request: LiveRequest, note: Note, now: () => Date): Promise<LiveResult> {
  return withReading(async (read) => {
    const selected = selectClusters(request, read);
    checkSingle(request, selected.clusters);
    if (request.auditLog !== undefined) await checkAuditLog(request.auditLog);
    // Another thread reads what git has while this one loads what asks clusters, and asks those that are read already.
    await connections();
    return judgeSelected(selected, request, note, now);
  });
}

async function judgeSelected(
  { clusters, unreadable: unread, findings }: SelectedClusters,
  request: LiveRequest,
  note: Note,
  now: () => Date,
): Promise<LiveResult> {
  const facts = loadFacts();
  const hubs = new Hubs(request, note);
  const revision = revisionOf(request.dist);
  const known = async (cluster: SelectedCluster, context: string, client: PatientClient): Promise<Known> => {
    const told = hubs.applicationsOf(cluster, context, client);
    const [{ subject }, applications] = await Promise.all([cluster.given, told]);
    return { subject, applications };
  };
  const targets = await Promise.all(
    clusters.map(async (cluster): Promise<DriftTarget> => {
      const { environment, region } = cluster;
      const target = `${environment}/${region}`;
      const context = request.context ?? cluster.context;
      const startedAt = now().toISOString();
      const tell = (text: string): void => note(target, text);
      const judged = await withClient(request, context, async (client) =>
        judgeCluster(client, known(cluster, context, client), {
          facts,
          readOnly: request.readOnly,
          objectsAt: (application, at) => {
            const app = cluster.folders.get(application);
            return app && objectsAt(app, application, at, tell);
          },
          ...(request.auditLog !== undefined && { auditLog: request.auditLog }),
          note: tell,
        }),
      );
      tell(judged.reason ?? 'judged');
      return {
        target,
        environment,
        region,
        context,
        ...(request.app !== undefined && { app: request.app }),
        ...judged,
        ...(revision !== undefined && { revision }),
        startedAt,
        finishedAt: now().toISOString(),
      };
    }),
  );
  const given = await Promise.all(clusters.map(async (cluster) => cluster.given));
  for (const { reason, ...cluster } of unread) {
    const time = now().toISOString();
    targets.push({
      target: `${cluster.environment}/${cluster.region}`,
      ...cluster,
      ...(request.app !== undefined && { app: request.app }),
      ...nothingOf('unreadable', reason),
      startedAt: time,
      finishedAt: time,
    });
  }
  return {
    run: { version: 1, targets: targets.sort((a, b) => compareText(a.target, b.target)) },
    findings: [...findings, ...given.flatMap((each) => each.findings)],
  };
}

function checkSingle({ context, auditLog }: LiveRequest, clusters: readonly SelectedCluster[]): void {
  const option = context === undefined ? auditLog && '--audit-log' : '--context';
  if (option === undefined || clusters.length <= 1) return;
  const names = clusters.map(({ environment, region }) => `${environment}/${region}`);
  const message = `${option} is of one cluster, and ${clusters.length} are asked for: ${names.join(', ')}`;
  throw unusable('several-clusters', message, 'choose one with --env and --region');
}

/** Kubernetes' client is large: it takes as long to load as a thousand files to read. */
const connections = async () => import('../../cluster/connection.ts');

async function connectTo({ kubeconfig }: LiveRequest, context: string): Promise<Connection> {
  const { connect } = await connections();
  return connect({ context, ...(kubeconfig !== undefined && { kubeconfig }) });
}

async function withClient(
  request: LiveRequest,
  context: string,
  work: (client: PatientClient) => Promise<JudgedCluster>,
): Promise<JudgedCluster> {
  let connection: Connection | undefined;
  try {
    connection = await connectTo(request, context);
    checkServer(connection.server);
    return await work(new PatientClient(connection, request.patience));
  } catch (error) {
    // Whatever becomes of one cluster, the others are told.
    const state = error instanceof InputError ? 'unreadable' : 'unreachable';
    return nothingOf(state, reasonOf(error));
  } finally {
    connection?.close();
  }
}

function nothingOf(state: JudgedCluster['state'], reason: string): JudgedCluster {
  return { state, reason, counts: noCounts, objects: [], unjudged: [] };
}

/** What is no URL at all would be told when the first request is sent, in words that help nobody. */
function checkServer(server: string): void {
  if (URL.parse(server)?.protocol === 'https:') return;
  const message = `the server of the context is ${server}, which is no address that begins with https://`;
  const next = 'correct it in the kubeconfig';
  throw unusable('kubeconfig', message, next);
}

function reasonOf(error: unknown): string {
  if (error instanceof InputError) return error.message;
  return `its answer cannot be used: ${messageOf(error)}`;
}

/** What Argo CD says, asked once for each environment. */
class Hubs {
  readonly #request: LiveRequest;
  readonly #note: Note;
  readonly #states = new Map<string, Promise<ApplicationStates | undefined>>();

  constructor(request: LiveRequest, note: Note) {
    this.#request = request;
    this.#note = note;
  }

  /** @param client of the cluster itself: it may be the hub */
  async applicationsOf(
    { environment, region, hub }: SelectedCluster,
    context: string,
    client: PatientClient,
  ): Promise<ApplicationStates | undefined> {
    if (region === hub) return this.#read(environment, client);
    const hubContext = clusterName(environment, hub);
    const known = this.#states.get(environment);
    if (known !== undefined) return known;
    if (hubContext === context) return undefined;
    const asked = this.#readFrom(environment, hubContext);
    this.#states.set(environment, asked);
    return asked;
  }

  async #readFrom(environment: string, context: string): Promise<ApplicationStates | undefined> {
    let hub: Connection | undefined;
    try {
      hub = await connectTo(this.#request, context);
      return await this.#read(environment, new PatientClient(hub, this.#request.patience));
    } catch (error) {
      return this.#notAsked(environment, error);
    } finally {
      hub?.close();
    }
  }

  async #read(environment: string, client: PatientClient): Promise<ApplicationStates | undefined> {
    try {
      return await readApplications(client);
    } catch (error) {
      return this.#notAsked(environment, error);
    }
  }

  /** Without it, what is not synced yet is told as if someone had changed it. */
  #notAsked(environment: string, error: unknown): undefined {
    this.#note(environment, `nobody knows what Argo CD has synced: ${messageOf(error)}`);
    return undefined;
  }
}
