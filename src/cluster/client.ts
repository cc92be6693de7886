/**
 * What the rest of Plumbline asks of API servers.
 *
 *     connection.ts   one server, one user: kubeconfig, TLS, requests
 *     agents.ts       the connections that are kept open between requests
 *     client.ts       objects: read, list, apply, delete
 */
import { groupOf, type KubernetesObject } from '../manifest/object.ts';
import { ApiError } from './api-error.ts';
import { type ApiRequest, type ClusterAddress, type Connection, connect } from './connection.ts';

/** Which object, without its content. */
export interface ObjectReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string | undefined;
}

export interface ApplyOptions {
  /** Who owns the fields, e.g. `plumbline-lab`. */
  readonly fieldManager: string;
  /** Judge, but keep nothing. Default: false. */
  readonly dryRun?: boolean;
  /** Take fields that others own. Default: true. */
  readonly force?: boolean;
}

export interface Applied {
  /** As the server has it now, defaults included. */
  readonly object: KubernetesObject;
  readonly warnings: readonly string[];
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

export class ClusterClient {
  readonly connection: Connection;
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** @param signal ends the requests that wait for an answer, each with its reason */
  static open(address: ClusterAddress, signal?: AbortSignal): ClusterClient {
    return new ClusterClient(connect(address, signal));
  }

  close(): void {
    this.connection.close();
  }

  /** Server-side apply. @throws ApiError if the server refuses the object */
  async apply(object: KubernetesObject, options: ApplyOptions): Promise<Applied> {
    const { name, namespace } = object.metadata;
    const { apiVersion, kind } = object;
    const path = await this.pathOf({ apiVersion, kind, name: name ?? '', namespace });
    const query = new URLSearchParams({
      fieldManager: options.fieldManager,
      force: String(options.force ?? true),
      fieldValidation: 'Strict',
      ...(options.dryRun === true && { dryRun: 'All' }),
    });
    const { json, warnings } = await this.request({
      method: 'PATCH',
      path: `${path}?${query.toString()}`,
      body: object,
      contentType: 'application/apply-patch+yaml',
    });
    return { object: json as KubernetesObject, warnings };
  }

  /** False if there is one already. @throws ApiError if the server refuses the object */
  async create(
    object: KubernetesObject,
    { fieldManager }: Pick<ApplyOptions, 'fieldManager'>,
  ): Promise<boolean> {
    const { apiVersion, kind, metadata } = object;
    const path = await this.collectionPath(apiVersion, kind, metadata.namespace ?? 'default');
    const query = new URLSearchParams({ fieldManager, fieldValidation: 'Strict' });
    try {
      await this.request({ method: 'POST', path: `${path}?${query.toString()}`, body: object });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.reason === 'AlreadyExists') return false;
      throw error;
    }
  }

  /** `undefined` if there is no such object. */
  async get(reference: ObjectReference): Promise<KubernetesObject | undefined> {
    const path = await this.pathOf(reference);
    return (await this.requestIfPresent({ path })) as KubernetesObject | undefined;
  }

  /** All objects of a kind, in one namespace or in all. */
  async list(apiVersion: string, kind: string, namespace?: string): Promise<KubernetesObject[]> {
    const path = await this.collectionPath(apiVersion, kind, namespace);
    const { json } = await this.request({ path });
    const { items } = json as { items: readonly Omit<KubernetesObject, 'apiVersion' | 'kind'>[] };
    return items.map((item) => ({ apiVersion, kind, ...item }) as KubernetesObject);
  }

  /** Deletes an object, and what it owns with it in the background. False if there was none. */
  async delete(reference: ObjectReference): Promise<boolean> {
    const path = await this.pathOf(reference);
    return (await this.requestIfPresent({ method: 'DELETE', path })) !== undefined;
  }

  /** Sends any request. @throws ApiError if the answer is no success */
  async request(
    request: ApiRequest,
  ): Promise<{ readonly json: unknown; readonly warnings: readonly string[] }> {
    const { status, text, warnings } = await this.connection.send(request);
    if (status < 200 || status > 299) throw new ApiError(request, status, text);
    return { json: JSON.parse(text), warnings };
  }

  /** Whether the server tells its clients of a kind. */
  async knows(apiVersion: string, kind: string): Promise<boolean> {
    return (await this.find(apiVersion, kind)) !== undefined;
  }

  /** Forgets which kinds the server has: after CustomResourceDefinitions were installed. */
  rediscover(): void {
    this.resources.clear();
  }

  private async requestIfPresent(request: ApiRequest): Promise<unknown> {
    try {
      return (await this.request(request)).json;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    }
  }

  private async pathOf({ apiVersion, kind, name, namespace }: ObjectReference): Promise<string> {
    return `${await this.collectionPath(apiVersion, kind, namespace ?? 'default')}/${encodeURIComponent(name)}`;
  }

  private async collectionPath(apiVersion: string, kind: string, namespace?: string): Promise<string> {
    const { name, namespaced } = await this.resourceOf(apiVersion, kind);
    const scope = namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    return `${versionPath(apiVersion)}${scope}/${name}`;
  }

  private async resourceOf(apiVersion: string, kind: string): Promise<Resource> {
    const found = await this.find(apiVersion, kind);
    if (found) return found;
    throw new ApiError({ path: versionPath(apiVersion) }, 404, `the server has no ${kind} of ${apiVersion}`);
  }

  private async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const isWanted = ({ name, kind: known }: Resource): boolean => known === kind && !name.includes('/');
    const known = (await this.resources.get(apiVersion))?.find(isWanted);
    if (known) return known;
    // What is not there yet may be installed any moment.
    const discovered = this.discover(apiVersion);
    this.resources.set(apiVersion, discovered);
    try {
      return (await discovered).find(isWanted);
    } catch (error) {
      this.resources.delete(apiVersion);
      throw error;
    }
  }

  private async discover(apiVersion: string): Promise<readonly Resource[]> {
    const json = await this.requestIfPresent({ path: versionPath(apiVersion) });
    return (json as { resources: readonly Resource[] } | undefined)?.resources ?? [];
  }
}

function versionPath(apiVersion: string): string {
  return groupOf(apiVersion) === '' ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
}
