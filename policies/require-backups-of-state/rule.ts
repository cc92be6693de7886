import { type Cluster, defineRule, type FleetEnvironment, type FleetObject, facts } from '#plumb';

/** Minutes of data that may be lost in production, by tier; as the policy require-backups has them. */
const allowedMinutes: Readonly<Record<string, number>> = { '0': 15, '1': 60 };
const othersMinutes = 1440;

/**
 * Volumes that no schedule covers are lost with a mistake, and those whose backups are all in one region are lost with
 * it. Data may not leave its jurisdiction: where the environment has one region of it, the region is what is wrong.
 */
export default defineRule({
  controls: ['recovery/coverage', 'recovery/rpo', 'recovery/copies'],

  *perEnvironment(environment) {
    if (environment.name !== 'production') return;
    for (const cluster of environment.clusters) {
      const alone = loneRegion(environment, cluster);
      let isLost = false;
      for (const { object } of cluster.workloads()) {
        if (object.maps('spec.volumeClaimTemplates[]').length === 0) continue;
        const tier = object.label('plumbline.dev/tier') ?? '';
        const allowed = allowedMinutes[tier] ?? othersMinutes;
        const path = ['spec', 'volumeClaimTemplates'];
        const covering = schedulesOf(cluster, object).filter((schedule) => gapOf(schedule) <= allowed);
        const hasCopy = covering.some((schedule) => isElsewhere(cluster, schedule));
        if (covering.length === 0) {
          yield object.violation(
            path,
            `no Schedule backs up the volumes of ${object.name} every ${allowed} minutes or more often, which is all that it may lose: add one for the namespace ${object.namespace}`,
          );
        } else if (!hasCopy && alone === undefined) {
          yield object.violation(
            path,
            `every backup of ${object.name} within ${allowed} minutes stays in ${cluster.target}, and is lost with it: add a Schedule to a BackupStorageLocation of another region, with snapshotMoveData`,
          );
        }
        isLost ||= !hasCopy;
      }
      if (alone === undefined || !isLost) continue;
      yield alone.violation(
        ['spec', 'jurisdiction'],
        `volumes in ${alone.name} are lost with it, as ${environment.name} has no other region in ${alone.text('spec.jurisdiction') ?? ''} that may hold a copy: add one to environments/${environment.name}`,
      );
    }
  },
});

/** The cluster's region, if no other one is under the same law. */
function loneRegion({ clusters }: FleetEnvironment, cluster: Cluster): FleetObject | undefined {
  const [region] = cluster.ofType('plumbline.dev/Region');
  const jurisdiction = region?.text('spec.jurisdiction');
  if (jurisdiction === undefined) return undefined;
  const alike = clusters
    .flatMap((each) => each.ofType('plumbline.dev/Region'))
    .filter((each) => each.text('spec.jurisdiction') === jurisdiction);
  return alike.length === 1 ? region : undefined;
}

function gapOf(schedule: FleetObject): number {
  return facts.longestGapMinutes(schedule.text('spec.schedule') ?? '') ?? Number.POSITIVE_INFINITY;
}

/**
 * Schedules whose backups hold the volumes: without includedNamespaces all are included (velero
 * pkg/backup/backup.go), and nothing is written to a location that is missing or can only be read.
 */
function schedulesOf(cluster: Cluster, { namespace }: FleetObject): FleetObject[] {
  return cluster.ofType('velero.io/Schedule').filter((schedule) => {
    const template = schedule.fields('spec.template');
    const names = (field: string): readonly unknown[] | undefined =>
      Array.isArray(template[field]) ? template[field] : undefined;
    const isIncluded =
      names('includedNamespaces')?.some((name) => name === '*' || name === namespace) ?? true;
    return (
      isIncluded &&
      names('excludedNamespaces')?.includes(namespace) !== true &&
      template['snapshotVolumes'] === true &&
      template['labelSelector'] === undefined &&
      template['orLabelSelectors'] === undefined &&
      schedule.value('spec.paused') !== true &&
      isWritable(locationOf(cluster, schedule))
    );
  });
}

/** Without a name, the location that is marked as default (velero pkg/controller/backup_controller.go). */
function locationOf(cluster: Cluster, schedule: FleetObject): FleetObject | undefined {
  const type = 'velero.io/BackupStorageLocation';
  const name = schedule.text('spec.template.storageLocation');
  return name === undefined
    ? cluster.ofType(type, schedule.namespace).find((each) => each.value('spec.default') === true)
    : cluster.find(type, schedule.namespace, name);
}

/** ReadWrite by default (velero pkg/apis/velero/v1/backupstoragelocation_types.go). */
function isWritable(location: FleetObject | undefined): boolean {
  return location !== undefined && location.text('spec.accessMode') !== 'ReadOnly';
}

/** A snapshot stays in the region of its volume; only data that was moved is in the bucket. */
function isElsewhere(cluster: Cluster, schedule: FleetObject): boolean {
  const region = locationOf(cluster, schedule)?.text('spec.config.region');
  const isMoved = schedule.value('spec.template.snapshotMoveData') === true;
  return isMoved && region !== undefined && region !== cluster.target;
}
