import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { liveDrift } from '../../../src/cli/drift/live.ts';
import type { DriftTarget } from '../../../src/drift/run.ts';
import { repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { GitOps } from '../../support/gitops.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';

const proof = 'drift-free';
const region = 'ap-northeast-1';

/** When runs begin, in seconds after everything was synced. */
const runSeconds = [0, 300, 600];

describe('a hub with Argo CD, KEDA and Rollouts at work, right after it has synced dist', () => {
  const testLab = createTestLab();
  let dev: GitOps;

  beforeAll(async () => {
    const lab = await testLab.up([`dev/${region}`], ['argocd', 'keda', 'rollouts']);
    dev = await GitOps.open(lab, 'dev');
    await dev.bootstrap();
    await dev.untilDone(1500);
  }, 1_800_000);
  afterAll(async () => testLab.dispose());

  test.each([[undefined], [true]])(
    'has no finding over 10 minutes (read only: %s)',
    async (readOnly = false) => {
      const begin = performance.now();
      for (const seconds of readOnly ? [0] : runSeconds) {
        await sleep(Math.max(0, begin + seconds * 1000 - performance.now()));
        await measure(
          { proof, step: `plumb drift after ${seconds} s, ${readOnly ? 'read only' : 'with dry runs'}` },
          async () => {
            const target = await judged(readOnly);
            expect(target).toMatchObject({ state: 'judged', objects: [], unjudged: [] });
            expect(target.counts.clean).toBe(dev.rendered.apps.length === 0 ? 0 : target.counts.clean);
            expect(target.counts.clean).toBeGreaterThan(300);
          },
        );
      }
    },
  );

  async function judged(readOnly: boolean): Promise<DriftTarget> {
    const plane = dev.lab.clusters.get(`dev-${region}`);
    const { run, findings } = await liveDrift(
      {
        dist: join(repositoryFolder(dev.lab), 'dist'),
        environment: 'dev',
        region,
        context: `dev-${region}`,
        kubeconfig: plane?.kubeconfigOf('admin') ?? '',
        readOnly,
      },
      () => undefined,
      () => new Date(),
    );
    expect(findings).toEqual([]);
    return run.targets[0] as DriftTarget;
  }
});
