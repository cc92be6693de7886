/**
 * Backups of an app's namespace by Velero.
 *
 * - interval.ts   from the recovery point to a cron expression
 * - locations.ts  where backups are kept: in the region, and in a second one under the same jurisdiction
 */
import { Construct } from 'constructs';
import type { Schedule } from '../../kubernetes/1.34/types/velero.io_v1.ts';
import type { Backup as BackupSettings } from '../../model/settings.ts';
import { AppChart } from '../app.ts';
import { OWN_BACKUP_LOCATION, VELERO_NAMESPACE } from '../conventions.ts';
import { Manifest } from '../manifest.ts';
import { validateProps } from '../validation.ts';
import { backupCron, backupIntervalMinutes, SCHEDULING_DELAY_MINUTES } from './interval.ts';
import { type BackupLocation, backupLocations } from './locations.ts';

export interface BackupProps {
  /** Default: the app's `settings.backup`. */
  readonly settings?: BackupSettings;
}

/** On a Schedule: why there is no second copy. */
const NO_SECOND_COPY = 'plumbline.dev/no-second-copy';

/**
 * One Schedule per storage location: volumes are snapshotted in the region, and copied out of it for the location in
 * the partner region, as snapshots cannot be read elsewhere.
 */
export class Backup extends Construct {
  /** Names of the Schedules; empty when the settings are wrong. */
  readonly schedules: readonly string[];
  /** Most time that may pass between two backups, in minutes; what an alert compares with. */
  readonly recoveryPointMinutes: number | undefined;

  constructor(scope: Construct, id: string, props: BackupProps = {}) {
    super(scope, id);
    const { context } = AppChart.containing(this);
    const settings = props.settings ?? context.settings.backup;
    const interval = settings && backupIntervalMinutes(settings);
    this.recoveryPointMinutes = settings?.recoveryPointMinutes;
    validateProps(this, (report) => {
      if (!settings) {
        report({
          field: 'settings.backup',
          value: undefined,
          allowed: 'recoveryPointMinutes, durationMinutes and retentionDays',
        });
      } else if (interval === undefined) {
        report({
          field: 'backup.durationMinutes',
          value: settings.durationMinutes,
          allowed: `so short that an interval at least as long, ${SCHEDULING_DELAY_MINUTES} minute until Velero notices, and the backup fit within recoveryPointMinutes (${settings.recoveryPointMinutes})`,
          next: 'raise recoveryPointMinutes, or back up less at a time',
        });
      }
    });
    const locations = backupLocations(context).filter(({ access }) => access === 'ReadWrite');
    this.schedules =
      settings && interval !== undefined
        ? locations.map((location) => this.#schedule(location, settings, interval, locations.length))
        : [];
  }

  #schedule(location: BackupLocation, settings: BackupSettings, interval: number, copies: number): string {
    const { context } = AppChart.containing(this);
    const name = `${context.app}-${location.name}`;
    new Manifest<Schedule>(this, name, {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: {
        name,
        namespace: VELERO_NAMESPACE,
        ...(copies === 1 && {
          annotations: {
            [NO_SECOND_COPY]: `${context.environment.name} has no other region in ${context.region.jurisdiction}`,
          },
        }),
      },
      spec: {
        schedule: backupCron(interval, `${context.environment.name}/${context.region.name}/${name}`),
        useOwnerReferencesInBackup: false,
        template: {
          storageLocation: location.name,
          includedNamespaces: [context.namespace],
          // Secrets are made again from the secret store, and restored ones, which nobody owns, would be refused.
          excludedResources: ['events', 'events.events.k8s.io', 'secrets'],
          snapshotVolumes: true,
          snapshotMoveData: location.name !== OWN_BACKUP_LOCATION,
          ttl: `${settings.retentionDays * 24}h0m0s`,
        },
      },
    });
    return name;
  }
}
