import { ApiError } from '../../cluster/api-error.ts';
import type { ServedKind } from '../../cluster/discovery.ts';
import { pathOfKind } from '../../cluster/list-all.ts';
import { NoAnswerError, type PatientClient } from '../../cluster/patient-client.ts';
import { formatIdentity, type KubernetesObject, type ObjectIdentity, typeOf } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { compareText } from '../../report/sort.ts';
import type { Doubt, Prediction } from '../drift.ts';
import { neverSent } from '../never-sent.ts';
import type { UnjudgedPart } from '../run.ts';
import { tracked } from '../tracking.ts';
import type { DesiredObject, ServedKinds } from './desired.ts';

export interface Predictions {
  /** By `formatIdentity`. */
  readonly byIdentity: ReadonlyMap<string, Prediction | 'gone'>;
  /** What the server would not take, although the cluster seems to have it. Ordered by identity. */
  readonly unjudged: readonly UnjudgedPart[];
}

/**
 * Asks the API server what it would make of objects if Argo CD applied them now. Nothing is kept: all are dry runs. What
 * has changed since it was listed is read again. The first of a kind tells whether the others may be sent at all.
 */
export async function predict(
  client: PatientClient,
  pairs: readonly Doubt<DesiredObject>[],
  kinds: ServedKinds,
): Promise<Predictions> {
  const byIdentity = new Map<string, Prediction | 'gone'>();
  const failures: Failure[] = [];
  const ask = async ({ pair, kind }: Question): Promise<Failure | undefined> => {
    try {
      byIdentity.set(formatIdentity(pair.identity), await predictionOf(client, pair, kind));
      return undefined;
    } catch (error) {
      const failure = failureOf(pair.identity, error);
      failures.push(failure);
      return failure;
    }
  };
  const questions = pairs.flatMap((pair): Question[] => {
    const kind = kinds.find(pair.desired.object);
    return kind === undefined || neverSent.has(kind.group) ? [] : [{ pair, kind }];
  });
  const byType = Map.groupBy(questions, ({ pair }) => typeOf(pair.identity.group, pair.identity.kind));
  await Promise.all(
    [...byType.values()].map(async ([first, ...others]) => {
      if (first === undefined) return;
      const failure = await ask(first);
      if (failure?.reason !== 'forbidden') await Promise.all(others.map(ask));
      else failures.push(...others.map(({ pair: { identity } }) => ({ ...failure, identity })));
    }),
  );
  return { byIdentity, unjudged: partsOf(failures) };
}

interface Question {
  readonly pair: Doubt<DesiredObject>;
  readonly kind: ServedKind;
}

async function predictionOf(
  client: PatientClient,
  { identity: { namespace, name }, desired, live, suspects }: Doubt<DesiredObject>,
  kind: ServedKind,
): Promise<Prediction | 'gone'> {
  const path = `${pathOfKind(kind, namespace)}/${encodeURIComponent(name)}`;
  let predicted: KubernetesObject;
  try {
    predicted = await dryRun(client, desired, path);
  } catch (error) {
    // Of what has been deleted meanwhile, a new one would have to be created, which not all may do.
    const mayBeGone = error instanceof ApiError && (error.status === 403 || error.status === 404);
    if (mayBeGone && (await read(client, path)) === undefined) return 'gone';
    throw error;
  }
  if (versionOf(predicted) === versionOf(live)) {
    const restored = suspects.length === 0 ? undefined : await without(client, path, live, suspects);
    return { predicted, live, ...(restored !== undefined && { restored }) };
  }
  const now = await read(client, path);
  return now === undefined ? 'gone' : { predicted, live: now };
}

/** `undefined` if there is none. */
async function read(client: PatientClient, path: string): Promise<KubernetesObject | undefined> {
  try {
    return (await client.request({ path })) as KubernetesObject;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}

const asArgocd = 'fieldManager=argocd-controller&dryRun=All';

/**
 * What the server would make of a live object if something were taken out of it: webhooks add again what is theirs.
 *
 * @returns `undefined` if it lets nobody take it out, as of what cannot change, or if the object has changed meanwhile
 */
async function without(
  client: PatientClient,
  path: string,
  live: KubernetesObject,
  removed: readonly Path[],
): Promise<KubernetesObject | undefined> {
  // From the end, so that no index changes before its turn.
  const operations = removed
    .toSorted((a, b) => -compareText(sortKey(a), sortKey(b)))
    .map((each) => ({ op: 'remove', path: pointerOf(each) }));
  const isSame = { op: 'test', path: '/metadata/resourceVersion', value: versionOf(live) };
  try {
    const answer = await client.request({
      method: 'PATCH',
      path: `${path}?${asArgocd}`,
      body: [isSame, ...operations],
      contentType: 'application/json-patch+json',
    });
    return answer as KubernetesObject;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 409 || error.status === 422)) return undefined;
    throw error;
  }
}

function sortKey(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? String(step).padStart(9, '0') : step)).join('\0');
}

/** RFC 6901. */
function pointerOf(path: Path): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

async function dryRun(
  client: PatientClient,
  { object, application, destinationNamespace }: DesiredObject,
  path: string,
): Promise<KubernetesObject> {
  const answer = await client.request({
    method: 'PATCH',
    path: `${path}?${asArgocd}&force=true`,
    body: tracked(object, application, destinationNamespace),
    contentType: 'application/apply-patch+yaml',
  });
  return answer as KubernetesObject;
}

function versionOf({ metadata }: KubernetesObject): unknown {
  return metadata['resourceVersion'];
}

interface Failure {
  readonly identity: ObjectIdentity;
  readonly reason: 'forbidden' | 'unanswered' | 'refused';
  readonly message: string;
}

/** How the API server says that a user has no right, whatever policies and webhooks say in their own words. */
const lacksRight = /\bUser "[^"]*" cannot (?:create|get|patch) resource /;

/** @throws the error itself if it is none of the cluster's */
function failureOf(identity: ObjectIdentity, error: unknown): Failure {
  if (!(error instanceof ApiError || error instanceof NoAnswerError)) throw error;
  const { message } = error;
  const status = error instanceof ApiError ? error.status : undefined;
  if (status === 401 || (status === 403 && lacksRight.test(message)))
    return { identity, reason: 'forbidden', message };
  const told = status !== undefined && isSecret(identity) ? secretMessage(status) : message;
  // A webhook that is away, or a server that is asked too much, says nothing of what git has.
  const isUnanswered =
    status === undefined || status === 429 || (status >= 500 && !refusesGit.test(error.message));
  return { identity, reason: isUnanswered ? 'unanswered' : 'refused', message: told };
}

/**
 * What the API server answers with 500 although it is about what git has: a value of another type than the kind's, a list
 * that names an item twice (apimachinery's managedfields), a port that another of the Service has
 * (pkg/registry/core/service/storage).
 */
const refusesGit = /: (?:failed to create typed patch object|duplicate nodePort: )/;

function isSecret({ group, kind }: ObjectIdentity): boolean {
  return group === '' && kind === 'Secret';
}

function secretMessage(status: number): string {
  return `the API server answers ${status}; its words may hold values of the Secret, so they are not told`;
}

/** Rights and answers that did not come are told by kind, with the words about the first; refusals by object. */
function partsOf(failures: readonly Failure[]): UnjudgedPart[] {
  const ordered = failures
    .map((failure) => ({ failure, key: formatIdentity(failure.identity) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ failure }) => failure);
  const groups = Map.groupBy(ordered, ({ identity, reason }) =>
    reason === 'refused' ? formatIdentity(identity) : `${typeOf(identity.group, identity.kind)} ${reason}`,
  );
  return [...groups.values()].flatMap(([first, ...others]): UnjudgedPart[] => {
    if (first === undefined) return [];
    const { identity, reason, message } = first;
    if (reason === 'refused') return [{ ...identity, reason, message, objects: 1 }];
    return [
      {
        ...identity,
        namespace: '',
        name: '',
        reason,
        message: `what git says was not predicted: ${message}`,
        objects: 1 + others.length,
      },
    ];
  });
}
