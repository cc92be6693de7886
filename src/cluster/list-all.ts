import type { KubernetesObject } from '../manifest/object.ts';
import { ApiError } from './api-error.ts';
import type { ServedKind } from './discovery.ts';
import { NoAnswerError, type PatientClient } from './patient-client.ts';

export interface ListOptions {
  /** Only metadata, for kinds of which nothing else is compared. Default: false. */
  readonly metadataOnly?: boolean;
  /** Objects for each request. Default: 500, as kubectl asks for. */
  readonly pageSize?: number;
}

const metadataList = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

/** How often a list is begun anew because it took longer than the server remembers where it stood. */
const restarts = 3;

interface Page {
  readonly kind?: string;
  readonly metadata?: { readonly continue?: string };
  readonly items?: readonly Omit<KubernetesObject, 'apiVersion' | 'kind'>[] | null;
}

/** Where objects of a kind are, in one namespace or in all. */
export function pathOfKind({ group, apiVersion, plural, namespaced }: ServedKind, namespace = ''): string {
  const root = group === '' ? '/api' : '/apis';
  const scope = namespaced && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}/${apiVersion}${scope}/${plural}`;
}

/**
 * All objects of a kind in all namespaces, page by page.
 *
 * @throws ApiError if the server refuses, or forgets where the list stood each time
 * @throws NoAnswerError
 */
export async function listAll(
  client: Pick<PatientClient, 'request'>,
  kind: ServedKind,
  { metadataOnly = false, pageSize = 500 }: ListOptions = {},
): Promise<KubernetesObject[]> {
  for (let restart = 0; ; restart += 1) {
    try {
      return await listPages(client, kind, metadataOnly, pageSize);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 410 || restart === restarts) throw error;
    }
  }
}

async function listPages(
  client: Pick<PatientClient, 'request'>,
  kind: ServedKind,
  metadataOnly: boolean,
  pageSize: number,
): Promise<KubernetesObject[]> {
  const objects: KubernetesObject[] = [];
  let next = '';
  do {
    const query = new URLSearchParams({ limit: String(pageSize), ...(next !== '' && { continue: next }) });
    const page = (await client.request({
      path: `${pathOfKind(kind)}?${query.toString()}`,
      ...(metadataOnly && { accept: metadataList }),
    })) as Page | null;
    if (!isList(page)) {
      const message = `the answer is no list of ${kind.plural}`;
      throw new NoAnswerError('unanswered', message);
    }
    // Not spread into one call: a page can hold more items than a call can have arguments.
    for (const item of page.items ?? [])
      objects.push({ ...item, apiVersion: kind.apiVersion, kind: kind.kind } as KubernetesObject);
    next = page.metadata?.continue ?? '';
  } while (next !== '');
  return objects;
}

/** Some servers write a list without items as null. */
function isList(page: Page | null): page is Page {
  return Array.isArray(page?.items) || (page?.items === null && page.kind?.endsWith('List') === true);
}
