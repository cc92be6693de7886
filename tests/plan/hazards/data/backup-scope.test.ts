import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const schedule = (template: string): string =>
  object('velero.io/v1', 'Schedule', `spec: {schedule: "0 2 * * *", template: {${template}}}`);
const location = (config: string): string =>
  object(
    'velero.io/v1',
    'BackupStorageLocation',
    `spec: {provider: aws, objectStorage: {bucket: b}, config: {${config}}}`,
  );

const owned = (isOwner: boolean): string =>
  object('velero.io/v1', 'Schedule', `spec: {schedule: "@daily", useOwnerReferencesInBackup: ${isOwner}}`);

test.each<[string, string, string, string[]]>([
  [
    'with labels only',
    schedule(''),
    schedule('labelSelector: {matchLabels: {a: b}}'),
    ['backup-cut: backs up only what has certain labels: template.labelSelector is new'],
  ],
  ['with whatever labels', schedule('labelSelector: {matchLabels: {a: b}}'), schedule(''), []],
  [
    'without files, and what is in no namespace',
    schedule('defaultVolumesToFsBackup: true, includeClusterResources: true'),
    schedule('defaultVolumesToFsBackup: false, includeClusterResources: false'),
    [
      'backup-cut: no longer backs up the files of volumes: template.defaultVolumesToFsBackup goes from true to false',
      'backup-cut: no longer backs up what is in no namespace: template.includeClusterResources goes from true to false',
    ],
  ],
  [
    'in the midst of writing',
    schedule('hooks: {resources: [{name: freeze}]}'),
    schedule(''),
    ['backup-cut: has nothing hold still before it is copied: template.hooks.resources is gone'],
  ],
  [
    'that go with their schedule',
    owned(false),
    owned(true),
    [
      'backup-cut: its backups go with it when it is deleted: useOwnerReferencesInBackup goes from false to true',
    ],
  ],
  [
    'elsewhere, in the clear',
    location('region: a, kmsKeyId: k'),
    location('region: b'),
    [
      'backup-cut: is aws b b, no longer aws b a: earlier backups are not found there',
      'encryption-cut: keeps new backups without a key of their own: config.kmsKeyId is gone',
    ],
  ],
  ['with a region written out', location(''), location('region: a'), []],
  ['with a first key', location('region: a'), location('region: a, kmsKeyId: k'), []],
])('backups %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);

const database = (spec: string): string =>
  object('postgresql.cnpg.io/v1', 'Cluster', `spec: {instances: 3, ${spec}}`);

test.each<[string, string, string[]]>([
  [
    'none',
    database(''),
    ['warning backup-cut: makes no more backups of its own: backup.barmanObjectStore is gone'],
  ],
  ['a plugin', database('plugins: [{name: barman-cloud.cloudnative-pg.io}]'), []],
])('a database whose backups are made by %s', (_, after, expected) =>
  expect(told(database('backup: {barmanObjectStore: {destinationPath: x}}'), after)).toEqual(expected),
);
