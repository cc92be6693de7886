import type { ApiRequest, ApiResponse } from '../../../src/cluster/connection.ts';
import { PatientClient } from '../../../src/cluster/patient-client.ts';
import type { DesiredObject } from '../../../src/drift/live/desired.ts';
import {
  type JudgedCluster,
  type JudgeOptions,
  judgeCluster,
  type Known,
  type Subject,
} from '../../../src/drift/live/judge-cluster.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';

export const config: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop' },
};

export function given(application: string, object: KubernetesObject): DesiredObject {
  return {
    object,
    file: `${application}.yaml`,
    locate: () => ({ file: `${application}.yaml` }),
    application,
    destinationNamespace: 'shop',
  };
}

/** Judges, without dry runs, a cluster that serves ConfigMaps and Jobs, and has these objects of them. */
export async function judge(
  live: { readonly configMaps?: readonly KubernetesObject[]; readonly jobs?: readonly KubernetesObject[] },
  desired: readonly DesiredObject[],
  subject: Partial<Subject> = {},
  { applications, ...options }: Partial<JudgeOptions & Known> = {},
): Promise<JudgedCluster> {
  const list = (items: readonly KubernetesObject[] = []) => ({ kind: 'List', items });
  const answers: Readonly<Record<string, unknown>> = {
    '/api': { kind: 'APIGroupDiscoveryList', items: [served('', 'configmaps', 'ConfigMap')] },
    '/apis': { kind: 'APIGroupDiscoveryList', items: [served('batch', 'jobs', 'Job')] },
    '/api/v1/configmaps': list(live.configMaps),
    '/apis/batch/v1/jobs': list(live.jobs),
  };
  const send = async ({ path }: ApiRequest): Promise<ApiResponse> => {
    const answer = answers[path.replace(/\?.*/, '')];
    return { status: answer === undefined ? 404 : 200, text: JSON.stringify(answer ?? {}), warnings: [] };
  };
  const all = {
    desired,
    applications: new Set(desired.map(({ application }) => application)),
    chartApplications: new Set<string>(),
    unreadableApplications: new Map<string, string>(),
    ...subject,
  };
  const nobody = { objectsAt: () => undefined, note: () => {} };
  return judgeCluster(new PatientClient({ send }), Promise.resolve({ subject: all, applications }), {
    facts: loadFacts(),
    readOnly: true,
    ...nobody,
    ...options,
  });
}

function served(group: string, resource: string, kind: string) {
  const resources = [{ resource, responseKind: { kind }, scope: 'Namespaced', verbs: ['list'] }];
  return { metadata: { name: group }, versions: [{ version: 'v1', resources }] };
}
