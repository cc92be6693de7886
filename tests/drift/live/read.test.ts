import { expect, test } from 'vitest';
import type { ApiRequest, ApiResponse } from '../../../src/cluster/connection.ts';
import { PatientClient } from '../../../src/cluster/patient-client.ts';
import { judgeCluster, type Subject } from '../../../src/drift/live/judge-cluster.ts';
import { tracked } from '../../../src/drift/tracking.ts';
import { loadFacts } from '../../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { given } from './fake-cluster.ts';

/** Judges a cluster that serves Deployments, autoscalers in two versions, and ScaledObjects. */
async function judge(
  live: Readonly<Record<string, readonly KubernetesObject[]>>,
  git: Readonly<Record<string, readonly KubernetesObject[]>>,
  only?: Subject['only'],
) {
  const group = (name: string, resource: string, kind: string, ...versions: readonly string[]) => {
    const resources = [{ resource, responseKind: { kind }, scope: 'Namespaced', verbs: ['list'] }];
    return { metadata: { name }, versions: versions.map((version) => ({ version, resources })) };
  };
  const apis = [
    group('apps', 'deployments', 'Deployment', 'v1'),
    group('autoscaling', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', 'v2', 'v1'),
    group('keda.sh', 'scaledobjects', 'ScaledObject', 'v1alpha1'),
  ];
  const send = async ({ path }: ApiRequest): Promise<ApiResponse> => {
    const kind = 'APIGroupDiscoveryList';
    const api = path.replace(/^\/apis\/|\?.*/g, '');
    if (api === '/api' || api === '/apis')
      return { status: 200, text: JSON.stringify({ kind, items: api === '/api' ? [] : apis }), warnings: [] };
    return { status: 200, text: JSON.stringify({ kind: 'List', items: live[api] ?? [] }), warnings: [] };
  };
  const desired = Object.entries(git).flatMap(([application, objects]) =>
    objects.map((object) => given(application, object)),
  );
  const subject = {
    desired,
    applications: new Set(Object.keys(git)),
    chartApplications: new Set<string>(),
    unreadableApplications: new Map<string, string>(),
    ...(only && { only }),
  };
  const nobody = { objectsAt: () => undefined, note: () => {} };
  const known = Promise.resolve({ subject, applications: undefined });
  return judgeCluster(new PatientClient({ send }), known, {
    facts: loadFacts(),
    readOnly: true,
    ...nobody,
  });
}

const web: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
  },
};
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const scaler = (apiVersion: string, name: string, maxReplicas: number): KubernetesObject => ({
  apiVersion,
  kind: 'HorizontalPodAutoscaler',
  metadata: { name, namespace: 'shop' },
  spec: { scaleTargetRef, minReplicas: 1, maxReplicas },
});

/** As Argo CD applied it. */
const applied = (object: KubernetesObject, application: string): KubernetesObject => {
  const { metadata, ...rest } = tracked(object, application, 'shop');
  const managedFields = [
    { manager: 'argocd-controller', operation: 'Apply', fieldsV1: { 'f:spec': { 'f:template': {} } } },
  ];
  return { ...rest, metadata: { ...metadata, managedFields } };
};
const autoscalers = 'horizontalpodautoscalers';

test('a kind that git has in two versions is compared in each, and counted once', async () => {
  const versions = ['autoscaling/v1', 'autoscaling/v2'] as const;
  const live = Object.fromEntries(
    versions.map((version) => [
      `${version}/${autoscalers}`,
      [applied(scaler(version, 'one', 99), 'shop'), applied(scaler(version, 'two', 5), 'shop')],
    ]),
  );
  const git = { shop: [scaler('autoscaling/v1', 'one', 5), scaler('autoscaling/v2', 'two', 5)] };
  const { objects, unjudged, counts, coverage } = await judge(live, git);
  expect(unjudged).toEqual([]);
  expect(objects.map(({ name, fields }) => [name, fields.map(({ where }) => where)])).toEqual([
    ['one', ['spec.maxReplicas']],
  ]);
  expect(counts.clean).toBe(1);
  expect(coverage).toMatchObject({ declared: 2, live: 2 });
});

/** What is told of the app that has a Deployment, while another has its scaler. */
async function toldOfShop(replicas: number, scalers: Readonly<Record<string, KubernetesObject>>) {
  const spec = { ...(web['spec'] as object), replicas };
  const live = Object.entries(scalers).map(([api, object]) => [api, [applied(object, 'scale')]]);
  const { objects } = await judge(
    { 'apps/v1/deployments': [applied({ ...web, spec }, 'shop')], ...Object.fromEntries(live) },
    { shop: [web], scale: Object.values(scalers) },
    new Set(['shop']),
  );
  return objects.map(({ kind, fields }) => `${kind} ${fields.map(({ where }) => where).join()}`);
}

test('a scaler of another app scales what is asked for', async () => {
  const autoscaler = { [`autoscaling/v2/${autoscalers}`]: scaler('autoscaling/v2', 'web', 9) };
  const scaledObject: KubernetesObject = {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { scaleTargetRef: { name: 'web' } },
  };
  expect(await toldOfShop(5, autoscaler)).toEqual([]);
  expect(await toldOfShop(0, { 'keda.sh/v1alpha1/scaledobjects': scaledObject })).toEqual([]);
  expect(await toldOfShop(10, autoscaler)).toEqual(['Deployment spec.replicas']);
  expect(await toldOfShop(5, {})).toEqual(['Deployment spec.replicas']);
});
