import { expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';
import { smallRepository } from '../support/repository.ts';

const exemption = (name: string, expires: string) => `  - name: ${name}
    owner: team-shop
    reason: Moves with the next release.
    expires: '${expires}'
    kind: Deployment
    namespace: shop
    objects: [web, api]
`;
const repository = () =>
  smallRepository({
    'policies/require-probes/exemptions.yaml': `exemptions:\n${exemption('later', '2027-03-31')}`,
    'policies/require-tls/exemptions.yaml': `exemptions:\n${exemption('sooner', '2027-01-31')}${exemption('over', '2026-12-31')}`,
  });
const list = async (...args: readonly string[]) =>
  runPlumb(['policy', 'exemptions', ...args], { cwd: repository() });

test('an exemption counts until the end of its last day, and then fails with its owner', async () => {
  const { code, stdout } = await list('--today', '2027-01-01');
  await expect(stdout).toMatchFileSnapshot('../golden/policy-exemptions.txt');
  expect(code).toBe(1);
  expect(await list('--today', '2026-12-31')).toMatchObject({ code: 0 });
  expect(await list()).toMatchObject({ code: expect.any(Number), stderr: '' });
});

test('as JSON', async () => {
  const { stdout } = await list('--today', '2027-01-01', '-o', 'json');
  expect(JSON.parse(stdout).result).toMatchObject({
    version: 1,
    today: '2027-01-01',
    exemptions: [
      { policy: 'require-tls', name: 'over', daysLeft: -1 },
      { policy: 'require-tls', name: 'sooner', owner: 'team-shop', daysLeft: 30 },
      { policy: 'require-probes', name: 'later', daysLeft: 89 },
    ],
  });
});

test('policies without any; a repository without policies', async () => {
  const run = async (cwd: string) => runPlumb(['policy', 'exemptions', '--today', '2027-01-01'], { cwd });
  const { code, stdout } = await run(smallRepository({ 'policies/require-tls/policy.yaml': '' }));
  expect(stdout).toBe('plumb policy exemptions: 0 exemptions as of 2027-01-01, 0 expired\n');
  expect(code).toBe(0);
  expect(await run(smallRepository())).toMatchObject({
    code: 2,
    stdout: expect.stringContaining('policies: unjudged[no-policies]: there is no policy here\n'),
  });
});

test('what is no day, and a file that cannot be used', async () => {
  expect(await list('--today', '2027-02-30x')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Allowed are days such as 2027-03-31.'),
  });
  const cwd = smallRepository({
    'policies/require-tls/exemptions.yaml': `exemptions:\n${exemption('old', 'soon')}`,
  });
  const { code, stdout } = await runPlumb(['policy', 'exemptions'], { cwd });
  expect(stdout).toMatch(/^policies\/require-tls\/exemptions\.yaml:5:14: unjudged\[/);
  expect(code).toBe(2);
});
