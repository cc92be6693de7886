import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const request = (kind: string, spec: string): string => object('velero.io/v1', kind, `spec: {${spec}}`);

test('a backup that is deleted on request', () =>
  expect(told('', request('DeleteBackupRequest', 'backupName: x'))).toEqual([
    'error deletion: the backup x is deleted, with its copies of volumes',
  ]));

test('a restore over what is there', () =>
  expect(told('', request('Restore', 'backupName: x, existingResourcePolicy: update'))).toEqual([
    'warning recreation: what is there is overwritten with what the backup x has',
  ]));

test('a restore of what is gone, and a backup', () => {
  expect(told('', request('Restore', 'backupName: x'))).toEqual([]);
  expect(told('', request('Backup', 'ttl: 24h'))).toEqual([]);
});
