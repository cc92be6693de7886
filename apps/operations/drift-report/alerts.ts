import { type AppChart, alertRule, type kinds, Manifest } from '#plumb';
import { MERGE } from './merge.ts';

const JOBS = `namespace="drift",job_name=~"${MERGE}-.+"`;

/** Jobs that ended without a report of the whole fleet, after their retries. */
const FAILED = `kube_job_status_failed{${JOBS},reason=~"BackoffLimitExceeded|DeadlineExceeded"} == 1`;

/** Jobs that ended by exit code 1: kube-state-metrics has no name for that reason. */
const FOUND_DRIFT = `kube_job_failed{${JOBS},condition="true"} == 1 unless on (namespace, job_name) ${FAILED}`;

const REPORTED = `kube_job_complete{${JOBS},condition="true"} == 1 or (${FOUND_DRIFT})`;

/**
 * By what kube-state-metrics tells of Jobs. Those that ended are removed after a day: if none is there for two hours
 * more, there was no report for 26.
 * https://github.com/kubernetes/kube-state-metrics/blob/main/docs/metrics/workload/job-metrics.md
 */
export function alertOnMerges(chart: AppChart): void {
  new Manifest<kinds.PrometheusRule>(chart, 'rules', {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: 'drift-report' },
    spec: {
      groups: [
        {
          name: 'drift',
          rules: [
            alertRule('DriftFound', FOUND_DRIFT, {
              for: '0m',
              severity: 'ticket',
              summary: 'clusters are not as git says: see fleet.html in the bucket of drift',
            }),
            alertRule('DriftNotJudged', FAILED, {
              for: '0m',
              severity: 'ticket',
              summary:
                'clusters could not be compared with git, or their reports not joined: see the logs of {{ $labels.job_name }}',
            }),
            alertRule(
              'DriftReportMissing',
              `time() - kube_cronjob_created{namespace="drift",cronjob="${MERGE}"} > 24 * 3600 unless on (namespace) (${REPORTED})`,
              {
                for: '2h',
                severity: 'ticket',
                summary: 'no report of the drift of the fleet was made for 26 hours',
              },
            ),
          ],
        },
      ],
    },
  });
}
