import { ApiError } from '../../cluster/api-error.ts';
import { pathOfKind } from '../../cluster/list-all.ts';
import { NoAnswerError, type PatientClient } from '../../cluster/patient-client.ts';
import { formatIdentity, type KubernetesObject, typeOf } from '../../manifest/object.ts';
import type { Pair, Prediction } from '../drift.ts';
import type { UnjudgedPart } from '../run.ts';
import { tracked } from '../tracking.ts';
import type { DesiredObject, ServedKinds } from './desired.ts';

export interface Predictions {
  /** By `formatIdentity`. */
  readonly byIdentity: ReadonlyMap<string, Prediction>;
  /** What the server would not take, although the cluster seems to have it. */
  readonly unjudged: readonly UnjudgedPart[];
}

/**
 * Groups that the account may only read: whoever sends roles must have all rights that are in them, be it as a dry run;
 * and of policies and webhooks nothing would confine the account to dry runs.
 */
const neverSent: ReadonlySet<string> = new Set(['rbac.authorization.k8s.io', 'admissionregistration.k8s.io']);

/**
 * Asks the API server what it would make of objects if Argo CD applied them now. Nothing is kept: all are dry runs. What
 * has changed since it was listed is read again.
 */
export async function predict(
  client: PatientClient,
  pairs: readonly Pair<DesiredObject>[],
  kinds: ServedKinds,
): Promise<Predictions> {
  const byIdentity = new Map<string, Prediction>();
  const failures = new Failures();
  await Promise.all(
    pairs.map(async (pair) => {
      const kind = kinds.find(pair.desired.object);
      if (kind === undefined || neverSent.has(kind.group) || failures.mayNotSend(pair)) return;
      const { namespace, name } = pair.identity;
      const path = `${pathOfKind(kind, namespace)}/${encodeURIComponent(name)}`;
      try {
        const predicted = await dryRun(client, pair.desired, path);
        const isAsListed = versionOf(predicted) === versionOf(pair.live);
        const live = isAsListed ? pair.live : ((await client.request({ path })) as KubernetesObject);
        byIdentity.set(formatIdentity(pair.identity), { predicted, live });
      } catch (error) {
        failures.note(pair, error);
      }
    }),
  );
  return { byIdentity, unjudged: failures.parts() };
}

async function dryRun(
  client: PatientClient,
  { object, application, destinationNamespace }: DesiredObject,
  path: string,
): Promise<KubernetesObject> {
  const query = 'fieldManager=argocd-controller&force=true&dryRun=All';
  const answer = await client.request({
    method: 'PATCH',
    path: `${path}?${query}`,
    body: tracked(object, application, destinationNamespace),
    contentType: 'application/apply-patch+yaml',
  });
  return answer as KubernetesObject;
}

function versionOf({ metadata }: KubernetesObject): unknown {
  return metadata['resourceVersion'];
}

/** Rights are told by kind, refusals by object. */
class Failures {
  readonly #byKind = new Map<string, UnjudgedPart>();
  readonly #refused: UnjudgedPart[] = [];

  mayNotSend({ identity }: Pair<DesiredObject>): boolean {
    const part = this.#byKind.get(typeOf(identity.group, identity.kind));
    if (part?.reason !== 'forbidden') return false;
    this.#count(part);
    return true;
  }

  note({ identity }: Pair<DesiredObject>, error: unknown): void {
    const { group, kind } = identity;
    const ofKind = { group, kind, namespace: '', name: '', objects: 0 };
    if (error instanceof NoAnswerError) {
      this.#count({
        ...ofKind,
        reason: 'unanswered',
        message: `what git says was not predicted: ${error.message}`,
      });
    } else if (!(error instanceof ApiError)) throw error;
    else if (error.status === 401 || (error.status === 403 && /cannot (patch|create)/.test(error.message))) {
      this.#count({
        ...ofKind,
        reason: 'forbidden',
        message: `what git says was not predicted: ${error.message}`,
      });
    } else if (error.status !== 404) {
      this.#refused.push({ ...identity, reason: 'refused', message: error.message, objects: 1 });
    }
  }

  parts(): UnjudgedPart[] {
    return [...this.#byKind.values(), ...this.#refused];
  }

  #count(part: UnjudgedPart): void {
    const type = typeOf(part.group, part.kind);
    const known = this.#byKind.get(type) ?? part;
    this.#byKind.set(type, { ...known, objects: known.objects + 1 });
  }
}
