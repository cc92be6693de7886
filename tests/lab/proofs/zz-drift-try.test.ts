import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'vitest';
import { liveDrift } from '../../../src/cli/drift/live.ts';
import { repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { GitOps } from '../../support/gitops.ts';
import { createTestLab } from '../../support/lab.ts';

test('try', async () => {
  const begin = performance.now();
  const since = () => (performance.now() - begin) / 1000;
  const testLab = createTestLab();
  try {
    const lab = await testLab.up(['dev/ap-northeast-1'], ['argocd', 'keda', 'rollouts']);
    console.log('up', since());
    const dev = await GitOps.open(lab, 'dev');
    await dev.bootstrap();
    const kubeconfig = lab.clusters.get('dev-ap-northeast-1')?.kubeconfigOf('admin') ?? '';
    await dev.untilDone(Math.max(1, 315 - since())).then(() => console.log('done', since()), (error) => console.log('not done', String(error).slice(0, 500)));
    for (let run = 0; run < 3 || since() < 320; run += 1) {
      const at = since();
      const { run: result } = await liveDrift({ dist: join(repositoryFolder(lab), 'dist'), environment: 'dev', region: 'ap-northeast-1', context: 'dev-ap-northeast-1', kubeconfig, readOnly: run === 1 }, () => undefined, () => new Date());
      writeFileSync(`/tmp/h4/dr/run${run}.json`, JSON.stringify(result));
      const [target] = result.targets;
      console.log('run', run, at, since(), JSON.stringify({ state: target?.state, counts: target?.counts, unjudged: target?.unjudged, coverage: target?.coverage, found: target?.objects.map(({ kind, name, result: r, fields }) => `${r} ${kind} ${name} ${fields.map(({ where }) => where)}`) }));
      if (run >= 2) await sleep(15_000);
    }
  } finally {
    await testLab.dispose();
  }
}, 400_000);
