import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DriftTarget } from '../../../src/drift/run.ts';
import { repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { driftIn, tokenKubeconfig, tokenOf } from '../../support/drift-cluster.ts';
import { GitOps } from '../../support/gitops.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { writeFiles } from '../../support/temporary.ts';

const proof = 'drift-free';
const region = 'ap-northeast-1';
const context = `dev-${region}`;

/** When runs begin, in seconds after everything was synced. */
const runSeconds = [0, 300, 600];

const testLab = createTestLab();
const folder = mkdtempSync(join(tmpdir(), 'plumb-drift-'));
let dev: GitOps;

beforeAll(async () => {
  const lab = await testLab.up([`dev/${region}`], ['argocd', 'keda', 'rollouts']);
  dev = await GitOps.open(lab, 'dev');
  await dev.bootstrap();
  await dev.untilDone(1500);
}, 1_800_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await testLab.dispose();
});

/** By the account that Argo CD has made there from dist, and nothing else. */
async function judged(readOnly: boolean): Promise<DriftTarget> {
  const plane = dev.lab.clusters.get(context);
  if (plane === undefined) throw new Error(`the lab has no cluster ${context}`);
  const token = await tokenOf(plane.client, 'drift', 'drift');
  const ca = readFileSync(plane.pki.ca, 'utf8');
  writeFiles(folder, { account: tokenKubeconfig({ [context]: { server: plane.server, ca, token } }) });
  const { run, findings } = await driftIn(repositoryFolder(dev.lab), {
    environment: 'dev',
    kubeconfig: join(folder, 'account'),
    readOnly,
  });
  expect(findings).toEqual([]);
  return run.targets[0] as DriftTarget;
}

const isNothing = { state: 'judged', objects: [], unjudged: [] };

test('a hub with Argo CD, KEDA and Rollouts at work has no drift, three times over 10 minutes', async () => {
  const begin = performance.now();
  for (const seconds of runSeconds) {
    await sleep(Math.max(0, begin + seconds * 1000 - performance.now()));
    await measure({ proof, step: `plumb drift, ${seconds} s after the sync: 0 findings` }, async () => {
      const target = await judged(false);
      expect(target).toMatchObject(isNothing);
      expect(target.counts.clean).toBeGreaterThan(300);
    });
  }
});

test('nor has it for whoever may only read', async () => {
  await measure({ proof, step: 'plumb drift --read-only: 0 findings' }, async () => {
    expect(await judged(true)).toMatchObject(isNothing);
  });
});
