import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClusterClient } from '../../../src/cluster/client.ts';
import { type ApplicationState, judge } from '../../../src/deploy/judge.ts';
import { refresh } from '../../../src/deploy/snapshot.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { publish, repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { readState } from '../../../src/lab/state.ts';
import { checkout } from '../../support/checkout.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { type PlumbRun, runPlumb } from '../../support/plumb.ts';
import { until } from '../../support/until.ts';

const proof = 'deploy';
const region = 'ap-northeast-1';
const id = `dev-${region}`;
const registration = { apiVersion: 'v1', kind: 'Secret', name: `cluster-${id}`, namespace: 'argocd' };

interface DeployResult {
  readonly applications: readonly { readonly name: string; readonly isDone: boolean }[];
}

describe('plumb deploy', () => {
  const testLab = createTestLab();
  let lab: Lab;
  /** A copy of what is rendered, which tests change. */
  let dist: string;

  beforeAll(async () => {
    lab = await testLab.up([`dev/${region}`], ['argocd', 'keda', 'rollouts', 'velero', 'prometheus']);
    dist = join(lab.folder, 'dist');
    cpSync(join(checkout, 'dist/dev'), join(dist, 'dev'), { recursive: true });
    await publishDist();
  });
  afterAll(async () => testLab.dispose());

  /** How long pods take to become Ready is shown by the proof with the declared times. */
  async function publishDist(): Promise<void> {
    await publish(lab, { dist, message: 'For deployment', requested: ['instant-pods'] });
  }

  async function deploy(args: readonly string[], kubeconfig: string = lab.kubeconfig): Promise<PlumbRun> {
    return runPlumb(deployArguments(args), { env: { KUBECONFIG: kubeconfig } });
  }

  function deployArguments(args: readonly string[]): string[] {
    return ['deploy', '--env', 'dev', '--dist', join(repositoryFolder(lab), 'dist'), ...args];
  }

  /** A file as it is rendered, but for one text. */
  function change(file: string, before: string, after: string): void {
    const path = join('dist/dev', region, file);
    const rendered = readFileSync(join(checkout, path), 'utf8');
    expect(rendered).toContain(before);
    writeFileSync(join(lab.folder, path), rendered.replace(before, after));
  }

  async function untilReported(
    client: ClusterClient,
    name: string,
    isSo: (state: ApplicationState) => boolean,
  ): Promise<void> {
    const reference = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', name, namespace: 'argocd' };
    let state = '';
    await until(
      `${name} is reported as broken`,
      async () => {
        const judged = judge({ name, maker: '' }, await client.get(reference));
        state = JSON.stringify(judged);
        return isSo(judged) || undefined;
      },
      { seconds: 180, state: () => state },
    );
  }

  test('a region cannot be registered before its hub is bootstrapped', async () => {
    const { code, stdout } = await deploy(['--region', region]);
    expect(stdout).toMatch(/hub-not-bootstrapped.*\n {2}next: plumb deploy --env dev/);
    expect(code).toBe(2);
  });

  test('from an empty cluster to everything healthy, with progress', async () => {
    const step = 'from an empty hub to everything synced and healthy';
    const { code, stdout, stderr } = await measure({ proof, step, targetSeconds: 900 }, async () =>
      deploy(['-o', 'json']),
    );
    const { result } = JSON.parse(stdout) as { result: DeployResult };
    expect(result.applications.filter(({ isDone }) => !isDone)).toEqual([]);
    expect(result.applications.length).toBeGreaterThan(20);
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /wave-0: 4 of 4 Applications Synced and Healthy\n[^]*root: 1 of 1 Application Synced/,
    );
  }, 960_000);

  test('a second deployment repairs and reports, and shows no token', async () => {
    const client = lab.clusters.get(id)?.client;
    await client?.delete(registration);
    await client?.delete({ ...registration, name: 'argocd-manager-token', namespace: 'argocd-access' });
    const { code, stdout, stderr } = await measure({ proof, step: 'a second deployment' }, async () =>
      deploy([]),
    );
    expect(stdout).toMatch(/dev-hub-aws-controllers +wave-0 +Synced +Healthy/);
    expect(code).toBe(0);
    const secret = (await client?.get(registration))?.['data'] as { config: string };
    const config = Buffer.from(secret.config, 'base64').toString();
    const { bearerToken } = JSON.parse(config) as { bearerToken: string };
    expect(bearerToken.length).toBeGreaterThan(500);
    expect(stdout + stderr).not.toContain(bearerToken);
  });

  test('a region is registered, and only its Applications are waited for', async () => {
    const { code, stdout, stderr } = await deploy(['--region', region]);
    expect(stderr).toContain(`${id}: registered in ${id}`);
    expect(stdout).not.toContain('dev-hub-aws-controllers');
    expect(stdout).toMatch(/of \d+ Applications Synced and Healthy after/);
    expect(code).toBe(0);
  });

  test('what does not become healthy is named with its object and the reason, and Ctrl-C leaves it so', async () => {
    change('filebox-sync/Deployment.filebox-sync.filebox-sync.yaml', '- on-demand', '- nowhere');
    change('task-sage/Service.task-sage.task-sage.yaml', 'port: 9090', 'port: 90900');
    await publishDist();
    // As a webhook does. A deployment would notice by itself, but a test's time-out is to be short on any machine.
    const client = lab.clusters.get(id)?.client;
    if (!client) throw new Error(`the lab has no ${id}`);
    await refresh(client, { kind: 'Application', name: `${id}-filebox-sync` });
    await refresh(client, { kind: 'Application', name: `${id}-task-sage` });
    const reported = (app: string, rule: string): Promise<void> =>
      untilReported(client, `${id}-${app}`, ({ problems }) => problems[0]?.rule === rule);
    await Promise.all([
      reported('filebox-sync', 'unhealthy-object'),
      reported('task-sage', 'comparison-failed'),
    ]);

    const { code, stdout, stderr } = await deploy(['--timeout', '30s']);
    expect(stdout).toMatch(
      /dev-ap-northeast-1-filebox-sync: error\[unhealthy-object\]: Deployment.apps filebox-sync\/filebox-sync is (Progressing: Waiting for rollout|Degraded)/,
    );
    expect(stdout).toMatch(/filebox-sync is .*; \d+ of \d+ pods: 0\/\d+ nodes are available: /);
    // Argo CD forgets this error now and then, and is then asked again: either way the Application is not done.
    expect(stdout).toMatch(/dev-ap-northeast-1-task-sage: error\[(comparison-failed|not-compared)\]/);
    expect(stderr).toMatch(
      /dev-ap-northeast-1-task-sage: ComparisonError: .*Service\/task-sage.* 90900: must be between/,
    );
    expect(stdout).toMatch(/\d+ of \d\d Applications Synced and Healthy within/);
    expect(code).toBe(1);

    const main = join(checkout, 'src/cli/main.ts');
    const child = spawn(process.execPath, [main, ...deployArguments([])], {
      env: { ...process.env, KUBECONFIG: lab.kubeconfig },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk.toString();
    });
    const errors = text(child.stderr);
    await until('it waits', async () => told.includes('Synced and Healthy') || undefined, { seconds: 60 });
    child.kill('SIGINT');
    const [exitCode] = (await once(child, 'exit')) as [number];
    expect(exitCode).toBe(130);
    expect(await errors).toContain('everything is left as it is');
  });

  test('a user without the rights is told what is refused', async () => {
    const kubeconfig = lab.clusters.get(id)?.kubeconfigOf('argocd-application-controller');
    const { code, stdout } = await deploy([], kubeconfig);
    expect(stdout).toMatch(/cluster-forbidden.*dev-ap-northeast-1 refuses: .*forbidden/);
    expect(code).toBe(2);
  });

  test('an Argo CD that does not answer, and a cluster that is away', async () => {
    const controller = readState(lab.folder)?.processes[`${id}/argocd-application-controller`];
    process.kill(controller?.identity.pid ?? 0, 'SIGKILL');
    const silent = await deploy(['--timeout', '5s']);
    expect(silent.stdout).toMatch(
      /argocd-silent.*has not answered within 5 s\n.*argocd-application-controller/,
    );
    expect(silent.code).toBe(2);

    const kubeconfig = join(testLab.env['XDG_STATE_HOME'] ?? '', 'kubeconfig');
    copyFileSync(lab.kubeconfig, kubeconfig);
    await testLab.down();
    const away = await runPlumb(['deploy', '--env', 'dev'], { env: { KUBECONFIG: kubeconfig } });
    expect(away.stdout).toMatch(/cluster-unreachable.*dev-ap-northeast-1 cannot be reached: .*ECONNREFUSED/);
    expect(away.code).toBe(2);
  });
});
