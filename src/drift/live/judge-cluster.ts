/**
 * Drift of one cluster that answers, or does not.
 *
 *     judge-cluster.ts  asks, compares, and says what became of it   desired.ts       what git gives a cluster
 *     read.ts           all that the cluster has                     predict.ts       what it would make of git now
 *     applications.ts   what Argo CD says                            pending.ts       what Argo CD has not synced yet
 *     coverage.ts       how much of it git declares                  audit.ts         who it was, from an audit log
 */
import { ApiError } from '../../cluster/api-error.ts';
import { type Discovery, discover } from '../../cluster/discovery.ts';
import { NoAnswerError, type PatientClient } from '../../cluster/patient-client.ts';
import type { ApiFacts } from '../../kubernetes/facts.ts';
import { formatIdentity, identityOf, typeOf } from '../../manifest/object.ts';
import { counted } from '../../report/words.ts';
import { countsOf, objectDriftOf, unjudgedPartOf } from '../data.ts';
import { DriftComparison, type IsForeign } from '../drift.ts';
import { isHook } from '../hook.ts';
import { type DriftTarget, noCounts, type ObjectDrift, type UnjudgedPart } from '../run.ts';
import type { ApplicationStates } from './applications.ts';
import { attributed, readAuditLog, resourceKey } from './audit.ts';
import { coverageOf } from './coverage.ts';
import { type DesiredObject, placed, ServedKinds, typeOfObject } from './desired.ts';
import { withPending } from './pending.ts';
import { predict } from './predict.ts';
import { type LiveCluster, readCluster } from './read.ts';

/** What git gives one cluster, and how much of it is asked for. */
export interface Subject {
  readonly desired: readonly DesiredObject[];
  /** Applications that git has for it, also those that hold nothing. */
  readonly applications: ReadonlySet<string>;
  /** Applications that render charts beside what git has. */
  readonly chartApplications: ReadonlySet<string>;
  /** Applications of which git cannot be read wholly, and why: nothing else is told about them. */
  readonly unreadableApplications: ReadonlyMap<string, string>;
  /** Only these Applications. Default: all */
  readonly only?: ReadonlySet<string>;
}

/** What has to be known before a cluster is asked for its objects. */
export interface Known {
  readonly subject: Subject;
  /** What Argo CD says; `undefined` if it could not be asked. */
  readonly applications: ApplicationStates | undefined;
}

export interface JudgeOptions {
  readonly facts: ApiFacts;
  /** Send no dry runs. */
  readonly readOnly: boolean;
  /** What git said of an Application at a commit; `undefined` if that is what it says now, or nobody knows. */
  readonly objectsAt: (application: string, revision: string) => readonly DesiredObject[] | undefined;
  /** Path of the API server's audit log. */
  readonly auditLog?: string;
  /** Takes what is told while it goes on. */
  readonly note: (text: string) => void;
}

export type JudgedCluster = Pick<
  DriftTarget,
  'state' | 'reason' | 'counts' | 'objects' | 'unjudged' | 'coverage'
>;

/**
 * Never throws for what the cluster does: that is the result.
 *
 * @param known may take its time: the cluster is asked which kinds it has meanwhile
 */
export async function judgeCluster(
  client: PatientClient,
  known: Promise<Known>,
  options: JudgeOptions,
): Promise<JudgedCluster> {
  const [discovery, { subject, applications }] = await Promise.all([discoveryOf(client), known]);
  if ('state' in discovery) return discovery;
  return judgeAnswering(client, new ServedKinds(discovery), subject, applications, options);
}

async function discoveryOf(client: PatientClient): Promise<Discovery | JudgedCluster> {
  try {
    return await discover(client);
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof NoAnswerError)) throw error;
    const isForbidden = error instanceof ApiError && (error.status === 401 || error.status === 403);
    const state = isForbidden ? 'forbidden' : 'unreachable';
    return { state, reason: error.message, counts: noCounts, objects: [], unjudged: [] };
  }
}

async function judgeAnswering(
  client: PatientClient,
  kinds: ServedKinds,
  subject: Subject,
  applications: ApplicationStates | undefined,
  { facts, readOnly, objectsAt, auditLog, note }: JudgeOptions,
): Promise<JudgedCluster> {
  const { only } = subject;
  const isAsked = (application: string): boolean => only?.has(application) ?? true;
  const all = placed(subject.desired, kinds);
  // Hooks are not asked for, but git tells which they are, whatever the cluster has made of them.
  const wanted = all.filter(({ object }) => !isHook(object));
  const asked = wanted.filter(({ application }) => isAsked(application));
  const live = await readCluster(client, asked, kinds, facts, only !== undefined);
  note(`${live.objects.length} objects read`);

  const unread = new Set(live.unread.map(({ group, kind }) => typeOf(group, kind)));
  const askedTypes = new Set(asked.map(({ object }) => typeOfObject(object)));
  const comparable = all.filter(
    ({ object }) =>
      isHook(object) || (askedTypes.has(typeOfObject(object)) && !unread.has(typeOfObject(object))),
  );
  // Of what several Applications have, one that is asked for counts: the last.
  const isLate = ({ application }: DesiredObject): number => (isAsked(application) ? 1 : 0);
  const ordered = comparable.toSorted((a, b) => isLate(a) - isLate(b));
  const earlier = earlierObjects(subject, applications, objectsAt, kinds);
  const comparison = new DriftComparison(
    ordered,
    live.objects,
    facts,
    undefined,
    foreignTo(subject, applications, earlier),
  );
  const doubtful = readOnly
    ? []
    : comparison.doubtful().filter(({ desired }) => isAsked(desired.application));
  if (doubtful.length > 0) note(`asking what would become of ${doubtful.length}`);
  const predictions = await predict(client, doubtful, kinds);
  const drift = comparison.drift(predictions.byIdentity);

  const clean = drift.verdicts.filter(
    (verdict) => verdict.result === 'clean' && isAsked(verdict.desired.application),
  );
  const unclean = drift.verdicts.flatMap((verdict) =>
    verdict.result === 'clean'
      ? []
      : [
          objectDriftOf(
            verdict,
            ({ application }) => application,
            (type) => live.absent.has(type),
          ),
        ],
  );
  const [told, charts] = withoutOthers(unclean, subject, applications);
  const pending = withPending(
    told.filter(({ application }) => isAsked(application)),
    earlier,
    live.objects,
    facts,
  );
  const objects = auditLog === undefined ? pending : await audited(pending, kinds, auditLog, note);

  const drifted = new Set(objects.map(formatIdentity));
  const unjudged: UnjudgedPart[] = [
    ...live.unread.map((part) => ({ ...part, namespace: '', name: '', objects: countOf(asked, part) })),
    ...drift.unjudged.filter(({ desired }) => isAsked(desired.application)).map(unjudgedPartOf),
    // What differs is judged already, whatever the server would have said.
    ...predictions.unjudged.filter((part) => part.reason !== 'refused' || !drifted.has(formatIdentity(part))),
    ...[...subject.unreadableApplications].filter(([name]) => isAsked(name)).map(unreadablePart),
  ];
  const counts = { ...countsOf(objects), clean: clean.length };
  return {
    ...stateOf(client, live, askedTypes.size),
    counts,
    objects,
    unjudged,
    ...(only === undefined && { coverage: coverage(live, all, charts) }),
  };
}

function stateOf(
  client: PatientClient,
  { unread, isUnauthorized }: LiveCluster,
  types: number,
): Pick<DriftTarget, 'state' | 'reason'> {
  if (client.failure !== undefined) return { state: 'unreachable', reason: client.failure.message };
  const forbidden = unread.filter(({ reason }) => reason === 'forbidden');
  if (isUnauthorized || (types > 0 && forbidden.length === types)) {
    const reason = forbidden[0]?.message;
    return { state: 'forbidden', ...(reason !== undefined && { reason }) };
  }
  return { state: 'judged' };
}

/** Without what only looks like an orphan: objects of charts, which are returned, and other people's Applications. */
function withoutOthers(
  objects: readonly ObjectDrift[],
  { applications: own, chartApplications, unreadableApplications }: Subject,
  applications: ApplicationStates | undefined,
): readonly [ObjectDrift[], ReadonlySet<string>] {
  const charts = new Set<string>();
  const told = objects.filter((object) => {
    const { application, result } = object;
    if (result !== 'orphaned') return true;
    if (unreadableApplications.has(application)) return false;
    const state = applications?.get(application);
    // One that was made for a folder which is there no more leaves behind what it applied.
    if (!chartApplications.has(application)) return own.has(application) || (state?.isRendered ?? true);
    const key = formatIdentity(object);
    const isOfChart = object.copyOf === undefined && (state === undefined || state.wanted.has(key));
    if (isOfChart) charts.add(key);
    return !isOfChart;
  });
  return [told, charts];
}

/**
 * Which Applications have no part in what git says. One that has, or had at the commit that it was synced to, an object
 * which git has moved since, takes it for its own until the next sync, as does one whose folder is gone.
 */
function foreignTo(
  { applications: own, chartApplications, unreadableApplications }: Subject,
  applications: ApplicationStates | undefined,
  earlier: ReadonlyMap<string, readonly DesiredObject[]>,
): IsForeign<DesiredObject> {
  return (name, identity, said) => {
    const key = formatIdentity(identity);
    const state = applications?.get(name);
    const isGone = !own.has(name) && state?.isRendered === true;
    const mayMake = state?.wanted.has(key) ?? chartApplications.has(name);
    const had = earlier.get(name)?.some(({ object }) => formatIdentity(identityOf(object)) === key) === true;
    const has = said.some(({ application }) => application === name);
    return !(has || had || mayMake || isGone || unreadableApplications.has(name));
  };
}

function earlierObjects(
  { applications: own, unreadableApplications }: Subject,
  applications: ApplicationStates | undefined,
  objectsAt: JudgeOptions['objectsAt'],
  kinds: ServedKinds,
): ReadonlyMap<string, readonly DesiredObject[]> {
  return new Map(
    [...own].flatMap((name) => {
      const state = applications?.get(name);
      if (state === undefined || unreadableApplications.has(name)) return [];
      // One that has never been synced has nothing yet.
      const objects = state.revision === undefined ? [] : objectsAt(name, state.revision);
      return objects === undefined ? [] : [[name, placed(objects, kinds)] as const];
    }),
  );
}

function unreadablePart([name, message]: readonly [string, string]): UnjudgedPart {
  const identity = { group: 'argoproj.io', kind: 'Application', namespace: 'argocd', name };
  return { ...identity, reason: 'unreadable', message, objects: 1 };
}

async function audited(
  objects: readonly ObjectDrift[],
  kinds: ServedKinds,
  file: string,
  note: JudgeOptions['note'],
): Promise<ObjectDrift[]> {
  // What is missing may have been deleted with others.
  const keysOf = (object: ObjectDrift): string[] => {
    const apiVersion = object.group === '' ? 'v1' : `${object.group}/any`;
    const plural = kinds.find({ apiVersion, kind: object.kind })?.plural ?? '';
    const names = object.result === 'missing' ? [object.name, ''] : [object.name];
    return names.map((name) => resourceKey(plural, { ...object, name }));
  };
  const { writes, unreadableLines } = await readAuditLog(file, new Set(objects.flatMap(keysOf)));
  if (unreadableLines > 0) note(`${file} has ${counted(unreadableLines, 'line')} that are no audit events`);
  return objects.map((object) =>
    attributed(
      object,
      keysOf(object).flatMap((key) => writes.get(key) ?? []),
    ),
  );
}

function countOf(
  desired: readonly DesiredObject[],
  { group, kind }: Pick<UnjudgedPart, 'group' | 'kind'>,
): number {
  return desired.filter(({ object }) => typeOfObject(object) === typeOf(group, kind)).length;
}

function coverage(live: LiveCluster, desired: readonly DesiredObject[], charts: ReadonlySet<string>) {
  const identities = desired.map(({ object }) => identityOf(object));
  const namespaces = identities.map(({ kind, name, namespace }) => (kind === 'Namespace' ? name : namespace));
  return coverageOf(
    live.objects,
    new Set(namespaces.filter((name) => name !== '')),
    new Set(identities.map(formatIdentity)),
    charts,
    live.unseenKinds,
  );
}
