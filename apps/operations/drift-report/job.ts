import { type AppChart, type AppContext, BatchJob, type BatchJobProps, toHttps } from '#plumb';

/** What a job of plumb's is asked for. */
type JobProps = Pick<BatchJobProps, 'schedule' | 'config' | 'mounts' | 'serviceAccountName'> & {
  readonly name: string;
  readonly args: readonly string[];
};

/** Where the repository is checked out. */
const WORK = '/srv';
const CHECKOUT = `${WORK}/repository`;

/** In the hub's region, of which AWS' programs learn by AWS_REGION. */
export function driftBucket({ environment: { account, name } }: AppContext): string {
  return `plumbline-drift-${account}-${name}`;
}

/**
 * Runs `plumb` in a fresh clone of what Argo CD reads, with its history: clusters may have an older commit.
 * Something amiss (exit code 1) is amiss at the next try too; what could not be judged (2) may be judged then.
 */
export function addJob(chart: AppChart, { environment }: AppContext, props: JobProps): void {
  const { repository, revision, hub } = environment;
  new BatchJob(chart, props.name, {
    ...props,
    config: { AWS_REGION: hub, HOME: '/tmp', ...props.config },
    prepare: [
      'git',
      'clone',
      '--filter=blob:none',
      '--single-branch',
      `--branch=${revision}`,
      '--',
      repository,
      CHECKOUT,
    ],
    workingDirectory: CHECKOUT,
    scratch: [{ path: WORK, size: '1Gi' }],
    // The API server, git and the store have no addresses that would be known.
    connectTo: [toHttps()],
    deadlineSeconds: 1800,
    retries: 2,
    finalExitCodes: [1],
  });
}
