import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { GitOps } from '../../support/gitops.ts';
import { createTestLab } from '../../support/lab.ts';

test('try', async () => {
  const begin = performance.now();
  const testLab = createTestLab();
  try {
    const lab = await testLab.up(['dev/ap-northeast-1'], ['argocd', 'keda', 'rollouts']);
    console.log('up', performance.now() - begin);
    const dev = await GitOps.open(lab, 'dev');
    await dev.bootstrap();
    writeFileSync(
      '/tmp/h4/dr/env',
      `K=${lab.clusters.get('dev-ap-northeast-1')?.kubeconfigOf('admin')}\nD=${join(repositoryFolder(lab), 'dist')}\n`,
    );
    await dev.untilDone(Math.max(1, 300 - (performance.now() - begin) / 1000)).then(
      () => console.log('done', performance.now() - begin),
      (error) => console.log('not done', String(error).slice(0, 500)),
    );
    writeFileSync('/tmp/h4/dr/synced', String(performance.now() - begin));
    while (performance.now() - begin < 345_000 && !existsSync('/tmp/h4/dr/stop')) await sleep(500);
  } finally {
    await testLab.dispose();
  }
}, 400_000);
