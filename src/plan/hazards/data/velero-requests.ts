import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Velero 1.17, `pkg/apis/velero/v1`: objects that are done as soon as they are there. */
export function veleroRequests({ type, before, after }: Reviewed): Hazard[] {
  if (before !== undefined || after === undefined) return [];
  const { backupName, scheduleName, existingResourcePolicy } = fieldsOf(after, 'spec');
  if (type === 'velero.io/DeleteBackupRequest') {
    const message = `the backup ${shown(backupName)} is deleted, with its copies of volumes`;
    return [{ severity: 'error', rule: 'deletion', message }];
  }
  if (type !== 'velero.io/Restore' || existingResourcePolicy !== 'update') return [];
  const message = `what is there is overwritten with what the backup ${shown(backupName ?? `of ${shown(scheduleName)}`)} has`;
  return [{ severity: 'warning', rule: 'recreation', message, path: ['spec', 'existingResourcePolicy'] }];
}
