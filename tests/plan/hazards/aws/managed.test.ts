import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const bucket = (annotations: string): string =>
  object('s3.services.k8s.aws/v1alpha1', 'Bucket', 'spec: {name: a}', `annotations: {${annotations}}`);
const instance = (provider: string, annotations = '', spec = ''): string =>
  object(
    'rds.aws.upbound.io/v1beta2',
    'Instance',
    `spec: {forProvider: {region: us-west-2, ${provider}}, ${spec}}`,
    `annotations: {${annotations}}`,
  );
const namespace = (policy: string): string =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: a, annotations: {s3.services.k8s.aws/deletion-policy: ${policy}}}}`;

test.each<[string, string, string, string[]]>([
  [
    'in another region',
    bucket('services.k8s.aws/region: us-west-2'),
    bucket('services.k8s.aws/region: eu-central-1'),
    [
      'left-behind: is made anew in eu-central-1 (region): what it stands for in us-west-2 stays, and nobody manages it',
    ],
  ],
  ['in the same region, written out', bucket(''), bucket('services.k8s.aws/region: us-west-2'), []],
  [
    'that is only read',
    bucket(''),
    bucket('services.k8s.aws/read-only: "true"'),
    ['suspension: what git says of it does not reach AWS any more (services.k8s.aws/read-only)'],
  ],
  [
    'that was kept by its namespace',
    namespace('retain'),
    namespace('delete'),
    [
      'protection-cut: what leaves git in it goes in AWS too from now on: s3.services.k8s.aws/deletion-policy is no longer retain',
    ],
  ],
  ['that is kept from now on', namespace('delete'), namespace('retain'), []],
  [
    'by another name there',
    instance('', 'crossplane.io/external-name: old'),
    instance('', 'crossplane.io/external-name: new'),
    ['left-behind: stands for new in the cloud, no longer for old, and nobody manages that one any more'],
  ],
  ['by its name there, written out', instance(''), instance('', 'crossplane.io/external-name: a'), []],
  [
    'of another account, and paused',
    instance('', '', 'providerConfigRef: {name: own}'),
    instance('', 'crossplane.io/paused: "true"', 'providerConfigRef: {name: other}'),
    [
      'suspension: what git says of it does not reach the cloud any more (crossplane.io/paused)',
      'left-behind: is managed with other (providerConfigRef), no longer with own: in another account, it is made anew',
    ],
  ],
  [
    'that less protects',
    instance('deletionProtection: true, backupRetentionPeriod: 30'),
    instance('skipFinalSnapshot: true, publiclyAccessible: true, backupRetentionPeriod: 1'),
    [
      'protection-cut: can be deleted at once: forProvider.deletionProtection is gone',
      'exposure: can be reached from the internet: forProvider.publiclyAccessible is true',
      'backup-cut: leaves no copy of its data when it is deleted: forProvider.skipFinalSnapshot is true',
      'backup-cut: keeps backups for a shorter time: forProvider.backupRetentionPeriod is 1',
    ],
  ],
  [
    'that more protects',
    instance('skipFinalSnapshot: true, backupRetentionPeriod: 1'),
    instance('deletionProtection: true, backupRetentionPeriod: 30'),
    [],
  ],
])('what stands for something in a cloud: %s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((text) => `warning ${text}`));
});

const rule = (kind: string, fields: string): string =>
  object('ec2.aws.upbound.io/v1beta1', kind, `spec: {forProvider: {${fields}}}`);
const anywhere = 'warning exposure: takes traffic from 0.0.0.0/0';

test.each<[string, string, string[]]>([
  ['SecurityGroupRule', 'type: ingress', [anywhere]],
  ['SecurityGroupRule', 'type: egress', []],
  ['Firewall', 'direction: INGRESS', [anywhere]],
  ['Firewall', 'direction: INGRESS, deny: [{protocol: all}]', []],
  ['SecurityGroupIngressRule', '', [anywhere]],
  ['SecurityGroupEgressRule', '', []],
])('a %s of Crossplane with %s for all networks', (kind, fields, expected) => {
  const [some, all] = ['10.0.0.0/8', '0.0.0.0/0'].map((network) =>
    rule(kind, `cidrBlocks: ["${network}"], ${fields}`),
  );
  expect(told(some!, all!)).toEqual(expected);
  expect(told(all!, some!)).toEqual([]);
});

test('a bucket of Crossplane that may be opened to everyone', () =>
  expect(told(rule('Block', 'blockPublicPolicy: true'), rule('Block', 'blockPublicPolicy: false'))).toEqual([
    'warning exposure: can be opened to everyone: forProvider.blockPublicPolicy is false',
  ]));
