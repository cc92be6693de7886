import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import definition from '../../apps/operations/drift-report/app.ts';
import { connect } from '../../src/cluster/connection.ts';
import type { AppContext } from '../../src/constructs/app.ts';
import {
  exampleChart,
  exampleContext,
  inventoryOf,
  objectOf,
  problemsOf,
  schemaProblemsOf,
} from '../constructs/fixtures.ts';
import { checkout } from '../support/checkout.ts';
import { temporaryFolder } from '../support/temporary.ts';

const tokyo = exampleContext().region;

function rendered(region: AppContext['region'] = tokyo) {
  const chart = exampleChart({
    app: 'drift-report',
    product: 'operations',
    namespace: definition.namespace ?? '',
    region,
    settings: definition.settings,
    fleet: {
      apps: [
        {
          app: 'drift',
          product: 'platform',
          namespace: 'drift',
          scope: 'region',
          wave: 1,
          chartRepositories: [],
        },
      ],
      products: {},
    },
  });
  definition.render(chart, chart.context);
  expect(problemsOf(chart)).toEqual([]);
  expect(schemaProblemsOf(chart)).toEqual([]);
  return chart;
}

/** Paths of rendered files, by the environment that they are of. */
function renderedFor(environment: string): string[] {
  return globSync(`dist/${environment}/*/{drift-report/*,argocd/AppProject.argocd.operations.yaml}`, {
    cwd: checkout,
  }).map((file) => basename(file));
}

test('it is only where an environment asks for it, its product too', () => {
  expect(renderedFor('dev')).toEqual([]);
  expect(renderedFor('staging')).toEqual([]);
  expect(renderedFor('production')).toEqual(
    expect.arrayContaining(['AppProject.argocd.operations.yaml', 'CronJob.drift.drift-report.yaml']),
  );
});

test('each cluster compares itself, as the account of the app drift and in its namespace', () => {
  const chart = rendered({ ...tokyo, name: 'us-west-2' });
  expect(inventoryOf(chart)).toEqual([
    'ConfigMap drift-report',
    'ConfigMap drift-report-access',
    'CronJob drift-report',
    'LimitRange defaults',
    'NetworkPolicy default-deny',
    'NetworkPolicy drift-report',
    'ResourceQuota reserved',
  ]);
  expect(objectOf(chart, 'CronJob')['spec']).toMatchObject({
    jobTemplate: {
      spec: {
        backoffLimit: 2,
        podFailurePolicy: {
          rules: [{ action: 'Ignore' }, { action: 'FailJob', onExitCodes: { operator: 'In', values: [1] } }],
        },
        template: {
          spec: {
            serviceAccountName: 'drift',
            automountServiceAccountToken: false,
            initContainers: [
              { command: expect.arrayContaining(['--branch=main', 'https://git.example.com/fleet.git']) },
            ],
            containers: [
              {
                args: [
                  'drift',
                  '--env=dev',
                  '--region=us-west-2',
                  '--output=json',
                  '--to=s3://plumbline-drift-111111111111-dev/reports/dev-us-west-2.json',
                ],
                workingDir: '/srv/repository',
              },
            ],
          },
        },
      },
    },
  });
  // The bucket is there, wherever the cluster is.
  expect(objectOf(chart, 'ConfigMap', 'drift-report')['data']).toMatchObject({
    AWS_REGION: 'ap-northeast-1',
  });
});

test("the kubeconfig of its pods is one for plumb, and speaks of the pod's own files", () => {
  const { kubeconfig = '' } = objectOf(rendered(), 'ConfigMap', 'drift-report-access')['data'] as Record<
    string,
    string
  >;
  const folder = temporaryFolder({ 'ca.crt': 'the authority', token: 'the token' });
  const file = join(
    temporaryFolder({ kubeconfig: kubeconfig.replaceAll('/var/run/plumb', folder) }),
    'kubeconfig',
  );
  const connection = connect({ kubeconfig: file, context: 'dev-ap-northeast-1' });
  expect(connection).toMatchObject({
    server: 'https://kubernetes.default.svc',
    certificateAuthority: 'the authority',
  });
  connection.close();
});

test("in the hub's cluster the reports of this night become one, by an account without rights", () => {
  const chart = rendered();
  expect(JSON.stringify(objectOf(chart, 'CronJob', 'drift-merge')['spec'])).toContain(
    JSON.stringify([
      'drift',
      'merge',
      's3://plumbline-drift-111111111111-dev/reports/',
      '--env=dev',
      '--max-age=12',
      '--history=s3://plumbline-drift-111111111111-dev/history.json',
      '--output=html',
      '--to=s3://plumbline-drift-111111111111-dev/fleet.html',
    ]),
  );
  expect(objectOf(chart, 'ServiceAccount').metadata).toMatchObject({
    name: 'drift-merge',
    annotations: { 'plumbline.dev/pod-identity-role': 'dev-ap-northeast-1-drift-merge' },
  });
  const { groups } = objectOf(chart, 'PrometheusRule')['spec'] as {
    groups: { rules: { alert: string }[] }[];
  };
  expect(groups.flatMap(({ rules }) => rules.map(({ alert }) => alert))).toEqual([
    'DriftFound',
    'DriftNotJudged',
    'DriftReportMissing',
  ]);
});

/** What happened, series, when it is looked at, and the alerts that fire then. */
type AlertCase = readonly [string, Readonly<Record<string, string>>, string, readonly string[]];

describe('the alerts, as promtool of the lab has them', () => {
  const cronJob = 'kube_cronjob_created{namespace="drift",cronjob="drift-merge"}';
  const job = 'namespace="drift",job_name="drift-merge-1"';
  const begun = { [cronJob]: '0x400' };
  const failed = { [`kube_job_failed{${job},condition="true"}`]: '1x400' };
  const failedFor = (reason: string) => ({ [`kube_job_status_failed{${job},reason="${reason}"}`]: '1x400' });

  // A value for every ten minutes since the CronJob was made.
  test.for<AlertCase>([
    ['nothing of the first night', begun, '20h', []],
    ['no report since', begun, '27h', ['DriftReportMissing']],
    ['a clean fleet', { ...begun, [`kube_job_complete{${job},condition="true"}`]: '1x400' }, '40h', []],
    ['exit code 1', { ...begun, ...failed, ...failedFor('') }, '40h', ['DriftFound']],
    [
      'exit code 2, three times',
      { ...begun, ...failed, ...failedFor('BackoffLimitExceeded') },
      '40h',
      ['DriftNotJudged', 'DriftReportMissing'],
    ],
    [
      'a report whose Job was removed after a day',
      { ...begun, [`kube_job_complete{${job},condition="true"}`]: '1x200 stale' },
      '38h',
      ['DriftReportMissing'],
    ],
  ])('%s', ([, series, evaluatedAt, firing], { skip }) => {
    const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'plumbline/controlplane');
    const [promtool = ''] = globSync('prometheus-*/promtool', { cwd: cache });
    skip(promtool === '', 'the lab has built no promtool: plumb lab build');
    const names = ['DriftFound', 'DriftNotJudged', 'DriftReportMissing'];
    const folder = temporaryFolder({
      'rules.json': JSON.stringify(objectOf(rendered(), 'PrometheusRule')['spec']),
      'tests.json': JSON.stringify({
        rule_files: ['rules.json'],
        evaluation_interval: '10m',
        tests: [
          {
            interval: '10m',
            input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
            promql_expr_test: names.map((name) => ({
              expr: `count(ALERTS{alertname="${name}",alertstate="firing"}) or vector(0)`,
              eval_time: evaluatedAt,
              exp_samples: [{ labels: '{}', value: firing.includes(name) ? 1 : 0 }],
            })),
          },
        ],
      }),
    });
    const told = spawnSync(join(cache, promtool), ['test', 'rules', 'tests.json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status: told.status, problems: told.stdout + told.stderr }).toMatchObject({ status: 0 });
  });
});
