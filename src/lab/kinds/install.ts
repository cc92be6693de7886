import { createHash } from 'node:crypto';
import { ApiError } from '../../cluster/api-error.ts';
import type { ClusterClient } from '../../cluster/client.ts';
import type { CustomResourceDefinition } from '../../kubernetes/custom-resource.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import { fieldManager } from '../cluster/field-manager.ts';
import { track } from '../progress.ts';
import type { LabSession } from '../session.ts';
import type { LabCluster } from '../state.ts';
import { waitUntil } from '../until.ts';

/** A cluster whose API server runs. */
interface Api {
  readonly cluster: LabCluster;
  /** As `admin`. */
  readonly client: ClusterClient;
}

const contentAnnotation = 'plumbline.dev/content';

/**
 * Makes sure that an API server has kinds as they are defined, and returns when it serves them.
 *
 * @param definitions with their content marked
 */
export async function installDefinitions(
  session: LabSession,
  api: Api,
  definitions: readonly CustomResourceDefinition[],
): Promise<void> {
  const known = await knownContents(api);
  const changed = definitions.filter(
    ({ metadata }) => known.get(metadata.name ?? '') !== contentOf(metadata),
  );
  if (changed.length === 0) return;
  await track(session.progress, api.cluster.id, `${changed.length} kinds served`, async () => {
    await Promise.all(changed.map(async (definition) => createOrApply(api, definition)));
    // One after the other: the API server establishes them so, and every question takes time from it.
    for (const definition of changed) await waitUntilServed(api, definition, session.signal);
    api.client.rediscover();
    for (const definition of changed) await waitUntilDiscovered(api, definition, session.signal);
  });
}

/** A definition that says what it was made from, so that another start can tell without comparing schemas. */
export function withContent(definition: CustomResourceDefinition): CustomResourceDefinition {
  const content = createHash('sha256').update(JSON.stringify(definition)).digest('hex').slice(0, 12);
  const { metadata } = definition;
  const annotations = { ...metadata.annotations, [contentAnnotation]: content };
  return { ...definition, metadata: { ...metadata, annotations } };
}

function contentOf({ annotations }: KubernetesObject['metadata']): string | undefined {
  return annotations?.[contentAnnotation];
}

/** The content of each definition that is there, by name. Their schemas, megabytes, are not asked for. */
async function knownContents({ client }: Api): Promise<ReadonlyMap<string, string | undefined>> {
  const { json } = await client.request({
    path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    accept: 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1',
  });
  // API servers write `null` for an empty list of metadata.
  const { items } = json as { readonly items: readonly Pick<KubernetesObject, 'metadata'>[] | null };
  return new Map((items ?? []).map(({ metadata }) => [metadata.name ?? '', contentOf(metadata)]));
}

/** How often an API server is asked that does not get to a request in time, as on a machine with too much to do. */
const attempts = 3;

/** Creating is several times cheaper than applying what is as large as these. */
async function createOrApply({ client }: Api, object: KubernetesObject): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      if (!(await client.create(object, { fieldManager }))) await client.apply(object, { fieldManager });
      return;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 504 || attempt === attempts) throw error;
    }
  }
}

/**
 * Lists a kind's objects until that is answered. That a definition is Established is not enough: for a moment more
 * the answer is 404 and then 429, while storage is made ready.
 */
async function waitUntilServed(
  { client, cluster }: Api,
  { spec }: CustomResourceDefinition,
  signal: AbortSignal,
): Promise<void> {
  const { group, names, versions } = spec;
  const version = versions.find(({ served }) => served)?.name ?? '';
  await waitUntil({ cluster: cluster.id, what: `${names.plural}.${group} served`, signal }, async () => {
    try {
      await client.request({ path: `/apis/${group}/${version}/${names.plural}?limit=1` });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || ![404, 429].includes(error.status)) throw error;
      return error.message;
    }
  });
}

/** What tells clients which kinds there are follows only when the API server finds the time. */
async function waitUntilDiscovered(
  { client, cluster }: Api,
  { spec }: CustomResourceDefinition,
  signal: AbortSignal,
): Promise<void> {
  const version = spec.versions.find(({ served }) => served)?.name ?? '';
  const what = `${spec.names.plural}.${spec.group} discovered`;
  await waitUntil({ cluster: cluster.id, what, signal }, async () => {
    return (
      (await client.knows(`${spec.group}/${version}`, spec.names.kind)) || 'clients are not told of it yet'
    );
  });
}
