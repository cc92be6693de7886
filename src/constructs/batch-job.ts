import { Construct } from 'constructs';
import type { CronJob, Job, JobSpec } from '../kubernetes/1.34/types/batch_v1.ts';
import { checkCron } from '../model/cron.ts';
import { checkTimeZone } from '../model/timezone.ts';
import { Manifest } from './manifest.ts';
import { WorkloadPods } from './pods/pods.ts';
import type { WorkloadProps } from './pods/props.ts';
import { reportViolations, validateProps } from './validation.ts';

export interface BatchJobProps extends WorkloadProps {
  /** When it runs, as five cron fields. Default: at every sync, as a hook of Argo CD's. */
  readonly schedule?: string;
  /** IANA time zone of the schedule. Default: `Etc/UTC`. */
  readonly timeZone?: string;
  /** Pods at the same time. Default: 1. */
  readonly parallelism?: number;
  /** Time after which a run is stopped and counts as failed. Default: 3600. */
  readonly deadlineSeconds?: number;
  /** Pods that may fail before the run does. Default: 2. */
  readonly retries?: number;
  /** Exit codes that another try would not change: the run then ends at once. Default: none. */
  readonly finalExitCodes?: readonly number[];
}

/** How late a run may start, e.g. while the control plane is being updated; later, it is left to the next one. */
const STARTING_DEADLINE_SECONDS = 600;

/** A Job cannot be changed, so each sync makes a new one. https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/ */
const SYNC_HOOK = {
  'argocd.argoproj.io/hook': 'Sync',
  'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
};

/** Time for a look at a run's pods before they are removed. */
const KEPT_SECONDS = 24 * 3600;

/**
 * Pods that end by themselves, on a schedule or once per sync. A run that is late does not overlap with the next. Pods that a
 * node takes with it do not count as failed.
 */
export class BatchJob extends Construct {
  constructor(scope: Construct, id: string, props: BatchJobProps) {
    super(scope, id);
    const { schedule, timeZone = 'Etc/UTC', parallelism = 1, deadlineSeconds = 3600, retries = 2 } = props;
    const { finalExitCodes = [] } = props;
    validateProps(this, (report) => {
      const whole = {
        parallelism: [parallelism, 1],
        deadlineSeconds: [deadlineSeconds, 1],
        retries: [retries, 0],
      } as const;
      for (const [field, [value, least]] of Object.entries(whole)) {
        if (Number.isInteger(value) && value >= least) continue;
        report({ field, value, allowed: `a whole number of at least ${least}` });
      }
      if (schedule === undefined) return;
      reportViolations(report, checkCron(schedule, ['schedule']), props);
      reportViolations(report, checkTimeZone(timeZone, ['timeZone']), props);
    });
    // A pod that is being stopped still counts when its successor starts.
    const pods = new WorkloadPods(this, 'pods', {
      ...props,
      maxPods: 2 * parallelism,
      restartPolicy: 'Never',
    });
    const metadata = { name: pods.workloadName, labels: pods.selector };
    const spec: JobSpec = {
      parallelism,
      completions: parallelism,
      completionMode: 'Indexed',
      activeDeadlineSeconds: deadlineSeconds,
      backoffLimit: retries,
      podFailurePolicy: {
        rules: [
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          ...(finalExitCodes.length > 0 ? [failAtOnce(pods.workloadName, finalExitCodes)] : []),
        ],
      },
      template: pods.template,
    };
    if (schedule === undefined) {
      new Manifest<Job>(this, 'job', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { ...metadata, annotations: SYNC_HOOK },
        spec,
      });
      return;
    }
    new Manifest<CronJob>(this, 'cron-job', {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata,
      spec: {
        schedule,
        timeZone,
        concurrencyPolicy: 'Forbid',
        startingDeadlineSeconds: STARTING_DEADLINE_SECONDS,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          metadata: { labels: pods.labels },
          spec: { ...spec, ttlSecondsAfterFinished: KEPT_SECONDS },
        },
      },
    });
  }
}

function failAtOnce(containerName: string, values: readonly number[]) {
  return { action: 'FailJob', onExitCodes: { containerName, operator: 'In', values } } as const;
}
