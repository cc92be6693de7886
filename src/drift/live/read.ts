import { ApiError } from '../../cluster/api-error.ts';
import type { ServedKind } from '../../cluster/discovery.ts';
import { listAll, pathOfKind } from '../../cluster/list-all.ts';
import { NoAnswerError, type PatientClient } from '../../cluster/patient-client.ts';
import type { ApiFacts } from '../../kubernetes/facts.ts';
import { groupOf, type KubernetesObject, typeOf } from '../../manifest/object.ts';
import { compareText } from '../../report/sort.ts';
import type { UnjudgedPart } from '../run.ts';
import { scalerTypes } from '../scalers.ts';
import { type DesiredObject, type ServedKinds, typeOfObject } from './desired.ts';

/** What a cluster has, as far as it shows it. */
export interface LiveCluster {
  /** Kinds that git has wholly, in each of its versions, and scalers; others with their metadata only. */
  readonly objects: readonly KubernetesObject[];
  /** Kinds of git that could not be read; nothing is known of their objects. */
  readonly unread: readonly UnreadKind[];
  /** Kinds of git, as `group/Kind`, that the cluster does not have at all. */
  readonly absent: ReadonlySet<string>;
  /** Other kinds that could not be read, as `group/Kind`. */
  readonly unseenKinds: readonly string[];
  /** The cluster knows the user no more. */
  readonly isUnauthorized: boolean;
}

export interface UnreadKind extends Pick<UnjudgedPart, 'group' | 'kind' | 'message'> {
  readonly reason: 'forbidden' | 'unanswered';
}

/** Listed, but no state that anyone would declare. */
const passing: ReadonlySet<string> = new Set([
  'Event',
  'events.k8s.io/Event',
  'ComponentStatus',
  'metrics.k8s.io/NodeMetrics',
  'metrics.k8s.io/PodMetrics',
]);

/**
 * Lists all kinds of git, each in every version that git has it in, and of all others what Argo CD may have left behind.
 * Scalers are listed whole whoever has them: they tell which numbers of replicas are theirs.
 *
 * @param onlyDesired leave the other kinds out, but for scalers
 */
export async function readCluster(
  client: PatientClient,
  desired: readonly DesiredObject[],
  kinds: ServedKinds,
  facts: ApiFacts,
  onlyDesired: boolean,
): Promise<LiveCluster> {
  const wanted = new Set(desired.map(({ object }) => typeOfObject(object)));
  const versions = new Map(desired.map(({ object }) => [`${object.apiVersion} ${object.kind}`, object]));
  const reader = new Reader(client);
  const absent = new Set<string>();
  const served = new Set<ServedKind>();
  for (const object of versions.values()) {
    const kind = kinds.find(object);
    if (kind !== undefined) served.add(kind);
    else if (kinds.isSilent(object)) reader.giveUp(object, 'the server that answers for this API does not');
    else absent.add(typeOfObject(object));
  }
  const custom = [...served].filter((kind) => isCustom(facts, kind));
  const others = kinds
    .all()
    .map((kind) => ({ kind, type: typeOf(kind.group, kind.kind) }))
    .filter(({ type }) => !wanted.has(type) && (!onlyDesired || scalerTypes.has(type)));
  await Promise.all([
    ...[...served].map(async (kind) => reader.readWhole(kind)),
    ...custom.map(async (kind) => reader.readDefinition(kind)),
    ...others
      .filter(({ kind: { verbs }, type }) => verbs.includes('list') && !passing.has(type))
      .map(async ({ kind }) => reader.readOther(kind)),
  ]);
  return { ...reader.result(), absent };
}

function isCustom(facts: ApiFacts, { apiVersion, kind }: ServedKind): boolean {
  return facts.find(apiVersion, kind)?.source.startsWith('k8s.io/kubernetes@') !== true;
}

class Reader {
  readonly #client: PatientClient;
  readonly #objects: KubernetesObject[][] = [];
  readonly #unread: UnreadKind[] = [];
  readonly #unseen: string[] = [];
  #isUnauthorized = false;

  constructor(client: PatientClient) {
    this.#client = client;
  }

  result(): Omit<LiveCluster, 'absent'> {
    // A kind that git has in several versions is told once.
    const unread = new Map(this.#unread.map((each) => [typeOf(each.group, each.kind), each]));
    return {
      objects: this.#objects.flat(),
      unread: [...unread].sort(([a], [b]) => compareText(a, b)).map(([, each]) => each),
      unseenKinds: this.#unseen.sort(),
      isUnauthorized: this.#isUnauthorized,
    };
  }

  async readWhole(kind: ServedKind): Promise<void> {
    try {
      this.#objects.push(await listAll(this.#client, kind));
    } catch (error) {
      // Of kinds that git does not have, a server of their own may know other users than this one.
      this.#isUnauthorized ||= error instanceof ApiError && error.status === 401;
      this.#unread.push({ group: kind.group, kind: kind.kind, ...reasonOf(error) });
    }
  }

  async readOther(kind: ServedKind): Promise<void> {
    const type = typeOf(kind.group, kind.kind);
    try {
      const objects = await listAll(this.#client, kind, { metadataOnly: !scalerTypes.has(type) });
      this.#objects.push(objects);
    } catch (error) {
      reasonOf(error);
      this.#unseen.push(type);
    }
  }

  /** The schema by which the cluster itself reads a kind. Without it, the one that is known counts. */
  async readDefinition({ plural, group }: ServedKind): Promise<void> {
    const path = pathOfKind({ ...definitions, plural: `customresourcedefinitions/${plural}.${group}` });
    try {
      this.#objects.push([(await this.#client.request({ path })) as KubernetesObject]);
    } catch (error) {
      reasonOf(error);
    }
  }

  giveUp(object: KubernetesObject, message: string): void {
    const { apiVersion, kind } = object;
    this.#unread.push({ group: groupOf(apiVersion), kind, reason: 'unanswered', message });
  }
}

/** @throws the error itself if it is none of the cluster's */
function reasonOf(error: unknown): Pick<UnreadKind, 'reason' | 'message'> {
  if (error instanceof NoAnswerError) return { reason: 'unanswered', message: error.message };
  if (!(error instanceof ApiError)) throw error;
  const isForbidden = error.status === 401 || error.status === 403;
  return { reason: isForbidden ? 'forbidden' : 'unanswered', message: error.message };
}

const definitions: ServedKind = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
  verbs: [],
};
