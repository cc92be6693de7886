import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const schedule = (spec: string, template = ''): string =>
  object('velero.io/v1', 'Schedule', `spec: {${spec} template: {${template}}}`);
const location = (spec: string): string =>
  object('velero.io/v1', 'BackupStorageLocation', `spec: {provider: aws, ${spec}}`);

test.each<[string, string, string, string[]]>([
  [
    'rarer',
    schedule('schedule: "0 * * * *",'),
    schedule('schedule: "0 */6 * * *",'),
    ['up to 6 h pass between two, not 1 h: more may be lost'],
  ],
  [
    'at night only',
    schedule('schedule: "*/30 * * * *",'),
    schedule('schedule: "*/30 0-5 * * *",'),
    ['up to 18.5 h pass between two, not 30 min: more may be lost'],
  ],
  ['oftener', schedule('schedule: "0 1 * * *",'), schedule('schedule: "0 */6 * * *",'), []],
  ['at another minute', schedule('schedule: "0 * * * *",'), schedule('schedule: "7 * * * *",'), []],
  [
    'in words',
    schedule('schedule: "0 * * * *",'),
    schedule('schedule: "@daily",'),
    ['up to 24 h pass between two, not 1 h: more may be lost'],
  ],
  ['in words, oftener', schedule('schedule: "0 2 * * *",'), schedule('schedule: "@hourly",'), []],
  ['in a time zone', schedule('schedule: "0 2 * * *",'), schedule('schedule: "CRON_TZ=UTC 0 2 * * *",'), []],
  [
    'in words that nobody can count',
    schedule('schedule: "0 * * * *",'),
    schedule('schedule: "@every 2h",'),
    ['its schedule changes from 0 * * * * to @every 2h'],
  ],
  ['to the same provider', location(''), location('').replace('aws', 'velero.io/aws'), []],
  [
    'for other objects',
    schedule('', 'labelSelector: {matchLabels: {app: a}}'),
    schedule('', 'labelSelector: {matchLabels: {app: b}}'),
    ['no longer backs up all that had the labels it went by (labelSelector)'],
  ],
  [
    'for more objects',
    schedule('', 'labelSelector: {matchLabels: {app: a, tier: x}}'),
    schedule('', 'labelSelector: {matchLabels: {app: a}}'),
    [],
  ],
  [
    'for a shorter time than by default',
    schedule(''),
    schedule('', 'ttl: 24h'),
    ['keeps backups for 24h, not for 720h (the default)'],
  ],
  [
    'for the default time, which is shorter',
    schedule('', 'ttl: 2160h'),
    schedule(''),
    ['keeps backups for 720h (the default), not for 2160h'],
  ],
  ['for the default time, written out', schedule(''), schedule('', 'ttl: 720h0m0s'), []],
  ['for the default time, which is longer', schedule('', 'ttl: 24h'), schedule('', 'ttl: 0s'), []],
  [
    'for one of two selectors',
    schedule('', 'orLabelSelectors: [{matchLabels: {app: a}}, {matchLabels: {app: b}}]'),
    schedule('', 'orLabelSelectors: [{matchLabels: {app: b}}]'),
    ['no longer backs up all that had the labels it went by (labelSelector)'],
  ],
  [
    'for the same objects by a list of selectors',
    schedule('', 'labelSelector: {matchLabels: {app: a}}'),
    schedule('', 'orLabelSelectors: [{matchLabels: {app: a}}, {matchLabels: {app: b}}]'),
    [],
  ],
  [
    'for namespaces by a pattern',
    schedule('', 'includedNamespaces: [shop-a, shop-b, cart]'),
    schedule('', 'includedNamespaces: ["shop-*"]'),
    ['no longer backs up cart'],
  ],
  [
    'without what it did not back up',
    schedule('', 'includedNamespaces: [shop]'),
    schedule('', 'includedNamespaces: [shop], excludedNamespaces: [kube-system]'),
    [],
  ],
  [
    'without claims, and with some of what is in no namespace',
    schedule(''),
    schedule(
      '',
      'excludedNamespaceScopedResources: [persistentvolumeclaims], includedClusterScopedResources: [storageclasses]',
    ),
    ['no longer backs up persistentvolumeclaims', 'no longer backs up what is not named'],
  ],
  [
    'where snapshots stay',
    schedule('', 'snapshotMoveData: true'),
    schedule('', 'snapshotMoveData: false'),
    ['no longer copies snapshots of volumes to its location (snapshotMoveData)'],
  ],
  [
    'in another store, and not by default',
    location('default: true, config: {s3Url: "https://a"}'),
    location('config: {s3Url: "https://b"}'),
    [
      'is no longer the default location, where schedules that name none keep backups',
      'is aws https://b, no longer aws https://a: earlier backups are not found there',
    ],
  ],
  [
    'in the same store, written out',
    location(''),
    location('config: {s3Url: "https://s3.us-west-2.amazonaws.com"}'),
    [],
  ],
  [
    'for one kind, no longer for all',
    schedule('', "includedResources: ['*']"),
    schedule('', 'includedResources: [deployments]'),
    ['no longer backs up what is not named'],
  ],
  [
    'in another location',
    schedule('', 'storageLocation: main'),
    schedule('', 'storageLocation: test'),
    ['keeps new backups elsewhere than those before: template.storageLocation goes from main to test'],
  ],
  ['paused', schedule(''), schedule('paused: true,'), ['is paused: no more backups are made']],
  [
    'kept shorter',
    schedule('', 'ttl: 720h'),
    schedule('', 'ttl: 24h'),
    ['keeps backups for 24h, not for 720h'],
  ],
  [
    'without volumes',
    schedule(''),
    schedule('', 'snapshotVolumes: false'),
    ['takes no more snapshots of volumes'],
  ],
  [
    'with less in it',
    schedule('', 'includedNamespaces: [a, b]'),
    schedule('', 'includedNamespaces: [b], excludedResources: [secrets]'),
    ['no longer backs up a', 'no longer backs up secrets'],
  ],
  [
    'with what is named only',
    schedule(''),
    schedule('', 'includedNamespaces: [b]'),
    ['no longer backs up what is not named'],
  ],
  ['with more in it', schedule('', 'includedNamespaces: [a]'), schedule('', 'includedNamespaces: ["*"]'), []],
  [
    'to a place that takes none',
    location('accessMode: ReadWrite'),
    location('accessMode: ReadOnly'),
    ['takes no more backups (ReadOnly)'],
  ],
  [
    'to another place',
    location('objectStorage: {bucket: safe}'),
    location('objectStorage: {bucket: other, prefix: x}'),
    ['is aws other x, no longer aws safe: earlier backups are not found there'],
  ],
  [
    'to the same place, in other words',
    location('objectStorage: {bucket: safe}'),
    location('accessMode: ReadWrite, objectStorage: {bucket: safe}, validationFrequency: 5m'),
    [],
  ],
  [
    'to the same place, with no prefix written out',
    location('objectStorage: {bucket: safe}'),
    location('objectStorage: {bucket: safe, prefix: ""}'),
    [],
  ],
])('a backup that is made %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning backup-cut: ${message}`)),
);
