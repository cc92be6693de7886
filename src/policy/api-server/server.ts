import type { ApiFacts } from '../../kubernetes/facts.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { Operation } from '../policies.ts';

export interface ServerRequest {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: unknown;
  readonly as?: { readonly user: string; readonly groups: readonly string[] };
}

export interface ServerAnswer {
  readonly status: number;
  readonly text: string;
  readonly warnings: readonly string[];
}

/** Sends one request as a user who may do anything, impersonation included. */
export type Send = (request: ServerRequest) => Promise<ServerAnswer>;

/** The server refused the request for a reason that no policy has. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  /** The server's; `undefined` if it was not asked. */
  readonly answer: ServerAnswer | undefined;

  constructor(message: string, answer?: ServerAnswer) {
    super(message);
    this.answer = answer;
  }
}

type User = ServerRequest['as'];

/** HTTP status of creating what exists. */
const alreadyThere = 409;

/** One request that policies are to judge. */
export interface JudgedRequest {
  readonly operation: Operation;
  readonly object: KubernetesObject;
  /** Of an UPDATE. */
  readonly oldObject?: KubernetesObject | undefined;
  readonly dryRun: boolean;
  readonly as: User;
}

/** An API server, asked about objects. Those that are to be updated or deleted, and are not there, are created before and
 * removed after. */
export class PolicyServer {
  readonly #send: Send;
  readonly #facts: ApiFacts;
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(send: Send, facts: ApiFacts) {
    this.#send = send;
    this.#facts = facts;
  }

  /** @throws RefusedError if the server has something against the request that no Warn binding says */
  async ask(request: JudgedRequest): Promise<ServerAnswer> {
    // Policies are asked before the server looks whether there is such an object, so these need not wait.
    if (request.operation === 'CREATE' && request.dryRun)
      return this.create(request.object, true, request.as);
    return this.#inTurn(request.object, async () => this.#askAlone(request));
  }

  /** Creates an object, or replaces the one that is there. Returns it as it is stored. */
  async put(object: KubernetesObject): Promise<KubernetesObject> {
    const created = await this.create(object, false, undefined);
    const stored = created.status === alreadyThere ? await this.#update(object, false, undefined) : created;
    return JSON.parse(stored.text) as KubernetesObject;
  }

  async delete(object: KubernetesObject): Promise<void> {
    await this.#delete(object, false, undefined);
  }

  /** Whether objects of a kind can be listed; for a moment after its definition was created, they cannot. */
  async serves(apiVersion: string, plural: string): Promise<boolean> {
    const path = `/apis/${apiVersion}/${plural}?limit=1`;
    const { status } = await this.#checked({ method: 'GET', path }, [404, 429, 503]);
    return status < 300;
  }

  /** Requests about one object wait for each other: one of them may have created it. */
  async #inTurn<T>(object: KubernetesObject, work: () => Promise<T>): Promise<T> {
    const key = this.#pathOf(object, true);
    const before = this.#turns.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    this.#turns.set(key, result);
    return result;
  }

  async #askAlone({
    operation,
    object,
    oldObject = object,
    dryRun,
    as,
  }: JudgedRequest): Promise<ServerAnswer> {
    if (operation === 'CREATE') {
      const created = await this.create(object, dryRun, as);
      if (!dryRun && created.status !== alreadyThere) await this.#delete(object, false, undefined);
      return created;
    }
    const { status } = await this.create(oldObject, false, undefined);
    try {
      if (operation === 'DELETE') return await this.#delete(object, dryRun, as);
      return await this.#update(object, dryRun, as);
    } finally {
      if (status !== alreadyThere) await this.#delete(oldObject, false, undefined);
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
      throw new RefusedError(`${request.method} ${request.path}: ${answer.text} (${answer.status})`, answer);
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
