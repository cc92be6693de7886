import { pathOfKind } from '../../cluster/list-all.ts';
import type { PatientClient } from '../../cluster/patient-client.ts';
import { CLUSTER_LABELS } from '../../constructs/gitops/clusters.ts';
import { formatIdentity, isRecord } from '../../manifest/object.ts';
import { type Fields, fieldsOf, textOf } from '../../manifest/select.ts';

/** What Argo CD says of one of its Applications. */
export interface ApplicationState {
  /** The commit that the cluster has, as far as Argo CD knows. */
  readonly revision?: string;
  /** What it wants there, by `formatIdentity`: also what charts make, which git does not show. */
  readonly wanted: ReadonlySet<string>;
  /** It was made for a folder of `dist/`, be that still there or not. */
  readonly isRendered: boolean;
}

/** Names of Applications to what Argo CD says of them. */
export type ApplicationStates = ReadonlyMap<string, ApplicationState>;

const path = pathOfKind(
  {
    group: 'argoproj.io',
    version: 'v1alpha1',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    plural: 'applications',
    namespaced: true,
    verbs: [],
  },
  'argocd',
);

/**
 * Reads the Applications of a hub.
 *
 * @throws ApiError, also if the hub has no Argo CD
 * @throws NoAnswerError
 */
export async function readApplications(client: Pick<PatientClient, 'request'>): Promise<ApplicationStates> {
  const { items } = (await client.request({ path })) as { readonly items?: readonly Fields[] };
  return new Map(
    (items ?? []).map((application) => [
      textOf(fieldsOf(application, 'metadata'), 'name') ?? '',
      stateOf(application),
    ]),
  );
}

/**
 * Field names are those of Argo CD's API (pkg/apis/application/v1alpha1/types.go, v3.5). An Application that is in sync
 * has the commit that it was compared with, any other that of its last sync. Where charts are rendered beside it, the
 * repository is the first source.
 */
function stateOf(application: Fields): ApplicationState {
  const status = fieldsOf(application, 'status');
  const sync = fieldsOf(status, 'sync');
  const history = mapsIn(status['history']);
  const revision = revisionIn(textOf(sync, 'status') === 'Synced' ? sync : (history.at(-1) ?? {}));
  const wanted = mapsIn(status['resources'])
    .filter(({ requiresPruning }) => requiresPruning !== true)
    .map((resource) =>
      formatIdentity({
        group: textOf(resource, 'group') ?? '',
        kind: textOf(resource, 'kind') ?? '',
        namespace: textOf(resource, 'namespace') ?? '',
        name: textOf(resource, 'name') ?? '',
      }),
    );
  const labels = fieldsOf(application, 'metadata', 'labels');
  return {
    ...(revision !== undefined && { revision }),
    wanted: new Set(wanted),
    isRendered: labels[CLUSTER_LABELS.environment] !== undefined,
  };
}

function revisionIn(fields: Fields): string | undefined {
  const { revisions } = fields;
  const first: unknown = Array.isArray(revisions) ? revisions[0] : undefined;
  return typeof first === 'string' ? first : textOf(fields, 'revision');
}

function mapsIn(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
