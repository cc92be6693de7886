import { expect, test } from 'vitest';
import { checked, configMap, deployment, findingsOver, namespace, object } from '../checked.ts';

const at = 'spec.template.spec.';
const pod = deployment('{}', '{envFrom: [{configMapRef: {name: web}}]}');
const missing = `${at}containers[0].envFrom[0].configMapRef.name:`;
test('a manifest by itself claims nothing', () => {
  expect(checked(pod)).toEqual([
    `warning missing-reference ${missing} the ConfigMap "web" in namespace shop is not among the manifests read`,
  ]);
});

test('with its namespace, or another object of the kind, the input is taken to be complete', () => {
  const error = `error missing-reference ${missing} there is no ConfigMap "web" in namespace shop`;
  expect(checked(namespace + pod)).toEqual([error]);
  expect(checked(pod + object('ConfigMap', 'v1', 'wbe'))).toEqual([error]);
});

test('names nearby are suggested, and what there is is told', () => {
  expect(findingsOver(pod + object('ConfigMap', 'v1', 'wbe'))).toMatchObject([
    {
      allowed: 'wbe',
      next: 'did you mean wbe?',
      location: { file: 'x.yaml', line: 9 },
      subject: 'Deployment.apps shop/web',
    },
  ]);
  expect(findingsOver(namespace + pod)).toMatchObject([{ next: 'add the ConfigMap, or correct the name' }]);
});

test('it is there, in the same namespace', () => {
  expect(checked(namespace + pod + configMap)).toEqual([]);
  expect(checked(namespace + pod + configMap.replace('namespace: shop', 'namespace: other'))).toHaveLength(1);
});

test('optional references, and what every namespace has', () => {
  const optional = deployment('{}', '{envFrom: [{configMapRef: {name: web, optional: true}}]}');
  const provided = deployment(
    '{serviceAccountName: default, volumes: [{name: ca, configMap: {name: kube-root-ca.crt}}], priorityClassName: system-node-critical}',
  );
  expect(checked(namespace + optional)).toEqual([]);
  expect(checked(namespace + provided)).toEqual([]);
});

test('Secrets need a stronger sign: many are made at run time', () => {
  const secret = deployment('{}', '{envFrom: [{secretRef: {name: web}}]}');
  expect(checked(namespace + secret)[0]).toMatch(/^warning missing-reference/);
  expect(checked(namespace + secret + object('Secret', 'v1', 'other'))[0]).toMatch(
    /^error missing-reference/,
  );
});

test('nothing is made at run time in the folder of a target', () => {
  const secret = namespace + deployment('{}', '{envFrom: [{secretRef: {name: web}}]}');
  expect(checked({ 'dist/dev/us-west-2/web/x.yaml': secret })[0]).toMatch(/^error missing-reference/);
});

test('every target of a rendered fleet is its own cluster; hub and global are one', () => {
  const files = (first: string, second: string) => ({
    [`dist/dev/${first}/a/x.yaml`]: namespace + pod,
    [`dist/dev/${second}/b/y.yaml`]: configMap,
  });
  expect(checked(files('eu-central-1', 'eu-central-1'))).toEqual([]);
  expect(checked(files('eu-central-1', 'us-west-2'))).toHaveLength(1);
  expect(checked(files('hub', 'global'))).toEqual([]);
});

test('a class that clusters bring is never an error', () => {
  const claim = object(
    'PersistentVolumeClaim',
    'v1',
    'a',
    'spec: {storageClassName: gp2, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}',
  );
  const storageClass =
    '---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: gp3}, provisioner: ebs.csi.aws.com}\n';
  expect(checked(namespace + claim)).toEqual([]);
  expect(checked(claim + storageClass)).toEqual([
    'warning missing-reference spec.storageClassName: the StorageClass "gp2" is not among the manifests read',
  ]);
});

test('a cluster-scoped object is an error in the folder of a target only', () => {
  const priority =
    '---\n{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: high}, value: 1}\n';
  const wrong = deployment('{priorityClassName: hihg}');
  expect(checked(priority + wrong)[0]).toMatch(/^warning missing-reference/);
  expect(checked({ 'dist/dev/us-west-2/a/x.yaml': namespace + priority + wrong })[0]).toMatch(
    /^error missing-reference .* there is no PriorityClass "hihg"/,
  );
});
