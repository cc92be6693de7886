import { afterAll, describe, expect, test } from 'vitest';
import { GitOps } from '../../support/gitops.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure, reportMemory } from '../../support/measure.ts';

const proof = 'fleet';
const controllers = ['argocd', 'keda', 'rollouts'] as const;
const syncSeconds = 900;

describe('production: a hub and three regions', () => {
  const testLab = createTestLab();
  afterAll(async () => testLab.dispose());

  test('everything that dist has is synced and healthy', async () => {
    const step = 'from nothing to a hub and three regions with everything synced and healthy';
    await measure({ proof, step, targetSeconds: 180 }, async () => {
      const hub = 'ap-northeast-1';
      const regions = ['ap-northeast-3', 'eu-central-1', 'us-west-2'];
      const clusters = [hub, ...regions].map((region) => `production/${region}`);
      const production = await GitOps.open(await testLab.up(clusters, controllers), 'production');
      await production.bootstrap();
      for (const region of regions) await production.register(region);
      await production.untilDone(syncSeconds);
      reportMemory('a hub and three regions', (await testLab.status()).processes);
      const states = await production.states(await production.expected());
      expect(states.length).toBe(production.rendered.apps.length);
    });
  });
});
