import { ApiError } from './api-error.ts';
import type { PatientClient } from './patient-client.ts';

/** A kind that a server says it has, in one version. */
export interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** What a server has, from its own word. */
export interface Discovery {
  /** Versions of a kind in the order in which the server prefers them. */
  readonly kinds: readonly ServedKind[];
  /** `group/version` each: APIs whose own server does not answer, so that nobody knows what is in them. */
  readonly silent: readonly string[];
}

/** https://kubernetes.io/docs/concepts/overview/kubernetes-api/#aggregated-discovery */
const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

interface GroupDiscoveryList {
  readonly kind?: string;
  readonly items?: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions?: readonly {
      readonly version: string;
      readonly freshness?: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind?: string };
        readonly scope: string;
        readonly verbs?: readonly string[];
      }[];
    }[];
  }[];
}

/**
 * Asks a server for all of its kinds, in two requests. An API that another server answers for, and does not, hides only
 * itself.
 *
 * @throws ApiError if the server refuses, or is older than Kubernetes 1.30, which has no such answer
 * @throws NoAnswerError
 */
export async function discover(client: Pick<PatientClient, 'request'>): Promise<Discovery> {
  const lists = await Promise.all(['/api', '/apis'].map(async (path) => groupsAt(client, path)));
  const kinds: ServedKind[] = [];
  const silent: string[] = [];
  for (const { metadata, versions = [] } of lists.flatMap(({ items = [] }) => items)) {
    const group = metadata?.name ?? '';
    for (const { version, freshness, resources = [] } of versions) {
      const apiVersion = group === '' ? version : `${group}/${version}`;
      if (freshness === 'Stale') silent.push(apiVersion);
      for (const { resource: plural, responseKind, scope, verbs = [] } of resources) {
        const namespaced = scope === 'Namespaced';
        kinds.push({ group, version, apiVersion, kind: responseKind?.kind ?? '', plural, namespaced, verbs });
      }
    }
  }
  return { kinds, silent };
}

async function groupsAt(client: Pick<PatientClient, 'request'>, path: string): Promise<GroupDiscoveryList> {
  const list = (await client.request({ path, accept: aggregated })) as GroupDiscoveryList | null;
  if (list?.kind === 'APIGroupDiscoveryList') return list;
  const message = `the server has no aggregated discovery: it is older than Kubernetes 1.30 (${list?.kind ?? 'no kind'})`;
  throw new ApiError({ path }, 406, message);
}
