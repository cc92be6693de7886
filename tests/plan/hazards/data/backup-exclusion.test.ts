import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const out = 'velero.io/exclude-from-backup';
const claim = (labels: string): string =>
  object('v1', 'PersistentVolumeClaim', 'spec: {accessModes: [ReadWriteOnce]}', `labels: {${labels}}`);
const namespace = (labels: string): string =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {${labels}}}}`;
const snapshotClass = (labels: string): string =>
  `{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshotClass, driver: d, deletionPolicy: Retain, metadata: {name: a, labels: {${labels}}}}`;
const pods = (metadata: string): string =>
  object('apps/v1', 'Deployment', `spec: {template: {metadata: {${metadata}}, spec: {containers: []}}}`);
const annotated = (annotations: string): string => pods(`annotations: {${annotations}}`);

test.each<[string, string, string, string[]]>([
  ['a claim', claim(''), claim(`${out}: "true"`), [`is no longer backed up by Velero (${out})`]],
  ['a claim that is not', claim(''), claim(`${out}: "false"`), []],
  ['a claim that never was', '', claim(`${out}: "true"`), []],
  ['a claim that newly is', claim(`${out}: "true"`), claim(''), []],
  [
    'a whole namespace',
    namespace(''),
    namespace(`${out}: "true"`),
    [`is no longer backed up, nor is what is in it, by Velero (${out})`],
  ],
  [
    'pods',
    pods(''),
    pods(`labels: {${out}: "true"}`),
    [`its pods are no longer backed up, nor the files of their volumes, by Velero (${out})`],
  ],
  [
    'files of volumes',
    annotated('backup.velero.io/backup-volumes: "data, logs"'),
    annotated('backup.velero.io/backup-volumes: "logs"'),
    ['Velero no longer backs up the files of its volumes data (backup.velero.io/backup-volumes)'],
  ],
  [
    'what is copied while it is written',
    annotated('pre.hook.backup.velero.io/command: fsfreeze'),
    annotated(''),
    ['nothing makes its pods hold still before they are backed up (pre.hook.backup.velero.io/command)'],
  ],
  [
    'snapshots',
    snapshotClass('velero.io/csi-volumesnapshot-class: "true"'),
    snapshotClass(''),
    ['Velero may no longer take snapshots of volumes by it (velero.io/csi-volumesnapshot-class)'],
  ],
])('backups without %s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((message) => `warning backup-cut: ${message}`));
});
