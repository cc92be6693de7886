import { describe, expect, test } from 'vitest';
import { driftOf } from '../../src/drift/drift.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';

/** What becomes of an object that somebody has updated. */
function resultOf(
  git: KubernetesObject,
  { metadata, ...edit }: { readonly metadata?: object },
  manager: string,
  fieldsV1: object,
): string[] {
  const managedFields = [{ manager, operation: 'Update', fieldsV1 }];
  const live = { ...git, ...edit, metadata: { ...git.metadata, ...metadata, managedFields } };
  return driftOf([{ object: git }], [live], loadFacts()).verdicts.map(({ result }) => result);
}

test('the token of an account is filled in by the token controller, and by nobody else', () => {
  const tokenOf = (type: string, data?: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'token', namespace: 'shop' },
    type,
    ...(data && { data }),
  });
  const token = tokenOf('kubernetes.io/service-account-token');
  const filled = (git: KubernetesObject, manager: string): string[] => {
    const fields = { 'f:data': { '.': {}, 'f:token': {} } };
    const filledIn: object = { data: { token: 'aGFsbG8=' } };
    return resultOf(git, filledIn, manager, fields);
  };
  expect(filled(token, 'kube-controller-manager')).toEqual(['clean']);
  expect(filled(token, 'kubectl-edit')).toEqual(['drifted']);
  expect(filled(tokenOf('Opaque'), 'kube-controller-manager')).toEqual(['drifted']);
  const said = tokenOf('kubernetes.io/service-account-token', { token: 'YW5kZXJz' });
  expect(filled(said, 'kube-controller-manager')).toEqual(['drifted']);
});

test('rules are collected for roles that ask for it, and for no others', () => {
  const role = (verb: string, isAggregated: boolean): KubernetesObject => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'reader' },
    ...(isAggregated && { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { read: 'yes' } }] } }),
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: [verb] }],
  });
  const collected = (isAggregated: boolean): string[] =>
    resultOf(role('get', isAggregated), role('*', isAggregated), 'clusterrole-aggregation-controller', {
      'f:rules': {},
    });
  expect(collected(true)).toEqual(['clean']);
  expect(collected(false)).toEqual(['drifted']);
});

test('an ExternalSecret may add to a Secret of git, and changes nothing of it', () => {
  const secret = (data?: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'keys', namespace: 'shop' },
    ...(data && { data }),
  });
  const merged = (git: KubernetesObject, manager: string): string[] =>
    resultOf(git, secret({ ...(git['data'] as object), token: 'eA==' }), manager, {
      'f:data': { 'f:token': {} },
    });
  const merger = 'externalsecrets.external-secrets.io/keys';
  expect(merged(secret(), merger)).toEqual(['clean']);
  expect(merged(secret({ own: 'eA==' }), merger)).toEqual(['clean']);
  expect(merged(secret({ token: 'eQ==' }), merger)).toEqual(['drifted']);
  expect(merged(secret(), 'some-operator')).toEqual(['drifted']);
});

test('Velero notes which location it takes by default, where git says nothing of it', () => {
  const location = (spec: object): KubernetesObject => ({
    apiVersion: 'velero.io/v1',
    kind: 'BackupStorageLocation',
    metadata: { name: 'default', namespace: 'velero' },
    spec: { provider: 'aws', objectStorage: { bucket: 'backups' }, ...spec },
  });
  const noted = (git: KubernetesObject, manager: string): string[] =>
    resultOf(git, location({ default: true }), manager, { 'f:spec': { 'f:default': {} } });
  expect(noted(location({}), 'velero-server')).toEqual(['clean']);
  expect(noted(location({}), 'velero')).toEqual(['drifted']);
  expect(noted(location({ default: false }), 'velero-server')).toEqual(['drifted']);
});

test('weights of a route are the canary’s, and nothing else of its rules is', () => {
  const route = (weight: number, name = 'web'): KubernetesObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { rules: [{ backendRefs: [{ name, port: 80, weight }] }] },
  });
  const rules = { 'f:spec': { 'f:rules': {} } };
  expect(resultOf(route(100), route(80), 'gatewayAPI', rules)).toEqual(['clean']);
  expect(resultOf(route(100), route(80), 'kubectl-edit', rules)).toEqual(['drifted']);
  expect(resultOf(route(100), route(100, 'other'), 'gatewayAPI', rules)).toEqual(['drifted']);
});

test('OpenShift adds pull secrets to accounts, and takes away none of git', () => {
  const manager = 'openshift.io/image-registry-pull-secrets_service-account-controller';
  const account = (...names: readonly string[]): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'web', namespace: 'shop' },
    ...(names.length > 0 && { imagePullSecrets: names.map((name) => ({ name })) }),
  });
  const owned = (...names: readonly string[]) => ({
    'f:imagePullSecrets': Object.fromEntries(names.map((name) => [`k:{"name":"${name}"}`, { 'f:name': {} }])),
  });
  expect(resultOf(account(), account('internal'), manager, owned('internal'))).toEqual(['clean']);
  expect(resultOf(account('a'), account('a', 'internal'), manager, owned('internal'))).toEqual(['clean']);
  expect(resultOf(account(), account('other'), 'kubectl-edit', owned('other'))).toEqual(['drifted']);
  expect(resultOf(account(), account('other'), 'operator', owned('other'))).toEqual(['drifted']);
  expect(resultOf(account('a'), account('internal'), manager, owned('internal'))).toEqual(['drifted']);
});

test('Rancher keeps its notes on namespaces; what people put there through it is theirs', () => {
  const git = (annotations: Readonly<Record<string, string>> = {}): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop', annotations },
  });
  const said = { team: 'a' };
  const annotated = (manager: string, ...names: readonly string[]): string[] => {
    const added = Object.fromEntries(names.map((name) => [name, 'true']));
    const fields = Object.fromEntries(names.map((name) => [`f:${name}`, {}]));
    return resultOf(git(said), git({ ...said, ...added }), manager, {
      'f:metadata': { 'f:annotations': fields },
    });
  };
  const notes = ['cattle.io/status', 'lifecycle.cattle.io/create.namespace-auth'];
  expect(annotated('rancher', ...notes)).toEqual(['clean']);
  expect(annotated('kubectl-annotate', ...notes)).toEqual(['drifted']);
  expect(annotated('rancher', 'owner')).toEqual(['drifted']);
  const finalizers = { metadata: { finalizers: ['controller.cattle.io/namespace-auth'] } };
  const owned = { 'f:metadata': { 'f:finalizers': { 'v:"controller.cattle.io/namespace-auth"': {} } } };
  expect(resultOf(git(), finalizers, 'rancher', owned)).toEqual(['clean']);
  expect(resultOf(git(), finalizers, 'kubectl-edit', owned)).toEqual(['drifted']);
});

test('a claim that names no class gets the default one later, and a person may not choose it', () => {
  const claim = (spec: object): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'disk', namespace: 'shop' },
    spec: { accessModes: ['ReadWriteOnce'], ...spec },
  });
  const found = (git: KubernetesObject, manager: string): string[] => {
    const fields = { 'f:spec': { 'f:storageClassName': {} } };
    return resultOf(git, claim({ storageClassName: 'gp3' }), manager, fields);
  };
  expect(found(claim({}), 'kube-controller-manager')).toEqual(['clean']);
  expect(found(claim({ storageClassName: null }), 'kube-controller-manager')).toEqual(['clean']);
  expect(found(claim({}), 'kubectl-edit')).toEqual(['drifted']);
  expect(found(claim({}), 'some-operator')).toEqual(['drifted']);
  // With an empty name it wants no class at all.
  expect(found(claim({ storageClassName: '' }), 'kube-controller-manager')).toEqual(['drifted']);
});

test('where the pods of a node are, and what the cloud calls it, is not for git to say', () => {
  const node: KubernetesObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } };
  const found = (git: KubernetesObject, manager: string, field: string): string[] => {
    const spec = { [field]: field === 'podCIDRs' ? ['10.0.1.0/24'] : 'aws:///a/i-1' };
    return resultOf(git, { spec } as object, manager, { 'f:spec': { [`f:${field}`]: {} } });
  };
  expect(found(node, 'kube-controller-manager', 'podCIDRs')).toEqual(['clean']);
  expect(found(node, 'aws-cloud-controller-manager', 'providerID')).toEqual(['clean']);
  expect(found(node, 'kubectl-edit', 'providerID')).toEqual(['drifted']);
  const said = { ...node, spec: { providerID: 'aws:///a/i-2' } };
  expect(found(said, 'aws-cloud-controller-manager', 'providerID')).toEqual(['drifted']);
});

describe('where git has nothing of the map that holds it', () => {
  const git = (kind: string, name: string): KubernetesObject => ({
    apiVersion: kind === 'Application' ? 'argoproj.io/v1alpha1' : 'v1',
    kind,
    metadata: { name, namespace: 'argocd' },
  });
  const owned = (values: object) => Object.fromEntries(Object.keys(values).map((name) => [`f:${name}`, {}]));

  test('Argo CD makes its keys', () => {
    const found = (manager: string, data: object): string[] =>
      resultOf(git('Secret', 'argocd-secret'), { data } as object, manager, {
        'f:data': { '.': {}, ...owned(data) },
      });
    const keys = { 'admin.password': 'eA==', 'server.secretkey': 'eA==' };
    expect(found('argocd-server', keys)).toEqual(['clean']);
    expect(found('argocd-server', { ...keys, other: 'eA==' })).toEqual(['drifted']);
    expect(found('kubectl-edit', keys)).toEqual(['drifted']);
  });

  test('Rancher keeps its notes, and Argo CD is asked to look again', () => {
    const found = (kind: string, manager: string, annotations: object): string[] =>
      resultOf(git(kind, 'shop'), { metadata: { annotations } }, manager, {
        'f:metadata': { 'f:annotations': { '.': {}, ...owned(annotations) } },
      });
    const notes = { 'cattle.io/status': '{}', 'lifecycle.cattle.io/create.namespace-auth': 'true' };
    expect(found('Namespace', 'rancher', notes)).toEqual(['clean']);
    expect(found('Namespace', 'rancher', { ...notes, owner: 'me' })).toEqual(['drifted']);
    const refresh = { 'argocd.argoproj.io/refresh': 'normal' };
    expect(found('Application', 'argocd-server', refresh)).toEqual(['clean']);
    expect(found('Application', 'kubectl-annotate', refresh)).toEqual(['drifted']);
    const skipped = { 'argocd.argoproj.io/skip-reconcile': 'true' };
    expect(found('Application', 'argocd-server', { ...refresh, ...skipped })).toEqual(['drifted']);
  });
});
