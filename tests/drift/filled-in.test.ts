import { describe, expect, test } from 'vitest';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { driftOf } from '../../src/drift/drift.ts';
import { judgeFields } from '../../src/drift/judge.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const facts = loadFacts();

function objectOf(type: string, spec: object): KubernetesObject {
  const [apiVersion, kind] = type.split(' ') as [string, string];
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, spec };
}

/** What managedFields say of a value that is set as a whole, below `spec`. */
function owned(...fields: string[]): object {
  return { 'f:spec': Object.fromEntries(fields.map((field) => [`f:${field}`, {}])) };
}

/** In the cluster, with those who own these fields. */
function liveOf(git: KubernetesObject, spec: object, fieldsV1: object, ...managers: readonly string[]) {
  const operation = (manager: string) => (manager === 'argocd-controller' ? 'Apply' : 'Update');
  const managedFields = managers.map((manager) => ({ manager, operation: operation(manager), fieldsV1 }));
  return { ...git, spec, metadata: { ...git.metadata, managedFields } };
}

function resultOf(git: KubernetesObject, ...live: [object, object, ...string[]]): string | undefined {
  return driftOf([{ object: git }], [liveOf(git, ...live)], facts).verdicts[0]?.result;
}

const port = { port: 80, protocol: 'TCP' };
const allocated = {
  type: 'NodePort',
  clusterIP: '10.96.0.9',
  clusterIPs: ['10.96.0.9'],
  ipFamilies: ['IPv4'],
  ipFamilyPolicy: 'SingleStack',
  ports: [{ ...port, nodePort: 31234 }],
};
const fieldsOfService = {
  'f:spec': {
    'f:clusterIP': {},
    'f:clusterIPs': {},
    'f:ipFamilies': {},
    'f:ipFamilyPolicy': {},
    'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:nodePort': {} } },
  },
};
const service = (nodePort: unknown, more: object): KubernetesObject =>
  objectOf('v1 Service', { type: 'NodePort', ports: [{ ...port, nodePort }], ...more });

const claim = (more: object): KubernetesObject =>
  objectOf('v1 PersistentVolumeClaim', { accessModes: ['ReadWriteOnce'], ...more });
const ofClass = { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', storageClassName: 'gp3' };

describe('what git writes as null or empty, and something is filled in for, Argo CD owns and nobody changed', () => {
  test.each<[string, KubernetesObject]>([
    ['null', service(null, { clusterIP: null, clusterIPs: null, ipFamilies: null, ipFamilyPolicy: null })],
    ['empty', service(0, { clusterIP: '', clusterIPs: [], ipFamilies: [], ipFamilyPolicy: null })],
  ])('the addresses and ports of a Service, given as %s', (_, git) => {
    expect(resultOf(git, allocated, fieldsOfService, 'argocd-controller')).toBe('clean');
  });

  test('the port for health checks', () => {
    const balancer = { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports: [port] };
    const git = objectOf('v1 Service', { ...balancer, healthCheckNodePort: 0 });
    const live = { ...balancer, healthCheckNodePort: 32178 };
    expect(resultOf(git, live, owned('healthCheckNodePort'), 'argocd-controller')).toBe('clean');
  });

  test('the class of a claim and of an Ingress', () => {
    const git = claim({ storageClassName: null });
    expect(resultOf(git, ofClass, owned('storageClassName'), 'argocd-controller')).toBe('clean');
    const ingress = objectOf('networking.k8s.io/v1 Ingress', { ingressClassName: null });
    const live = { ingressClassName: 'alb' };
    expect(resultOf(ingress, live, owned('ingressClassName'), 'argocd-controller')).toBe('clean');
  });

  test('what a Job knows its pods by', () => {
    const pod = { restartPolicy: 'Never', containers: [{ name: 'run', image: 'registry.example/run:1' }] };
    const git = objectOf('batch/v1 Job', {
      selector: null,
      template: { metadata: { labels: null }, spec: pod },
    });
    const uid = { 'batch.kubernetes.io/controller-uid': '9cd1' };
    const labels = {
      ...uid,
      'controller-uid': '9cd1',
      'job-name': 'web',
      'batch.kubernetes.io/job-name': 'web',
    };
    const live = { selector: { matchLabels: uid }, template: { metadata: { labels }, spec: pod } };
    const fields = { 'f:selector': {}, 'f:template': { 'f:metadata': { 'f:labels': {} } } };
    expect(resultOf(git, live, { 'f:spec': fields }, 'argocd-controller')).toBe('clean');
    const labelled = { ...live, template: { metadata: { labels: { ...labels, tier: 'a' } }, spec: pod } };
    expect(resultOf(git, labelled, { 'f:spec': fields }, 'argocd-controller')).toBe('stale');
  });

  test('the API server is asked, and told is what it would take away again', () => {
    const git = objectOf('networking.k8s.io/v1 Ingress', { ingressClassName: null });
    const live = liveOf(git, { ingressClassName: 'alb' }, owned('ingressClassName'), 'argocd-controller');
    const judged = (predicted?: KubernetesObject) =>
      judgeFields(new ObjectComparer(facts), git, live, () => false, predicted);
    expect(judged()).toMatchObject({ fields: [], isDoubtful: true });
    expect(judged(live).fields).toEqual([]);
    expect(judged({ ...git, spec: {} }).fields).toMatchObject([{ cause: 'argo-cd' }]);
  });
});

describe('what is told all the same', () => {
  const git = service(null, {});
  const ports = { 'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:nodePort': {} } } } };

  test('what another program or a person has set there', () => {
    expect(resultOf(git, allocated, ports, 'kubectl-edit')).toBe('drifted');
    expect(resultOf(git, allocated, ports, 'some-operator')).toBe('drifted');
    expect(resultOf(git, allocated, ports, 'argocd-controller', 'some-operator')).not.toBe('clean');
  });

  test('what git said once and no longer mentions', () => {
    const open = objectOf('v1 Service', { type: 'NodePort', ports: [port] });
    expect(resultOf(open, allocated, ports, 'argocd-controller')).toBe('stale');
  });

  test('null where nothing is filled in', () => {
    const fixed = service(null, { externalName: null, sessionAffinityConfig: null });
    const live = { ...allocated, externalName: 'example.com' };
    expect(resultOf(fixed, live, owned('externalName'), 'argocd-controller')).toBe('stale');
  });

  test('a class where git wants none', () => {
    const none = claim({ storageClassName: '' });
    expect(resultOf(none, ofClass, owned('storageClassName'), 'argocd-controller')).toBe('stale');
  });
});
