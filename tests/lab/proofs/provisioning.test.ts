import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestLab } from '../../support/lab.ts';
import { measure, reportMemory } from '../../support/measure.ts';
import { runPlumb } from '../../support/plumb.ts';

const proof = 'provisioning';
/** What the issue asks for: an environment is provisioned within 15 minutes. */
const targetSeconds = 900;

/** Pods take as long to become Ready as their apps declare. */
describe('an environment of two regions', () => {
  const testLab = createTestLab();

  beforeAll(async () => {
    const clusters = ['staging/ap-northeast-1', 'staging/us-west-2'];
    await testLab.up(clusters, ['argocd', 'keda', 'rollouts', 'velero', 'prometheus']);
  });
  afterAll(async () => testLab.dispose());

  async function deploy(...args: readonly string[]): Promise<string> {
    const command = ['deploy', '--env', 'staging', '--lab', 'test', ...args];
    const { code, stdout, stderr } = await runPlumb(command, { env: testLab.env });
    expect(code, `${stderr}\n${stdout}`).toBe(0);
    return stdout;
  }

  test('its hub, from an empty cluster to everything synced and healthy', {
    timeout: 1_000_000,
  }, async () => {
    const step = 'an empty hub is deployed, with the times that apps declare';
    const stdout = await measure({ proof, step, targetSeconds }, async () => deploy());
    expect(stdout).not.toContain('staging-us-west-2');
  });

  test('its second region, registered later', { timeout: 1_000_000 }, async () => {
    const step = 'an empty region is registered and deployed, with the times that apps declare';
    const stdout = await measure({ proof, step, targetSeconds }, async () => deploy('--region', 'us-west-2'));
    expect(stdout).toContain('staging-us-west-2-receipt-api');
    expect(stdout).not.toContain('staging-hub-aws-controllers');
    expect(await deploy()).toContain('staging-us-west-2-receipt-api');
    reportMemory('an environment of two regions', (await testLab.status()).processes);
  });
});
