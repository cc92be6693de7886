import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ControlPlane } from '../../../src/lab/cluster/control-plane.ts';
import {
  expectedRefusals,
  type Refusal,
  reasonNames,
  reasonObject,
  reasonPolicies,
} from '../../policy/reasons.ts';
import { createTestLab } from '../../support/lab.ts';
import { until } from '../../support/until.ts';

const fieldManager = 'plumbline-policies';
const lab = createTestLab();
let plane: ControlPlane;

beforeAll(async () => {
  const { clusters } = await lab.up(['production/eu-central-1']);
  [plane] = [...clusters.values()] as [ControlPlane];
  for (const object of reasonPolicies) await plane.client.apply(object, { fieldManager });
}, 120_000);

afterAll(() => lab.dispose());

test('the API server gives the reasons and codes that the offline engine expects, and that is on record', async () => {
  const answers: Record<string, Refusal> = {};
  for (const name of reasonNames)
    answers[name] = await until(`reason-${name} judges`, async () => refusalOf(name), { seconds: 60 });
  expect(answers).toEqual(expectedRefusals());
  await expect(`${JSON.stringify(answers, null, 2)}\n`).toMatchFileSnapshot(
    '../../policy/parity/reasons.json',
  );
});

/** `undefined` while the policy does not judge yet. */
async function refusalOf(name: string): Promise<Refusal | undefined> {
  const { status, text } = await plane.client.connection.send({
    method: 'POST',
    path: '/api/v1/namespaces/default/configmaps?dryRun=All',
    body: reasonObject(name),
  });
  if (status < 300) return undefined;
  const { reason, code, message } = JSON.parse(text) as Refusal;
  const [, said] = /denied request: (.*)$/s.exec(message) ?? [];
  return said === undefined || said.includes('not yet synced') ? undefined : { reason, code, message: said };
}
