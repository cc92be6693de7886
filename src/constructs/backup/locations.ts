import type { AppContext, EnvironmentContext, RegionContext } from '../app.ts';
import { OWN_BACKUP_LOCATION } from '../conventions.ts';

/** One place that a cluster's Velero knows: a bucket, and within it the folder of the cluster that writes there. */
export interface BackupLocation {
  /** Name of the BackupStorageLocation. */
  readonly name: string;
  readonly bucket: string;
  /** Region of the bucket. */
  readonly region: string;
  /** Region of the cluster whose backups it holds. */
  readonly source: string;
  readonly access: 'ReadWrite' | 'ReadOnly';
}

/**
 * The locations of a region's cluster: its own bucket; its partner's, as the second copy; and, to restore from, the
 * folders in its own bucket of those regions whose partner it is.
 */
export function backupLocations(context: Pick<AppContext, 'environment' | 'region'>): BackupLocation[] {
  const { environment, region } = context;
  const partner = partnerOf(environment, region);
  const guests = environment.regions.filter((other) => partnerOf(environment, other)?.name === region.name);
  return [
    location(environment, OWN_BACKUP_LOCATION, region.name, region.name, 'ReadWrite'),
    ...(partner ? [location(environment, partner.name, partner.name, region.name, 'ReadWrite')] : []),
    ...guests.map(({ name }) => location(environment, `from-${name}`, region.name, name, 'ReadOnly')),
  ];
}

/**
 * The region that keeps the second copy of another's backups: of the same environment, under the same jurisdiction,
 * the nearest by round-trip time. `undefined` where there is none: data does not leave its jurisdiction for a backup.
 */
function partnerOf(environment: EnvironmentContext, region: RegionContext): RegionContext | undefined {
  const milliseconds = ({ name }: RegionContext): number =>
    region.latencyMilliseconds.regions[name]?.value ?? Number.POSITIVE_INFINITY;
  return environment.regions
    .filter((other) => other.name !== region.name && other.jurisdiction === region.jurisdiction)
    .sort((a, b) => compare(milliseconds(a), milliseconds(b)) || (a.name < b.name ? -1 : 1))[0];
}

/** Bucket names are shared by everyone on AWS, so the account is part of them. */
function location(
  environment: EnvironmentContext,
  name: string,
  region: string,
  source: string,
  access: BackupLocation['access'],
): BackupLocation {
  const bucket = `plumbline-backup-${environment.account}-${environment.name}-${region}`;
  return { name, bucket, region, source, access };
}

/** Unlike a difference, right for two infinities too. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
