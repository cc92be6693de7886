import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { git } from '../../../src/lab/repository/git.ts';
import { repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { copyOfCheckout } from '../../support/copy.ts';
import { GitOps } from '../../support/gitops.ts';
import { createTestLab } from '../../support/lab.ts';
import { measure } from '../../support/measure.ts';
import { runPlumb } from '../../support/plumb.ts';
import { until } from '../../support/until.ts';

const proof = 'waves';
const controllers = ['argocd', 'keda', 'rollouts'] as const;
const syncSeconds = 900;

describe('staging: a hub and a region that comes later', () => {
  const testLab = createTestLab();
  const hub = 'ap-northeast-1';
  const late = 'us-west-2';
  let staging: GitOps;

  beforeAll(async () => {
    const lab = await testLab.up([`staging/${hub}`, `staging/${late}`], controllers);
    staging = await GitOps.open(lab, 'staging');
    await staging.bootstrap();
    await staging.untilDone(syncSeconds);
  }, 1_800_000);
  afterAll(async () => testLab.dispose());

  test('its Applications appear with its registration, and nothing is edited', async () => {
    const ofRegion = ({ name }: { readonly name: string }): boolean => name.startsWith(`staging-${late}-`);
    const before = await staging.expected();
    expect(before.filter(ofRegion)).toEqual([]);
    const head = await git(repositoryFolder(staging.lab), ['rev-parse', 'HEAD']);
    await measure({ proof, step: 'a region that is registered later has everything' }, async () => {
      await staging.register(late);
      await staging.untilDone(syncSeconds);
    });
    const added = (await staging.expected()).filter(ofRegion);
    expect(added.length).toBe(staging.rendered.apps.filter(({ target }) => target === late).length);
    expect(await git(repositoryFolder(staging.lab), ['rev-parse', 'HEAD'])).toBe(head);
  });

  test('a release that moves wave by wave reaches only the regions of the wave', async () => {
    const release = `sha256:${'5'.repeat(64)}`;
    const copy = copyOfCheckout();
    const reached: string[] = [];
    for (const region of [late, hub]) {
      setRelease(join(copy, `environments/staging/${region}.yaml`), release);
      const { code, stderr } = await runPlumb(['synth', '--env', 'staging'], { cwd: copy });
      expect(code, stderr).toBe(0);
      staging.takeOver(join(copy, 'dist'));
      await measure({ proof, step: `a release is in ${region}` }, async () => {
        // All of them look at the commit, those too that must not change.
        await staging.push(
          `Release to ${region}`,
          [late, hub].map((each) => `staging-${each}-receipt-ocr`),
        );
        await until(`${region} has the release`, async () => (await hasRelease(region)) || undefined);
        await staging.untilDone(syncSeconds);
      });
      reached.push(region);
      for (const each of [late, hub]) expect(await hasRelease(each), each).toBe(reached.includes(each));
    }

    async function hasRelease(region: string): Promise<boolean> {
      const name = { name: 'receipt-ocr', namespace: 'receipt-ocr' };
      const live = await staging.cluster(region).get({ apiVersion: 'apps/v1', kind: 'Deployment', ...name });
      return JSON.stringify(live?.['spec']).includes(release);
    }
  });
});

/** As `plumb promote` will: the region's own file says what it runs. */
function setRelease(file: string, release: string): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.setIn(['releases', 'receipt-ocr'], release);
  writeFileSync(file, document.toString());
}
