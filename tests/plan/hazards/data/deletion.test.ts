import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const aws = (kind: string, metadata = ''): string => {
  const [service = '', name = ''] = kind.split('/');
  return object(`${service}.services.k8s.aws/v1alpha1`, name, 'spec: {}', metadata);
};
const application = (finalizers: string): string =>
  object('argoproj.io/v1alpha1', 'Application', 'spec: {}', `finalizers: [${finalizers}]`);
const set = (policy: string, template = ''): string =>
  object(
    'argoproj.io/v1alpha1',
    'ApplicationSet',
    `spec: {syncPolicy: {${policy}}, template: {metadata: {${template}}}}`,
  );
const config = (option: string): string =>
  object('v1', 'ConfigMap', 'data: {}', `annotations: {argocd.argoproj.io/sync-options: "${option}"}`);

test.each<[string, string, string[]]>([
  [
    'an Application with its finalizer',
    application('resources-finalizer.argocd.argoproj.io'),
    ['error deletion: it is deleted, with all objects that it manages (its finalizer)'],
  ],
  [
    'an Application that leaves its objects',
    application('post-delete-finalizer.argocd.argoproj.io'),
    ['warning deletion: it is deleted, so nothing syncs its objects any more'],
  ],
  [
    'an ApplicationSet',
    set(''),
    ['error deletion: it is deleted, with its Applications, and all objects that they manage'],
  ],
  [
    'an ApplicationSet whose objects stay',
    set('preserveResourcesOnDeletion: true'),
    ['warning deletion: it is deleted, with its Applications, so nothing syncs their objects any more'],
  ],
  [
    'an ApplicationSet whose Applications have a finalizer of their own',
    set(
      'preserveResourcesOnDeletion: true',
      'finalizers: [resources-finalizer.argocd.argoproj.io/background]',
    ),
    ['error deletion: it is deleted, with its Applications, and all objects that they manage'],
  ],
  [
    'an ApplicationSet that may delete no Application',
    set('applicationsSync: create-update'),
    ['warning deletion: it is deleted, so nothing makes or changes its Applications any more'],
  ],
  ['a table', aws('dynamodb/Table'), ['error deletion: it is deleted, a database with its data']],
  ['a cluster', aws('eks/Cluster'), ['error deletion: it is deleted, a cluster with everything in it']],
  ['a firewall', aws('wafv2/WebACL'), ['warning deletion: it is deleted, so what it blocked may come in']],
  [
    'a firewall that AWS keeps',
    aws('wafv2/WebACL', 'annotations: {services.k8s.aws/deletion-policy: retain}'),
    ['warning deletion: it is deleted, but stays in AWS (deletion-policy: retain)'],
  ],
  [
    'a record',
    aws('route53/RecordSet'),
    ['warning deletion: it is deleted, so its name no longer leads where it says'],
  ],
  ['a group of subnets, which AWS keeps while it is used', aws('rds/DBSubnetGroup'), []],
  [
    'a copy of a volume',
    object('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'spec: {}'),
    ['error deletion: it is deleted, and the data in it may go too'],
  ],
  [
    'a way in',
    object('networking.istio.io/v1', 'VirtualService', 'spec: {}'),
    ['warning deletion: it is deleted, so its names no longer lead where it says'],
  ],
  ['a ConfigMap', object('v1', 'ConfigMap', 'data: {}'), []],
])('%s that goes', (_, before, expected) => expect(told(before, '')).toEqual(expected));

test.each<[string, string, string, string[]]>([
  [
    'nothing that keeps it',
    config('Prune=false'),
    config('Replace=true'),
    ['is deleted from now on when it leaves git: Prune=false is gone'],
  ],
  [
    'nobody who must agree',
    config('Prune=confirm'),
    config('Replace=true'),
    ['is deleted from now on when it leaves git: Prune=confirm is gone'],
  ],
  ['someone who must agree', config('Prune=false'), config('Prune=confirm'), []],
  [
    'nothing that keeps it in AWS',
    aws('sqs/Queue', 'annotations: {services.k8s.aws/deletion-policy: retain}'),
    aws('sqs/Queue', 'annotations: {services.k8s.aws/deletion-policy: delete}'),
    ['goes in AWS too from now on when it leaves git: deletion-policy: retain is gone'],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`)),
);
