import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { CronJob } from '../../../src/kubernetes/1.34/types/batch_v1.ts';

/** A change of dist, as a pull request would bring it. */
export interface Change {
  readonly name: string;
  /** @param dist folder of the environment */
  readonly make: (dist: string) => void;
}

export interface BadChange extends Change {
  /** What must be found of the app, as an error. */
  readonly rule: string;
  /** Nor does git bring BASE back: its sync waits for what only it would mend. */
  readonly blocksReturn?: true;
}

const region = 'ap-northeast-1';

/** The apps that take part, besides Argo CD: a Rollout with a canary, and a Deployment, each with a scaler. */
export const apps = [
  `${region}/argocd-access`,
  `${region}/cluster-basics`,
  `${region}/filebox-sync`,
  `${region}/policies`,
  `${region}/receipt-web`,
  'hub/argocd',
];

function web(kind: string, name = 'receipt-web'): string {
  return `${region}/receipt-web/${kind}.receipt-web.${name}.yaml`;
}

function box(kind: string, name = 'filebox-sync'): string {
  return `${region}/filebox-sync/${kind}.filebox-sync.${name}.yaml`;
}

/** The project of these two. */
const receipts = 'hub/argocd/AppProject.argocd.receipts.yaml';

type Edit = readonly [file: string, before: string | RegExp, after: string];

/** Replaces what is there once or several times in files; each edit must find something. */
function edits(...list: readonly Edit[]): Change['make'] {
  return (dist) => {
    for (const [file, before, after] of list) {
      const path = join(dist, file);
      const text = readFileSync(path, 'utf8');
      const changed = text.replaceAll(before, after);
      if (changed === text) throw new Error(`${file} has no ${String(before)}`);
      writeFileSync(path, changed);
    }
  };
}

const digest = /sha256:[0-9a-f]{64}/g;
const release = (file: string, digit: string): Edit => [file, digest, `sha256:${digit.repeat(64)}`];
const newWeb = release(web('Rollout'), 'a');
const newBox = release(box('Deployment'), 'b');

/**
 * What the proof starts from: as dev, but with enough pods to lose some, that start within 5 s, a scaler that does not
 * depend on the time, but for one day of the year, and a project that permits Jobs.
 */
export const prepare = edits(
  [web('Rollout'), "ready-seconds: '10'", "ready-seconds: '5'"],
  [web('ScaledObject'), 'minReplicaCount: 1', 'minReplicaCount: 2'],
  [box('Deployment'), "ready-seconds: '10'", "ready-seconds: '5'"],
  [box('ScaledObject'), 'minReplicaCount: 1', 'minReplicaCount: 3'],
  [box('ScaledObject'), 'maxReplicaCount: 3', 'maxReplicaCount: 5'],
  [box('ScaledObject'), /desiredReplicas: '\d'/g, "desiredReplicas: '5'"],
  [box('ScaledObject'), '* * 1-5', '1 1 *'],
  [receipts, '      kind: CronJob\n', '      kind: CronJob\n    - group: batch\n      kind: Job\n'],
);

export const badChanges: readonly BadChange[] = [
  {
    name: 'a Service selects pods of which there are none',
    make: edits([
      box('Service'),
      '    app.kubernetes.io/component: filebox-sync\n    app.kubernetes.io/name: filebox-sync\n',
      '    app.kubernetes.io/component: filebox-syncer\n    app.kubernetes.io/name: filebox-sync\n',
    ]),
    rule: 'service-interrupted',
  },
  {
    name: 'a port of a Service has another name than in the pods',
    make: edits([box('Service'), 'targetPort: metrics', 'targetPort: metering']),
    rule: 'port-without-pods',
  },
  {
    name: 'a port of a Service leads to a number that no container listens on',
    make: edits([web('Service'), 'targetPort: http\n', 'targetPort: 8888\n']),
    rule: 'port-without-pods',
  },
  {
    name: 'pods ask for more than any node has, within their quota',
    make: edits(
      [box('Deployment'), 'cpu: 250m', "cpu: '40'"],
      [box('ResourceQuota', 'reserved'), "requests.cpu: '2'", "requests.cpu: '400'"],
    ),
    rule: 'unschedulable',
  },
  {
    name: 'pods may only be on nodes of a kind that there is none of',
    make: edits([box('Deployment'), '                      - on-demand', '                      - reserved']),
    rule: 'unschedulable',
  },
  {
    name: 'all pods fit the quota, but not one more while they are replaced',
    make: edits([box('Deployment'), 'cpu: 250m', 'cpu: 600m'], newBox),
    rule: 'quota-exceeded',
  },
  {
    name: 'a limit of the namespace is below what its pods ask for',
    make: edits(
      [
        box('LimitRange', 'defaults'),
        '      type: Container',
        '      max:\n        memory: 128Mi\n      type: Container',
      ],
      newBox,
    ),
    rule: 'pods-refused',
  },
  {
    name: 'an analysis is turned round, so that no canary can pass',
    make: edits(
      [web('AnalysisTemplate', 'receipt-web-error-rate'), 'result[0] <= 0.01', 'result[0] >= 0.01'],
      newWeb,
    ),
    rule: 'canary-aborted',
  },
  {
    name: 'a query of an analysis asks for a label that nothing has',
    make: edits(
      [
        web('AnalysisTemplate', 'receipt-web-latency'),
        'job="monitoring/istio-proxies"',
        'job="istio-proxies"',
      ],
      newWeb,
    ),
    rule: 'canary-aborted',
  },
  {
    name: 'an analysis says neither yes nor no',
    make: edits(
      [
        web('AnalysisTemplate', 'receipt-web-error-rate'),
        'successCondition: len(result) == 1 && !isNaN(result[0]) && result[0] <= 0.01',
        'failureCondition: result[0] > 0.5\n      successCondition: result[0] < 0',
      ],
      newWeb,
    ),
    rule: 'canary-inconclusive',
  },
  {
    name: 'more pods are replaced at once than the budget allows',
    make: edits(
      [
        box('Deployment'),
        '      maxSurge: 25%\n      maxUnavailable: 0',
        '      maxSurge: 0\n      maxUnavailable: 3',
      ],
      newBox,
    ),
    rule: 'below-budget',
  },
  {
    name: 'a budget lets no pod go',
    make: edits([box('PodDisruptionBudget'), 'maxUnavailable: 10%', 'minAvailable: 100%']),
    rule: 'budget-blocks',
  },
  {
    name: 'the selector of a Deployment changes',
    make: edits([
      box('Deployment'),
      'app.kubernetes.io/component: filebox-sync',
      'app.kubernetes.io/component: filebox-syncer',
    ]),
    rule: 'immutable-field',
  },
  {
    name: 'a Service gives up its address',
    make: edits([web('Service'), 'spec:\n', 'spec:\n  clusterIP: None\n']),
    rule: 'immutable-field',
  },
  {
    name: 'two apps claim one ConfigMap',
    make: (dist) => {
      const text = readFileSync(join(dist, box('ConfigMap')), 'utf8');
      writeFileSync(join(dist, `${region}/receipt-web/ConfigMap.filebox-sync.filebox-sync.yaml`), text);
    },
    rule: 'shared-object',
  },
  {
    name: 'the VirtualService names its route otherwise than the Rollout',
    make: edits([web('VirtualService'), 'name: primary', 'name: main'], newWeb),
    rule: 'unhealthy-object',
  },
  {
    name: 'a scaler asks for a window that autoscalers do not have',
    make: edits([box('ScaledObject'), 'stabilizationWindowSeconds: 300', 'stabilizationWindowSeconds: 7200']),
    rule: 'unhealthy-object',
  },
  {
    name: 'an image of a registry that a policy does not allow',
    make: edits([box('Deployment'), 'registry.receipts.example/', 'registry.example/']),
    rule: 'admission-denied',
  },
  {
    name: 'a policy comes to refuse what is there',
    make: edits([
      `${region}/policies/ValidatingAdmissionPolicy.require-probes.yaml`,
      'container, has(container.livenessProbe))',
      'container, has(container.livenessProbe) && has(container.lifecycle))',
    ]),
    rule: 'admission-denied',
  },
  {
    name: 'a webhook that nobody answers for decides about pods',
    make: (dist) => {
      const client = { service: { name: 'gone', namespace: 'policies', path: '/' } };
      const rules = [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }];
      const webhook = {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'pods' },
        webhooks: [
          {
            name: 'pods.receipts.example',
            admissionReviewVersions: ['v1'],
            clientConfig: client,
            failurePolicy: 'Fail',
            rules,
            sideEffects: 'None',
          },
        ],
      };
      const file = `${region}/policies/ValidatingWebhookConfiguration.pods.yaml`;
      writeFileSync(join(dist, file), stringify(webhook));
    },
    rule: 'next-pod-refused',
  },
  {
    name: 'a project of Argo CD does not permit scalers any more',
    make: edits([receipts, '    - group: keda.sh\n      kind: ScaledObject\n', '']),
    rule: 'sync-failed',
  },
  {
    name: 'a quota is below what is used',
    make: edits([box('ResourceQuota', 'reserved'), "requests.cpu: '2'", "requests.cpu: '0.5'"]),
    rule: 'quota-exceeded',
  },
  {
    name: 'a scaler is gone, and what it scales goes on',
    make: (dist) => rmSync(join(dist, box('ScaledObject'))),
    rule: 'scaler-pruned',
  },
  {
    name: 'the query of a scaler asks for what nothing measures',
    make: edits([web('ScaledObject'), / or 0 \* sum\(up\{.*\} == 1\)/g, '']),
    rule: 'scaler-without-data',
  },
  {
    name: 'a ConfigMap that pods read is gone',
    make: (dist) => rmSync(join(dist, box('ConfigMap'))),
    rule: 'next-pod-refused',
  },
  {
    name: 'the account of pods is gone',
    make: (dist) => rmSync(join(dist, box('ServiceAccount'))),
    rule: 'next-pod-refused',
  },
  {
    name: 'the floor of a scaler is above what the quota holds',
    make: edits(
      [box('ScaledObject'), 'minReplicaCount: 3', 'minReplicaCount: 8'],
      [box('ScaledObject'), 'maxReplicaCount: 5', 'maxReplicaCount: 9'],
      [box('ScaledObject'), /desiredReplicas: '\d'/g, "desiredReplicas: '9'"],
    ),
    rule: 'quota-exceeded',
    // The Deployment, of an earlier wave than its scaler, never has all of its pods.
    blocksReturn: true,
  },
];

export const goodChanges: readonly Change[] = [
  { name: 'a new version, by a canary', make: edits(newWeb) },
  { name: 'a new version, by replacing pods', make: edits(newBox) },
  {
    name: 'another setting, with which pods are replaced',
    make: edits(
      [box('ConfigMap'), 'ENVIRONMENT: dev', 'ENVIRONMENT: other'],
      [box('Deployment'), /config-hash: \w+/g, 'config-hash: 0123456789abcdef'],
    ),
  },
  {
    name: 'a higher floor, within what there is',
    make: edits([box('ScaledObject'), 'minReplicaCount: 3', 'minReplicaCount: 4']),
  },
  {
    name: 'a lower floor',
    make: edits([box('ScaledObject'), 'minReplicaCount: 3', 'minReplicaCount: 2']),
  },
  {
    name: 'a little more for each pod',
    make: edits([box('Deployment'), 'cpu: 250m', 'cpu: 300m']),
  },
  {
    name: 'a budget that allows more',
    make: edits([web('PodDisruptionBudget'), 'maxUnavailable: 10%', 'maxUnavailable: 50%']),
  },
  {
    name: 'an alert is gone',
    make: (dist) => rmSync(join(dist, box('PrometheusRule'))),
  },
  {
    name: 'a job runs at another time',
    make: edits([box('CronJob', 'filebox-comparison'), 'schedule: 0 2', 'schedule: 0 3']),
  },
  {
    name: 'another port of a Service',
    make: edits([
      box('Service'),
      '      targetPort: metrics\n',
      '      targetPort: metrics\n    - name: health\n      port: 8081\n      targetPort: health\n',
    ]),
  },
  {
    name: 'one more ConfigMap',
    make: (dist) => {
      const file = join(dist, box('ConfigMap', 'more'));
      if (existsSync(file)) throw new Error('there is one');
      const text = readFileSync(join(dist, box('ConfigMap')), 'utf8');
      writeFileSync(file, text.replace('\n  name: filebox-sync\n', '\n  name: more\n'));
    },
  },
  {
    name: 'another team owns a Deployment and its Service',
    make: edits(
      [box('Deployment'), 'plumbline.dev/owner: team-receipts', 'plumbline.dev/owner: team-books'],
      [box('Service'), 'plumbline.dev/owner: team-receipts', 'plumbline.dev/owner: team-books'],
    ),
  },
  {
    name: 'jobs that run with each sync',
    make: (dist) => {
      // Hooks alone begin no sync.
      edits([box('ConfigMap', 'filebox-comparison'), 'ENVIRONMENT: dev', 'ENVIRONMENT: other'])(dist);
      const cronJob = parse(
        readFileSync(join(dist, box('CronJob', 'filebox-comparison')), 'utf8'),
      ) as CronJob;
      const { metadata, spec } = cronJob.spec?.jobTemplate ?? {};
      for (const [name, policy] of [
        ['PreSync', 'HookSucceeded'],
        ['Sync', 'BeforeHookCreation'],
      ] as const) {
        const annotations = {
          'argocd.argoproj.io/hook': name,
          'argocd.argoproj.io/hook-delete-policy': policy,
        };
        const job = {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: { ...metadata, name: name.toLowerCase(), namespace: 'filebox-sync', annotations },
          spec,
        };
        writeFileSync(join(dist, box('Job', name.toLowerCase())), stringify(job));
      }
    },
  },
  {
    name: 'a larger quota',
    make: edits([box('ResourceQuota', 'reserved'), "requests.cpu: '2'", "requests.cpu: '3'"]),
  },
];
