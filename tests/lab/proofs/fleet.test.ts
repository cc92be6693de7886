import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { git } from '../../../src/lab/repository/git.ts';
import { repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { copyOfCheckout } from '../../support/copy.ts';
import { GitOps } from '../../support/gitops.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure, reportMemory } from '../../support/measure.ts';
import { runPlumb } from '../../support/plumb.ts';
import { until } from '../../support/until.ts';

const proof = 'fleet';
const controllers = ['argocd', 'keda', 'rollouts'] as const;
const syncSeconds = 900;

describe('production: a hub and three regions', () => {
  const testLab = createTestLab();
  const hub = 'ap-northeast-1';
  const regions = ['ap-northeast-3', 'eu-central-1', 'us-west-2'];
  const all = [hub, ...regions];
  let production: GitOps;

  beforeAll(async () => {
    const step = 'from nothing to a hub and three regions with everything synced and healthy';
    await measure({ proof, step, targetSeconds: 180 }, async () => {
      const lab = await testLab.up(
        all.map((region) => `production/${region}`),
        controllers,
      );
      production = await GitOps.open(lab, 'production');
      await production.bootstrap();
      for (const region of regions) await production.register(region);
      await production.untilDone(syncSeconds);
    });
  });
  afterAll(async () => testLab.dispose());

  test('every app of every region is an Application, synced and healthy', async () => {
    reportMemory('a hub and three regions', (await testLab.status()).processes);
    const states = await production.states(await production.expected());
    expect(states.length).toBe(production.rendered.apps.length);
    expect(states.filter(({ isDone }) => !isDone)).toEqual([]);
  });

  test('a release that moves wave by wave reaches only the regions of the wave', async () => {
    const release = `sha256:${'5'.repeat(64)}`;
    const waves = [['ap-northeast-3'], ['eu-central-1', 'us-west-2'], [hub]];
    const copy = copyOfCheckout();
    const reached = new Set<string>();
    for (const [index, wave] of waves.entries()) {
      for (const region of wave) setRelease(join(copy, `environments/production/${region}.yaml`), release);
      const { code, stderr } = await runPlumb(['synth', '--env', 'production'], {
        cwd: copy,
        checkout: copy,
      });
      expect(code, stderr).toBe(0);
      production.takeOver(join(copy, 'dist'));
      await measure({ proof, step: `wave ${index + 1} of a release is in its regions` }, async () => {
        await production.push(
          `Release to ${wave.join(', ')}`,
          all.map((region) => `production-${region}-receipt-ocr`),
        );
        for (const region of wave) {
          await until(
            `${region} has the release`,
            async () => (await hasRelease(region, release)) || undefined,
          );
          reached.add(region);
        }
        await production.untilDone(syncSeconds);
      });
      for (const region of all) {
        expect(await hasRelease(region, release), `${region} after wave ${index + 1}`).toBe(
          reached.has(region),
        );
      }
    }
  });

  async function hasRelease(region: string, release: string): Promise<boolean> {
    const reference = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'receipt-ocr',
      namespace: 'receipt-ocr',
    };
    const deployment = await production.cluster(region).get(reference);
    return JSON.stringify(deployment?.['spec']).includes(release);
  }
});

describe('staging: a region that comes later', () => {
  const testLab = createTestLab();
  let staging: GitOps;

  beforeAll(async () => {
    const lab = await testLab.up(['staging/ap-northeast-1', 'staging/us-west-2'], controllers);
    staging = await GitOps.open(lab, 'staging');
    await staging.bootstrap();
    await staging.untilDone(syncSeconds);
  });
  afterAll(async () => testLab.dispose());

  test('its Applications appear with its registration, and nothing is edited', async () => {
    const ofRegion = ({ name }: { readonly name: string }): boolean => name.startsWith('staging-us-west-2-');
    const before = await staging.expected();
    expect(before.filter(ofRegion)).toEqual([]);
    const head = await git(repositoryFolder(staging.lab), ['rev-parse', 'HEAD']);
    await measure({ proof, step: 'a region that is registered later has everything' }, async () => {
      await staging.register('us-west-2');
      await staging.untilDone(syncSeconds);
    });
    const added = (await staging.expected()).filter(ofRegion);
    expect(added.length).toBe(staging.rendered.apps.filter(({ target }) => target === 'us-west-2').length);
    expect(await git(repositoryFolder(staging.lab), ['rev-parse', 'HEAD'])).toBe(head);
  });
});

/** As `plumb promote` will: the region's own file says what it runs. */
function setRelease(file: string, release: string): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.setIn(['releases', 'receipt-ocr'], release);
  writeFileSync(file, document.toString());
}
