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

const authorization = (spec: string): string =>
  object('security.istio.io/v1', 'AuthorizationPolicy', `spec: {${spec}}`);

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
  [
    'a ConfigMap',
    object('v1', 'ConfigMap', 'data: {}'),
    ['warning deletion: it is deleted, and what still reads it fails'],
  ],
  [
    'what an operator runs',
    object('postgresql.cnpg.io/v1', 'Cluster', 'spec: {}'),
    ['error deletion: it is deleted, a database, and its data may go too'],
  ],
  [
    'what stands for something in the cloud',
    object('rds.aws.upbound.io/v1beta1', 'Instance', 'spec: {forProvider: {}}'),
    ['error deletion: it is deleted, and what it stands for in the cloud, with its data'],
  ],
  [
    'what the cloud keeps',
    object('rds.aws.upbound.io/v1beta1', 'Instance', 'spec: {forProvider: {}, deletionPolicy: Orphan}'),
    ['warning deletion: it is deleted, but stays in the cloud (deletionPolicy: Orphan)'],
  ],
  [
    'what nothing is known of',
    object('example.com/v1', 'Cart', 'spec: {}'),
    ['warning deletion: it is deleted, and what its controller made of it may go too'],
  ],
  ['a report of what ran once', object('argoproj.io/v1alpha1', 'AnalysisRun', 'spec: {}'), []],
  ['a list of endpoints', object('v1', 'Endpoints', 'subsets: []'), []],
  [
    'a policy that lets nothing in',
    object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: {podSelector: {}}'),
    ['error deletion: it is deleted, so what it kept out may come in'],
  ],
  [
    'a policy that lets something in',
    object('networking.k8s.io/v1', 'NetworkPolicy', 'spec: {podSelector: {}, ingress: [{}]}'),
    [
      'warning deletion: it is deleted, so what it let in may be refused, or what nothing else keeps out may come in',
    ],
  ],
  [
    'a policy of the mesh that refuses',
    authorization('action: DENY, rules: [{}]'),
    ['error deletion: it is deleted, so what it kept out may come in'],
  ],
  [
    'a policy of the mesh that lets in',
    authorization('rules: [{}]'),
    [
      'warning deletion: it is deleted, so what it let in may be refused, or what nothing else keeps out may come in',
    ],
  ],
  ['a policy of the mesh that only notes', authorization('action: AUDIT'), []],
])('%s that goes', (_, before, expected) => expect(told(before, '')).toEqual(expected));

const settings = object('v1', 'ConfigMap', 'data: {b: c}');
const account = object('v1', 'ServiceAccount', 'secrets: []');
const binding = object(
  'rbac.authorization.k8s.io/v1',
  'RoleBinding',
  'roleRef: {kind: Role, name: r}, subjects: [{kind: ServiceAccount, name: a, namespace: b}]',
);
const reader = (name: string): string =>
  object('apps/v1', 'Deployment', `spec: {template: {spec: {containers: [{name: c, envFrom: [${name}]}]}}}`);
const scaled = (apiVersion: string, kind: string, target: string): string =>
  object(apiVersion, kind, `spec: {scaleTargetRef: {name: ${target}}}`);
const read = 'configMapRef: {name: a}';
const deletionsOf = (before: readonly string[], after: readonly string[]): string[] =>
  told(before.join('\n---\n'), after.join('\n---\n')).filter((each) => each.includes(' deletion: '));

test('what goes with all that needed it, or is replaced, is not missed', () => {
  expect(deletionsOf([settings, reader(read)], [])).toEqual([
    'warning deletion: it is deleted, with its pods',
  ]);
  expect(deletionsOf([settings, reader(read)], [reader('configMapRef: {name: new}')])).toEqual([]);
  expect(deletionsOf([settings, reader(read)], [reader(`${read}, prefix: X_`)])).toHaveLength(1);
  expect(deletionsOf([binding, account], [])).toEqual([
    'warning deletion: it is deleted, and pods that still use it are created no more',
  ]);
  expect(deletionsOf([binding], [])).toEqual([
    'warning deletion: it is deleted, and whom it names loses its rights',
  ]);
  const autoscaler = scaled('autoscaling/v2', 'HorizontalPodAutoscaler', 'x');
  expect(deletionsOf([autoscaler], [scaled('keda.sh/v1alpha1', 'ScaledObject', 'x')])).toEqual([]);
  expect(deletionsOf([autoscaler], [scaled('keda.sh/v1alpha1', 'ScaledObject', 'y')])).toHaveLength(1);
});

test('what only gets another name does what it did', () => {
  const schedule = object('velero.io/v1', 'Schedule', 'spec: {schedule: "0 1 * * *", template: {ttl: 720h}}');
  const renamed = schedule.replace('name: a', 'name: c');
  expect(deletionsOf([schedule], [renamed])).toEqual([]);
  expect(deletionsOf([schedule], [renamed.replace('namespace: b', 'namespace: d')])).toHaveLength(1);
  expect(told(schedule, renamed.replace('ttl: 720h', 'ttl: 720h, snapshotVolumes: false'))).toEqual([
    'warning recreation: was b/a before: that one is deleted, and this one created',
    'warning backup-cut: takes no more snapshots of volumes',
  ]);
  const volume = object('v1', 'PersistentVolumeClaim', 'spec: {storageClassName: x}');
  expect(deletionsOf([volume], [volume.replace('name: a', 'name: c')])).toHaveLength(1);
});

test('what others know by its name is missed by this name', () => {
  const renamed = settings.replace('name: a', 'name: d');
  const other = reader('configMapRef: {name: d}');
  expect(deletionsOf([settings], [renamed])).toEqual([
    'warning deletion: b/a, as it was named, is deleted, and what still reads it fails',
  ]);
  expect(deletionsOf([settings, reader(read)], [renamed, other])).toEqual([]);
});

test.each<[string, string, string, string[]]>([
  [
    'nothing that keeps it in the cloud',
    object('rds.aws.upbound.io/v1beta1', 'Instance', 'spec: {forProvider: {}, deletionPolicy: Orphan}'),
    object('rds.aws.upbound.io/v1beta1', 'Instance', 'spec: {forProvider: {}, deletionPolicy: Delete}'),
    ['goes in the cloud too from now on when it leaves git: deletionPolicy: Orphan is gone'],
  ],
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

test('of one that gets another name, each thing is told once', () => {
  const hashed = (hash: string, data: string): string =>
    object('v1', 'ConfigMap', `data: {b: ${data}}`).replace('name: a', `name: a-${hash}`);
  const pods = (hash: string): string => reader(`configMapRef: {name: a-${hash}}`);
  const both = (hash: string, data: string): string => [hashed(hash, data), pods(hash)].join('\n---\n');
  expect(told(both('8kf4m2g5t9', 'x'), both('2mk5h7t8bb', 'y'))).toEqual([]);
  expect(told(hashed('8kf4m2g5t9', 'x'), hashed('2mk5h7t8bb', 'y'))).toEqual([
    'warning deletion: b/a-8kf4m2g5t9, as it was named, is deleted, and what still reads it fails',
  ]);
  const kept = object(
    'v1',
    'Service',
    'spec: {}',
    'annotations: {argocd.argoproj.io/sync-options: Prune=false}',
  );
  expect(told(kept, kept.replace('name: a', 'name: c'))).toEqual([
    'warning left-behind: b/a, as it was named, leaves git but stays in the cluster (Prune=false)',
  ]);
});

test('what is for pods is missed as long as there are such pods', () => {
  const [lonely, goesOn] = [
    object('apps/v1', 'Deployment', 'spec: {template: {spec: {containers: [{name: c}]}}}'),
    object('argoproj.io/v1alpha1', 'Rollout', 'spec: {template: {spec: {containers: [{name: c}]}}}'),
  ];
  const forPods = [
    scaled('autoscaling/v2', 'HorizontalPodAutoscaler', 'a'),
    object('policy/v1', 'PodDisruptionBudget', 'spec: {selector: {matchLabels: {app: a}}}'),
    object('v1', 'Service', 'spec: {selector: {app: a}}'),
  ];
  expect(deletionsOf([lonely, ...forPods], [])).toEqual(['warning deletion: it is deleted, with its pods']);
  expect(deletionsOf(forPods, [])).toHaveLength(3);
  expect(deletionsOf([lonely, ...forPods], [goesOn])).toHaveLength(4);
});

test('what goes with its Namespace is told once, but for what is lost for good', () => {
  const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: b}}';
  const volume = object('v1', 'PersistentVolumeClaim', 'spec: {}');
  expect(deletionsOf([namespace, settings, account, volume], [])).toEqual([
    'error deletion: it is deleted, with everything in it',
    'error deletion: it is deleted, and the data on its volume may go too',
  ]);
  const kept = namespace.replace(
    '{name: b',
    '{name: b, annotations: {argocd.argoproj.io/sync-options: Prune=false}',
  );
  expect(deletionsOf([kept, settings, account], [])).toHaveLength(2);
});

test.each<[string, string, string]>([
  ['cnrm.cloud.google.com/deletion-policy', 'abandon', 'Google Cloud'],
  ['serviceoperator.azure.com/reconcile-policy', 'detach-on-delete', 'Azure'],
])('what %s: %s keeps in %s', (name, value, cloud) => {
  const database = (annotation: string): string =>
    object('sql.cnrm.cloud.google.com/v1beta1', 'SQLInstance', 'spec: {}', `annotations: {${annotation}}`);
  const kept = database(`${name}: ${value}`);
  expect(told(kept, database(''))).toEqual([
    `warning protection-cut: goes in ${cloud} too from now on when it leaves git: ${name}: ${value} is gone`,
  ]);
  expect(told(database(''), kept)).toEqual([]);
  expect(told(kept, '')).toEqual([
    `warning deletion: it is deleted, but stays in ${cloud} (${name}: ${value})`,
  ]);
});
