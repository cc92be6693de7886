import { type Row, rows } from './rows.ts';

const owner = (fields: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'a',
  uid: 'b',
  ...fields,
});
const finalizers = (...given: readonly string[]) => ({ name: 'web', finalizers: given });
const pod = (key: string, value: string) => ({ labels: { app: 'web' }, annotations: { [key]: value } });
const podItself = (key: string, value: string) => ({ name: 'web', namespace: 'default', ...pod(key, value) });

const appArmor = 'container.apparmor.security.beta.kubernetes.io';
const seccomp = 'seccomp.security.alpha.kubernetes.io/pod';
const seccompOfContainer = 'container.seccomp.security.alpha.kubernetes.io/main';
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const readByServer = {
  accepted: [
    [`${appArmor}/main`, 'runtime/default'],
    [`${appArmor}/main`, ''],
    [`${appArmor}/main`, 'localhost/a'],
    [seccomp, 'docker/default'],
    [seccomp, 'localhost/a/b.json'],
    [seccompOfContainer, 'unconfined'],
    [deletionCost, '-100'],
    [deletionCost, '0'],
    ['example.com/a', 'b c'],
  ],
  refused: [
    [`${appArmor}/main`, 'enabled'],
    [`${appArmor}/other`, 'runtime/default'],
    [seccomp, 'default'],
    [seccomp, 'localhost/../a'],
    [seccompOfContainer, 'a'],
    [deletionCost, '007'],
    [deletionCost, '1.5'],
    [deletionCost, '2147483648'],
  ],
} as const;

/** Changes to what objects say of themselves: as in `validated.cases.ts`. */
export const metadata: readonly Row[] = [
  ...rows('ClusterRole', 'metadata', {
    accepted: [
      finalizers('example.com/a'),
      finalizers('orphan'),
      finalizers('foregroundDeletion'),
      finalizers(),
    ],
    refused: [finalizers('a'), finalizers('a.b'), finalizers('orphan', 'foregroundDeletion')],
  }),
  ...['CustomResourceDefinition', 'APIService', 'ValidatingWebhookConfiguration'].flatMap((kind) =>
    rows(kind, 'metadata.finalizers', { accepted: [['a.example.com']], refused: [['a b']] }),
  ),
  ...rows('Role', 'metadata.ownerReferences', {
    accepted: [
      [owner({})],
      [owner({ controller: true }), owner({ uid: 'c' })],
      [owner({ apiVersion: 'v1', kind: 'Pod' })],
    ],
    refused: [
      [owner({ apiVersion: '' })],
      [owner({ apiVersion: 'a/b/c' })],
      [owner({ kind: '' })],
      [owner({ name: '' })],
      [owner({ uid: '' })],
      [owner({ apiVersion: 'v1', kind: 'Event' })],
      [owner({ controller: true }), owner({ uid: 'c', controller: true })],
    ],
  }),
  ...rows('Role', 'metadata.managedFields', {
    accepted: [null],
    refused: [
      [],
      [{ manager: 'a', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
    ],
  }),
  ...rows('Role', 'metadata.generation', { accepted: [0, 5], refused: [-1] }),
  ...rows('Pod', 'metadata', {
    accepted: readByServer.accepted.map(([key, value]) => podItself(key, value)),
    refused: readByServer.refused.map(([key, value]) => podItself(key, value)),
  }),
  ...rows('Deployment', 'spec.template.metadata', {
    accepted: readByServer.accepted.map(([key, value]) => pod(key, value)),
    refused: readByServer.refused.map(([key, value]) => pod(key, value)),
  }),
];
