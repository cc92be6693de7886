/**
 * The API server as a judge of requests: policies are installed as shadows, requests are sent as dry runs.
 *
 *     shadow.ts    policies that judge only who asks for it, and warn
 *     denials.ts   warnings to messages
 *     judge.ts     requests
 */
import type { ApiFacts } from '../../kubernetes/facts.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { administrator, type CaseRequest, type Judge } from '../cases/case.ts';
import { type Denial, denialsIn } from './denials.ts';
import { groupOfPolicy } from './shadow.ts';

interface ServerRequest {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly as?: { readonly user: string; readonly groups: readonly string[] };
}

interface ServerAnswer {
  readonly status: number;
  readonly text: string;
  readonly warnings: readonly string[];
}

/** Sends one request as a user who may do anything, impersonation included. */
export type Send = (request: ServerRequest) => Promise<ServerAnswer>;

/** The server refused the request for a reason that no policy has. */
class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/**
 * The server's answer to cases. Objects that are to be updated or deleted are created before, and removed after.
 *
 * @param facts of the kinds that the server serves
 */
export function createServerJudge(send: Send, facts: ApiFacts): Judge {
  const server = new Server(send, facts);
  return async (request) => {
    // Policies are asked before the server looks whether there is such an object, so these need not wait.
    if (request.operation === 'CREATE' && request.dryRun) return server.judge(request);
    return server.inTurn(request.object, async () => server.judge(request));
  };
}

/** All denials of creating an object by any policy. */
export async function denialsOfCreation(
  send: Send,
  facts: ApiFacts,
  object: KubernetesObject,
  groups: readonly string[],
): Promise<readonly Denial[]> {
  const server = new Server(send, facts);
  const as = { user: administrator, groups: ['system:masters', ...groups] };
  return denialsIn((await server.create(object, true, as)).warnings);
}

type User = ServerRequest['as'];

class Server {
  readonly #send: Send;
  readonly #facts: ApiFacts;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(send: Send, facts: ApiFacts) {
    this.#send = send;
    this.#facts = facts;
  }

  /** Requests about one object wait for each other: one of them may have created it. */
  async inTurn<T>(object: KubernetesObject, work: () => Promise<T>): Promise<T> {
    const key = this.#pathOf(object, true);
    const before = this.#turns.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    this.#turns.set(key, result);
    return result;
  }

  async judge({
    policy,
    operation,
    object,
    oldObject,
    user,
    groups,
    dryRun,
  }: CaseRequest): Promise<readonly string[]> {
    const as = {
      user: user ?? administrator,
      groups: ['system:masters', ...groups, groupOfPolicy(policy)],
    };
    const answer = await this.#ask(operation, object, oldObject ?? object, dryRun, as);
    return denialsIn(answer.warnings).map(({ message }) => message);
  }

  async #ask(
    operation: CaseRequest['operation'],
    object: KubernetesObject,
    oldObject: KubernetesObject,
    dryRun: boolean,
    as: User,
  ): Promise<ServerAnswer> {
    if (operation === 'CREATE') {
      const created = await this.create(object, dryRun, as);
      if (!dryRun) await this.#delete(object, false, undefined);
      return created;
    }
    await this.create(oldObject, false, undefined);
    try {
      if (operation === 'DELETE') return await this.#delete(object, dryRun, as);
      return await this.#update(object, dryRun, as);
    } finally {
      await this.#delete(oldObject, false, undefined);
    }
  }

  /** Controllers may write to what was just created, so a conflict is no answer. */
  async #update(object: KubernetesObject, dryRun: boolean, as: User): Promise<ServerAnswer> {
    const path = this.#pathOf(object, true);
    for (;;) {
      const stored = await this.#checked({ method: 'GET', path });
      const { resourceVersion } = (JSON.parse(stored.text) as KubernetesObject).metadata;
      const body = { ...object, metadata: { ...object.metadata, resourceVersion } };
      const request = { method: 'PUT', path: `${path}?${query(dryRun)}`, body, ...(as && { as }) } as const;
      const answer = await this.#checked(request, [409]);
      if (answer.status !== 409) return answer;
    }
  }

  async create(object: KubernetesObject, dryRun: boolean, as: User): Promise<ServerAnswer> {
    const path = `${this.#pathOf(object, false)}?${query(dryRun)}`;
    return this.#checked({ method: 'POST', path, body: object, ...(as && { as }) }, [409]);
  }

  async #delete(object: KubernetesObject, dryRun: boolean, as: User): Promise<ServerAnswer> {
    const path = this.#pathOf(object, true);
    const body = {
      kind: 'DeleteOptions',
      apiVersion: 'v1',
      gracePeriodSeconds: 0,
      propagationPolicy: 'Background',
      ...(dryRun && { dryRun: ['All'] }),
    };
    return this.#checked({ method: 'DELETE', path, body, ...(as && { as }) }, [404]);
  }

  async #checked(request: ServerRequest, tolerated: readonly number[] = []): Promise<ServerAnswer> {
    const answer = await this.#send(request);
    if (answer.status > 299 && !tolerated.includes(answer.status))
      throw new RefusedError(`${request.method} ${request.path}: ${answer.text} (${answer.status})`);
    return answer;
  }

  #pathOf({ apiVersion, kind, metadata }: KubernetesObject, named: boolean): string {
    const known = this.#facts.find(apiVersion, kind);
    if (known === undefined) throw new RefusedError(`nothing is known of ${apiVersion} ${kind}`);
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope = known.namespaced ? `/namespaces/${metadata.namespace ?? 'default'}` : '';
    const name = named ? `/${encodeURIComponent(metadata.name ?? '')}` : '';
    return `${root}${scope}/${known.plural}${name}`;
  }
}

function query(dryRun: boolean): string {
  const values = { fieldManager: 'plumbline-policies', fieldValidation: 'Strict' };
  return new URLSearchParams({ ...values, ...(dryRun && { dryRun: 'All' }) }).toString();
}
