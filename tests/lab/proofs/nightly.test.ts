/**
 * The nightly jobs of dist: their pods are admitted and scheduled; then their own commands run as their own account,
 * with their own kubeconfig and a token of the API server, against the lab's S3 store. There is no container runtime, so
 * the image is this checkout, and git is told that the environment's repository is a folder.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationName } from '../../../src/deploy/names.ts';
import { type RenderedApp, readObjects, readRendered } from '../../../src/deploy/rendered.ts';
import type { DriftRun } from '../../../src/drift/run.ts';
import { tracked } from '../../../src/drift/tracking.ts';
import type { PodSpec, PodTemplateSpec } from '../../../src/kubernetes/1.34/types/v1.ts';
import { formatIdentity, type KubernetesObject } from '../../../src/manifest/object.ts';
import { checkout } from '../../support/checkout.ts';
import { commitAll } from '../../support/commits.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { type LabRegion, openRegion } from '../../support/region.ts';
import { until } from '../../support/until.ts';
import { type Ended, runPod, type Surroundings } from './nightly-pod.ts';

const proof = 'nightly';
const region = 'ap-northeast-1';
const namespace = 'drift';
const bucket = 'plumbline-drift-333344445555-production';

/** What the cluster and its git have; the rest of dist would take minutes more. */
const apps = ['argocd', 'cluster-basics', 'drift', 'drift-report', 'filebox-sync', 'policies'];

const lab = createTestLab();
const folder = mkdtempSync(join(tmpdir(), 'plumb-nightly-'));
const repository = join(folder, 'repository');
let home: LabRegion;
let surroundings: Omit<Surroundings, 'folder'>;
/** Folder of the bucket. */
let reports: string;

beforeAll(async () => {
  makeRepository();
  const running = await lab.up([`production/${region}`], ['kinds', 'velero']);
  home = openRegion(running, `production/${region}`);
  for (const wave of waves(readRendered(join(repository, 'dist'), 'production').apps)) {
    await Promise.all(wave.map(home.apply));
  }
  const { objectStore: store } = running;
  if (store === undefined) throw new Error('the lab has no object store');
  reports = join(running.folder, 'object-store/data', bucket);
  mkdirSync(reports);
  writeFileSync(join(folder, 'store.crt'), store.authority);
  surroundings = {
    client: home.client,
    server: running.clusters.get(`production-${region}`)?.server ?? '',
    env: {
      // Where Pod Identity and AWS itself would be.
      AWS_ACCESS_KEY_ID: store.accessKey,
      AWS_SECRET_ACCESS_KEY: store.secretKey,
      AWS_ENDPOINT_URL_S3: store.url,
      AWS_REGION: 'lab',
      NODE_EXTRA_CA_CERTS: join(folder, 'store.crt'),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.file://${repository}.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://github.com/plumbline/plumbline',
    },
  };
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await lab.dispose();
});

/** What Argo CD reads, with only these apps rendered: a repository of its own, on the branch main. */
function makeRepository(): void {
  for (const part of ['apps', 'environments']) {
    cpSync(join(checkout, part), join(repository, part), { recursive: true });
  }
  for (const target of ['hub', region]) {
    for (const app of apps) {
      const path = join('dist/production', target, app);
      if (existsSync(join(checkout, path)))
        cpSync(join(checkout, path), join(repository, path), { recursive: true });
    }
  }
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', repository]);
  commitAll(repository);
}

/** By their sync waves, between all namespaces and the policies. */
function waves(rendered: readonly RenderedApp[]): KubernetesObject[][] {
  const byWave = new Map<number, KubernetesObject[]>();
  for (const app of rendered) {
    for (const object of readObjects(app)) {
      const wave = Number(object.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? '0');
      const place = object.kind === 'Namespace' ? -1000 : app.app === 'policies' ? wave + 1000 : wave;
      byWave.set(place, [...(byWave.get(place) ?? []), tracked(object, applicationName(app), app.namespace)]);
    }
  }
  return [...byWave].sort(([a], [b]) => a - b).map(([, wave]) => wave);
}

type Template = Pick<KubernetesObject, 'metadata'> & {
  readonly spec: { readonly template: PodTemplateSpec };
};

/** As `kubectl create job --from=cronjob/NAME` does. */
async function createJob(
  cronJob: string,
  name: string,
  change: (template: Template) => Template = (template) => template,
): Promise<void> {
  const found = await home.client.get({ apiVersion: 'batch/v1', kind: 'CronJob', name: cronJob, namespace });
  const template = change((found?.['spec'] as { readonly jobTemplate: Template }).jobTemplate);
  const job = { apiVersion: 'batch/v1', kind: 'Job', ...template };
  const metadata = { ...template.metadata, name, namespace };
  await home.client.create({ ...job, metadata }, { fieldManager: 'kubectl-create' });
}

async function podsOf(job: string): Promise<KubernetesObject[]> {
  const pods = await home.client.list('v1', 'Pod', namespace);
  return pods.filter(({ metadata }) => metadata.labels?.['batch.kubernetes.io/job-name'] === job);
}

/** A pod of the job, once it is on a node. */
async function podOf(cronJob: string): Promise<KubernetesObject> {
  const job = `${cronJob}-now`;
  await createJob(cronJob, job);
  return until(`a pod of ${cronJob} has a node`, async () =>
    (await podsOf(job)).find((pod) => (pod['spec'] as { readonly nodeName?: string }).nodeName !== undefined),
  );
}

async function runJob(cronJob: string): Promise<Ended[]> {
  const pod = await podOf(cronJob);
  return runPod(pod, { ...surroundings, folder: mkdtempSync(join(folder, 'pod-')) });
}

const read = (key: string): string => readFileSync(join(reports, key), 'utf8');

async function reported(): Promise<DriftRun['targets'][number] | undefined> {
  const { result } = JSON.parse(read(`reports/production-${region}.json`)) as { readonly result: DriftRun };
  return result.targets[0];
}

test('a cluster that is as git says is told to be clean', async () => {
  await measure({ proof, step: 'a cluster compares itself, and its report is in the bucket' }, async () => {
    const [cloned, compared] = await runJob('drift-report');
    expect(cloned).toMatchObject({ container: 'prepare', code: 0 });
    expect(compared).toMatchObject({ container: 'drift-report', code: 0, stdout: '' });
  });
  const target = await reported();
  expect(target).toMatchObject({ state: 'judged', objects: [], unjudged: [] });
  expect(target?.counts.clean).toBeGreaterThan(100);
});

test('what a person changes is in the report, and in the page of the fleet', async () => {
  await home.client.delete({ apiVersion: 'batch/v1', kind: 'Job', name: 'drift-report-now', namespace });
  await home.client.request({
    method: 'PATCH',
    path: '/apis/apps/v1/namespaces/filebox-sync/deployments/filebox-sync?fieldManager=kubectl-edit',
    contentType: 'application/merge-patch+json',
    body: { spec: { template: { spec: { terminationGracePeriodSeconds: 1 } } } },
  });
  const [, compared] = await runJob('drift-report');
  expect(compared).toMatchObject({ code: 1 });
  const target = await reported();
  expect(target?.objects.map((object) => `${object.result} ${formatIdentity(object)}`)).toEqual([
    'drifted Deployment.apps filebox-sync/filebox-sync',
  ]);

  await measure({ proof, step: 'the reports become one page' }, async () => {
    const [cloned, merged] = await runJob('drift-merge');
    expect(cloned).toMatchObject({ code: 0 });
    // The other clusters of production have left no report.
    expect(merged).toMatchObject({ container: 'drift-merge', code: 2, stdout: '' });
  });
  const page = read('fleet.html');
  expect(page).toContain('drifted-by-person');
  expect(page).toContain('Deployment.apps filebox-sync/filebox-sync');
  expect(page).toMatch(/production\/us-west-2[\s\S]*nobody has reported what became of it/);
  expect(page).not.toContain('dev/');
  const history = JSON.parse(read('history.json')) as { readonly findings: readonly { target: string }[] };
  expect(history.findings.map(({ target: name }) => name)).toEqual([`production/${region}`]);
});

test('what is found is not looked for again, and what could not be judged is', async () => {
  const held = ({ spec, ...template }: Template): Template => ({
    ...template,
    // Nobody runs these pods: how they end is said here.
    spec: {
      ...spec,
      template: {
        ...spec.template,
        spec: { ...(spec.template.spec as PodSpec), schedulingGates: [{ name: 'plumbline.dev/held' }] },
      },
    },
  });
  const end = async (job: string, exitCode: number): Promise<void> => {
    await createJob('drift-report', job, held);
    const pod = await until(`${job} has a pod`, async () => (await podsOf(job))[0]);
    const ended = {
      image: '',
      imageID: '',
      ready: false,
      restartCount: 0,
      state: { terminated: { exitCode } },
    };
    await home.client.request({
      method: 'PATCH',
      path: `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/status`,
      contentType: 'application/merge-patch+json',
      body: { status: { phase: 'Failed', containerStatuses: [{ name: 'drift-report', ...ended }] } },
    });
  };
  await end('drift-found', 1);
  const reason = await until('the Job has failed', async () => {
    const job = await home.client.get({
      apiVersion: 'batch/v1',
      kind: 'Job',
      name: 'drift-found',
      namespace,
    });
    const { conditions = [] } = (job?.['status'] ?? {}) as {
      readonly conditions?: readonly { readonly type: string; readonly reason: string }[];
    };
    return conditions.find(({ type }) => type === 'Failed')?.reason;
  });
  expect(reason).toBe('PodFailurePolicy');
  expect(await podsOf('drift-found')).toHaveLength(1);
  await end('drift-unjudged', 2);
  await until('another pod', async () => ((await podsOf('drift-unjudged')).length > 1 ? true : undefined));
});
