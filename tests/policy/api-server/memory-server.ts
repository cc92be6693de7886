import type { KubernetesObject } from '../../../src/manifest/object.ts';
import type { Send, ServerAnswer, ServerRequest } from '../../../src/policy/api-server/server.ts';

/** What a request that keeps nothing is answered; `undefined` for nothing special. */
export type Says = (
  request: ServerRequest & { readonly object: KubernetesObject | undefined },
) => Partial<ServerAnswer> | undefined;

/** Keeps objects as an API server does, and answers dry runs as it is told: to see what it is sent, and in which order. */
export class MemoryServer {
  readonly objects = new Map<string, KubernetesObject>();
  readonly dryRuns: ServerRequest[] = [];
  readonly #says: Says;
  #revision = 0;

  constructor(says: Says) {
    this.#says = says;
  }

  readonly send: Send = async (request) => {
    const { method, path: target, body } = request;
    const [path = '', query = ''] = target.split('?');
    const object = body as KubernetesObject | undefined;
    const isDryRun = query.includes('dryRun') || JSON.stringify(body ?? {}).includes('"dryRun":["All"]');
    if (isDryRun) {
      const probed = this.#probe(path, object);
      if (probed !== undefined) return answer(201, {}, [probed]);
      this.dryRuns.push(request);
      const said = this.#says({ ...request, object });
      return { ...answer(201, object ?? {}), ...said };
    }
    if (method === 'GET') return this.#get(path);
    if (method === 'DELETE') return answer(this.objects.delete(path) ? 200 : 404, {});
    const key = method === 'POST' ? `${path}/${object?.metadata.name}` : path;
    if (object === undefined || (method === 'POST' && this.objects.has(key))) return answer(409, {});
    this.#revision += 1;
    const metadata = { ...object.metadata, resourceVersion: String(this.#revision) };
    this.objects.set(key, { ...object, metadata });
    return answer(201, { ...object, metadata });
  };

  /** Under a name, whatever its kind. */
  named(name: string): KubernetesObject[] {
    return [...this.objects.values()].filter(({ metadata }) => metadata.name === name);
  }

  #get(path: string): ServerAnswer {
    const object = this.objects.get(path);
    return object === undefined ? answer(200, { items: [] }) : answer(200, object);
  }

  #probe(path: string, object: KubernetesObject | undefined): string | undefined {
    if (object?.metadata?.name !== 'plumbline-probe') return undefined;
    const namespace = this.objects.get(path.replace(/\/configmaps$/, ''));
    const { resourceVersion = '0' } = (namespace?.metadata ?? {}) as { readonly resourceVersion?: string };
    return warning('plumbline-probe', resourceVersion);
  }
}

export function warning(policy: string, message: string, binding = policy): string {
  return `Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${binding}': ${message}`;
}

export function answer(status: number, body: object, warnings: readonly string[] = []): ServerAnswer {
  return { status, text: JSON.stringify(body), warnings };
}
