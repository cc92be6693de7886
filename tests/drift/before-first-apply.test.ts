import { describe, expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

const facts = loadFacts();

function objectOf(type: string, content: object): KubernetesObject {
  const [apiVersion, kind] = type.split(' ') as [string, string];
  return { apiVersion, kind, metadata: { name: 'web', namespace: 'shop' }, ...content };
}

/** What Argo CD has applied after managedFields were taken out: the API server calls whoever wrote before so. */
function resultOf(
  git: KubernetesObject,
  content: object,
  earlier: object,
  argocd: object = {},
  others: readonly KubernetesObject[] = [],
): string | undefined {
  const managedFields = [
    { manager: 'before-first-apply', operation: 'Update', fieldsV1: earlier },
    { manager: 'argocd-controller', operation: 'Apply', fieldsV1: argocd },
  ];
  const live = { ...git, ...content, metadata: { ...git.metadata, managedFields } };
  const desired = [git, ...others].map((object) => ({ object }));
  return driftOf(desired, [live, ...others], facts).verdicts.find(
    ({ identity }) => identity.kind === git.kind,
  )?.result;
}

describe('before Argo CD’s first apply may have come', () => {
  test('the API server, which gives a Service its addresses and ports', () => {
    const spec = { type: 'NodePort', ports: [{ port: 80, protocol: 'TCP' }] };
    const live = { ...spec, clusterIP: '10.96.0.9', ports: [{ ...spec.ports[0], nodePort: 31234 }] };
    const ports = { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:nodePort': {} } } };
    const earlier = { 'f:spec': { 'f:clusterIP': {}, ...ports } };
    expect(resultOf(objectOf('v1 Service', { spec }), { spec: live }, earlier)).toBe('clean');
  });

  test('a controller that binds a claim, or gives an account its token', () => {
    const spec = { accessModes: ['ReadWriteOnce'] };
    const claim = objectOf('v1 PersistentVolumeClaim', { spec });
    const bound = { spec: { ...spec, volumeName: 'pv-1', storageClassName: 'gp3' } };
    const fields = { 'f:spec': { 'f:volumeName': {}, 'f:storageClassName': {} } };
    expect(resultOf(claim, bound, fields)).toBe('clean');
    const account = objectOf('v1 ServiceAccount', {});
    const secrets = { 'f:secrets': { '.': {}, 'k:{"name":"token"}': {} } };
    expect(resultOf(account, { secrets: [{ name: 'token' }] }, secrets)).toBe('clean');
  });

  test('one that collects the rules of a role', () => {
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { collect: 'true' } }] };
    const role = objectOf('rbac.authorization.k8s.io/v1 ClusterRole', { aggregationRule, rules: null });
    const rules = [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }];
    expect(resultOf(role, { rules }, { 'f:rules': {} })).toBe('clean');
  });
});

const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'registry.example/web:1' }] },
};
const web = objectOf('apps/v1 Deployment', { spec: { selector: { matchLabels: { app: 'web' } }, template } });

describe('replicas from before Argo CD’s first apply', () => {
  const autoscaler = objectOf('autoscaling/v2 HorizontalPodAutoscaler', {
    spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  });
  const scaledTo = (replicas: number, others: readonly KubernetesObject[]) => {
    const spec = { ...(web['spec'] as object), replicas };
    return resultOf(web, { spec }, { 'f:spec': { 'f:replicas': {} } }, {}, others);
  };

  test('are the scaler’s if it would choose them', () => {
    expect(scaledTo(4, [autoscaler])).toBe('clean');
  });

  test('are told beyond its bounds, and where there is none', () => {
    expect(scaledTo(9, [autoscaler])).toBe('drifted');
    expect(scaledTo(4, [])).toBe('drifted');
  });
});

describe('what is told all the same', () => {
  test('a variable that somebody added before', () => {
    const app = { ...template.spec.containers[0], env: [{ name: 'DEBUG', value: '1' }] };
    const spec = { ...(web['spec'] as object), template: { ...template, spec: { containers: [app] } } };
    const env = { 'f:env': { '.': {}, 'k:{"name":"DEBUG"}': { '.': {}, 'f:name': {}, 'f:value': {} } } };
    const containers = { 'f:containers': { 'k:{"name":"app"}': env } };
    const earlier = { 'f:spec': { 'f:template': { 'f:spec': containers } } };
    expect(resultOf(web, { spec }, earlier)).toBe('drifted');
  });

  test('a volume of the node in a pod that is given a token', () => {
    const pod = objectOf('v1 Pod', { spec: template.spec });
    const mounted = (volume: object) => {
      const spec = { ...template.spec, volumes: [{ name: 'more', ...volume }] };
      const volumes = { 'f:volumes': { '.': {}, 'k:{"name":"more"}': { '.': {}, 'f:name': {} } } };
      return resultOf(pod, { spec }, { 'f:spec': volumes });
    };
    expect(mounted({ projected: { sources: [], defaultMode: 420 } })).toBe('clean');
    expect(mounted({ hostPath: { path: '/', type: '' } })).toBe('drifted');
  });

  test('what Argo CD has applied since, as git has moved on', () => {
    const rulesOf = (...verbs: string[]) => ({ rules: [{ apiGroups: [''], resources: ['pods'], verbs }] });
    const role = objectOf('rbac.authorization.k8s.io/v1 ClusterRole', rulesOf('get', 'list'));
    const fields = { 'f:rules': {} };
    expect(resultOf(role, rulesOf('get', 'watch'), fields, fields)).toBe('stale');
    expect(resultOf(role, rulesOf('get'), fields, fields)).toBe('stale');
    expect(resultOf(role, rulesOf('get', 'list'), fields, fields)).toBe('clean');
  });
});
