import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const job = (spec: string, metadata = ''): string => object('batch/v1', 'Job', `spec: {${spec}}`, metadata);
const service = (spec: string): string => object('v1', 'Service', `spec: {${spec}}`);
const quota = (scopes: string): string =>
  object('v1', 'ResourceQuota', `spec: {hard: {pods: 10}, scopes: [${scopes}]}`);
const volume = (spec: string): string =>
  `{apiVersion: v1, kind: PersistentVolume, metadata: {name: a}, spec: {${spec}}}`;
const speed = (iops: number): string =>
  `{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: a}, driverName: ebs.csi.aws.com, parameters: {iops: "${iops}"}}`;
const image = (tag: string): string => `template: {spec: {containers: [{name: x, image: "x:${tag}"}]}}`;
const suspended = (pod: string): string =>
  `suspend: true, template: {spec: {${pod} containers: [{name: x, image: "x:1"}]}}`;
const elsewhere =
  'nodeSelector: {a: b}, tolerations: [{operator: Exists}], schedulingGates: [{name: g}], affinity: {nodeAffinity: {}},';
const claim = (spec: string): string =>
  object('v1', 'PersistentVolumeClaim', `spec: {accessModes: [ReadWriteOnce], ${spec}}`);
const hook = (annotation: string): string => `annotations: {${annotation}}`;
const pod = (spec: string): string =>
  object('v1', 'Pod', `spec: {containers: [{name: x, image: "x:1"}], ${spec}}`);
const driver = (spec: string): string =>
  `{apiVersion: storage.k8s.io/v1, kind: CSIDriver, metadata: {name: a}, spec: {${spec}}}`;
const ranges = (cidrs: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: a}, spec: {cidrs: [${cidrs}]}}`;
const address = (service: string): string =>
  `{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: 10.0.0.7}, spec: {parentRef: {resource: services, name: ${service}, namespace: b}}}`;
const near = (zone: string): string =>
  `nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [${zone}]}]}]}}`;
const nearPath = 'spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0]';
const nameless = (tag: string): string =>
  `{apiVersion: batch/v1, kind: Job, metadata: {generateName: a-, namespace: b}, spec: {${image(tag)}}}`;

test.each<[string, string, string, string[]]>([
  ['completions', job('completions: 3'), job('completions: 5'), ['spec.completions']],
  ['completions by default', job(''), job('completions: 1, parallelism: 1'), []],
  [
    'completions of an indexed Job',
    job('completions: 3, parallelism: 3, completionMode: Indexed'),
    job('completions: 5, parallelism: 5, completionMode: Indexed'),
    [],
  ],
  ['who runs a Job', job(''), job('managedBy: example.com/runner'), ['spec.managedBy']],
  ['how often a Job may fail', job('backoffLimit: 3'), job('backoffLimit: 5'), []],
  ['a Job', job(image('1')), job(image('2')), ['spec.template.spec.containers[0].image']],
  [
    'a hook of Helm',
    job(image('1'), hook('helm.sh/hook: pre-upgrade')),
    job(image('2'), hook('helm.sh/hook: pre-upgrade')),
    [],
  ],
  ['where a suspended Job may run', job(suspended('')), job(suspended(elsewhere)), []],
  [
    'what a suspended Job runs, and beside what',
    job(`suspend: true, ${image('1')}`),
    job(
      `suspend: true, ${image('2').replace('spec: {', 'spec: {affinity: {nodeAffinity: {}, podAffinity: {}}, ')}`,
    ),
    ['spec.template.spec.affinity.podAffinity', 'spec.template.spec.containers[0].image'],
  ],
  [
    'where a Job may run',
    job(suspended('').replace('true', 'false')),
    job(suspended('nodeSelector: {a: b},').replace('true', 'false')),
    ['spec.template.spec.nodeSelector'],
  ],
  ['what the cluster has filled in', claim(''), claim('storageClassName: gp3, volumeName: v'), []],
  ['a class', claim('storageClassName: gp2'), claim('storageClassName: gp3'), ['spec.storageClassName']],
  ['a Job without a name', nameless('1'), nameless('2'), []],
  ['scopes', quota('BestEffort'), quota('NotBestEffort'), ['spec.scopes[0]']],
  ['scopes in another order', quota('BestEffort, NotTerminating'), quota('NotTerminating, BestEffort'), []],
  ['parameters of volumes', speed(3000), speed(4000), ['parameters.iops']],
  [
    'any source of a volume',
    volume('awsElasticBlockStore: {volumeID: v1}'),
    volume('awsElasticBlockStore: {volumeID: v2}'),
    ['spec.awsElasticBlockStore.volumeID'],
  ],
  [
    'what a volume may get',
    volume('nfs: {server: a, path: /}, capacity: {storage: 1Gi}'),
    volume('nfs: {server: a, path: /}, capacity: {storage: 2Gi}, mountOptions: [ro]'),
    [],
  ],
  ['the first family', service('ipFamilies: [IPv4]'), service('ipFamilies: [IPv6]'), ['spec.ipFamilies[0]']],
  [
    'a second family',
    service('ipFamilies: [IPv4]'),
    service('ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4, IPv6]'),
    [],
  ],
  [
    'the family of a Service without an address',
    service('clusterIP: None, ipFamilies: [IPv4]'),
    service('clusterIP: None, ipFamilies: [IPv6]'),
    [],
  ],
  [
    'completions of an indexed Job without its pods',
    job('completions: 3, parallelism: 3, completionMode: Indexed'),
    job('completions: 5, parallelism: 3, completionMode: Indexed'),
    ['spec.completions'],
  ],
  [
    'nodes for a volume',
    volume('nfs: {server: a, path: /}'),
    volume(`nfs: {server: a, path: /}, ${near('a')}`),
    [],
  ],
  ['other nodes for a volume', volume(near('a')), volume(near('b')), [`${nearPath}.values[0]`]],
  [
    'the label by which nodes are found, as it is called now',
    volume(near('a').replace('zone', 'failure-domain.beta.kubernetes.io/zone')),
    volume(near('a').replace('zone', 'topology.kubernetes.io/zone')),
    [],
  ],
  [
    'the label by which nodes are found',
    volume(near('a').replace('zone', 'failure-domain.beta.kubernetes.io/zone')),
    volume(near('a').replace('zone', 'topology.kubernetes.io/region')),
    [`${nearPath}.key`],
  ],
  ['no nodes for a volume any more', volume(near('a')), volume(''), ['spec.nodeAffinity']],
  ['a toleration of a pod', pod('tolerations: [{key: a}]'), pod(''), ['spec.tolerations']],
  ['one more toleration', pod('tolerations: [{key: a}]'), pod('tolerations: [{key: a}, {key: b}]'), []],
  [
    'how long a pod may run',
    pod('activeDeadlineSeconds: 5'),
    pod('activeDeadlineSeconds: 9'),
    ['spec.activeDeadlineSeconds'],
  ],
  ['how long at least', pod('activeDeadlineSeconds: 9'), pod('activeDeadlineSeconds: 5'), []],
  [
    'how long a pod has to end',
    pod('terminationGracePeriodSeconds: 5'),
    pod('terminationGracePeriodSeconds: 9'),
    ['spec.terminationGracePeriodSeconds'],
  ],
  [
    'how a driver attaches',
    driver('attachRequired: true'),
    driver('attachRequired: false'),
    ['spec.attachRequired'],
  ],
  ['what a driver may set', driver('fsGroupPolicy: File'), driver('fsGroupPolicy: None'), []],
  ['a second range', ranges('10.0.0.0/16'), ranges('10.0.0.0/16, "fd00::/64"'), []],
  ['what an address is for', address('a'), address('c'), ['spec.parentRef.name']],
  ['a range', ranges('10.0.0.0/16'), ranges('10.1.0.0/16'), ['spec.cidrs[0]']],
])('%s cannot be changed, or can', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(
    expected.map(
      (field) =>
        `error immutable-field: ${field} cannot be changed: the API server refuses the update, and the sync fails`,
    ),
  ),
);

test('a version that objects are stored in', () => {
  const definition = (versions: string): string =>
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: carts.example.com}, spec: {group: example.com, scope: Namespaced, names: {kind: Cart, plural: carts}, versions: [${versions}]}}`;
  const version = (name: string, storage: boolean): string =>
    `{name: ${name}, served: true, storage: ${storage}, schema: {openAPIV3Schema: {type: object}}}`;
  const refusals = (before: string, after: string): string[] =>
    told(definition(before), definition(after)).filter((each) => each.includes('immutable-field'));
  expect(refusals(version('v1', true), version('v2', true))).toEqual([
    'error immutable-field: spec.versions cannot be changed so (objects are stored as v1): the API server refuses the update, and the sync fails',
  ]);
  expect(refusals(version('v1', true), `${version('v1', false)}, ${version('v2', true)}`)).toEqual([]);
});
