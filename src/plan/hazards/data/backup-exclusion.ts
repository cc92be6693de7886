import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import { type Fields, fieldsOf, textOf } from '../../../manifest/select.ts';
import { commaSeparated } from '../../comma-separated.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Velero 1.18, `pkg/apis/velero/v1/labels_annotations.go` and `pkg/podvolume`. */
const excluded = 'velero.io/exclude-from-backup';
const volumes = 'backup.velero.io/backup-volumes';
const hook = 'pre.hook.backup.velero.io/command';
const snapshotClass = 'velero.io/csi-volumesnapshot-class';

/** Objects that ask to be left out of backups, or no longer ask for what makes these complete. */
export function backupExclusions({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const [was, is] = [before, after].map((object) => fieldsOf(object, 'metadata', 'labels')) as [
    Fields,
    Fields,
  ];
  const [old, now] = [before, after].map((object) => podsOf(type, object));
  const asksOut = (labels: Fields | undefined): boolean => labels?.[excluded] === 'true';
  const isClass = type === 'snapshot.storage.k8s.io/VolumeSnapshotClass';
  const inIt = type === 'Namespace' ? ', nor is what is in it,' : '';
  const messages = [
    ...(asksOut(is) && !asksOut(was) ? [`is no longer backed up${inIt} by Velero (${excluded})`] : []),
    ...(asksOut(now?.labels) && !asksOut(old?.labels)
      ? [`its pods are no longer backed up, nor the files of their volumes, by Velero (${excluded})`]
      : []),
    ...(isClass && snapshotClass in was && !(snapshotClass in is)
      ? [`Velero may no longer take snapshots of volumes by it (${snapshotClass})`]
      : []),
    ...(old && now ? lostVolumes(old, now) : []),
    ...(old && now && hook in old.annotations && !(hook in now.annotations)
      ? [`nothing makes its pods hold still before they are backed up (${hook})`]
      : []),
  ];
  return messages.map((message) => ({
    severity: 'warning',
    rule: 'backup-cut',
    message,
    path: ['metadata'],
  }));
}

function lostVolumes(before: Pods, after: Pods): string[] {
  const [was, is] = [before, after].map((pods) => namesIn(pods, volumes)) as [Names, Names];
  const [had, has] = [before, after].map((pods) => namesIn(pods, `${volumes}-excludes`)) as [Names, Names];
  const lost = [...was.difference(is), ...has.difference(had)];
  return lost.length === 0
    ? []
    : [`Velero no longer backs up the files of its volumes ${lost.join(', ')} (${volumes})`];
}

type Names = ReadonlySet<string>;

function namesIn({ annotations }: Pods, name: string): Names {
  return new Set(commaSeparated(textOf(annotations, name)));
}
