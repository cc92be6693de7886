import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { runPlumb } from '../support/plumb.ts';
import { smallRepository } from '../support/repository.ts';
import { writeFiles } from '../support/temporary.ts';

const policy = 'policies/require-image-digests';

/** The small repository with one of our policies, changed. */
function repository(change: (policy: string) => string = (text) => text): string {
  const folder = smallRepository();
  for (const name of [policy, 'policies/objects.yaml', 'policies/surroundings.yaml'])
    cpSync(join(checkout, name), join(folder, name), { recursive: true });
  writeFiles(folder, {
    [`${policy}/policy.yaml`]: change(readFileSync(join(checkout, policy, 'policy.yaml'), 'utf8')),
  });
  return folder;
}

test('all cases of all our policies and fleet rules hold', async () => {
  const { code, stdout, stderr } = await runPlumb(['policy', 'test']);
  expect(stdout).toMatch(
    /plumb policy test: (\d{3,}) cases of \d+ policies: \1 passed, 0 failed, 0 unjudged\n$/,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a policy that allows what its cases deny', async () => {
  const cwd = repository((text) => text.replace('== 0', '< 100'));
  const { code, stdout } = await runPlumb(['policy', 'test'], { cwd });
  expect(stdout).toMatch(
    /^policies\/require-image-digests\/cases\.yaml:\d+:\d+ \(require-image-digests\): error\[policy-case\]: "[^"]+" is not denied with: /m,
  );
  expect(stdout).toMatch(/plumb policy test: \d+ cases of 1 policy: \d+ passed, [1-9]\d* failed, 0 unjudged/);
  expect(code).toBe(1);
});

test('a policy that the API server would refuse has no case judged', async () => {
  const cwd = repository((text) => text.replace('== 0', '== '));
  const { code, stdout } = await runPlumb(['policy', 'test', '-o', 'json'], { cwd: join(cwd, 'policies') });
  const { findings, result } = JSON.parse(stdout);
  expect(findings).toMatchObject([
    { severity: 'unjudged', location: { file: 'require-image-digests/policy.yaml' } },
  ]);
  expect(result.policies).toMatchObject([{ policy: 'require-image-digests', passed: 0, failed: 0 }]);
  expect(code).toBe(2);
});

test('what is only worth a look in a policy keeps no case from being judged', async () => {
  const unbound = repository((text) => text.replace(/policyName: .*/, 'policyName: nothing'));
  const { code, stdout } = await runPlumb(['policy', 'test'], { cwd: unbound });
  expect(stdout).toMatch(/error\[policy-case\]: "[^"]+" is not denied with: /);
  expect(stdout).toContain('warning[binding-without-policy]');
  expect(code).toBe(1);
  const old = repository((text) => text.replaceAll('k8s.io/v1', 'k8s.io/v1beta1'));
  const judged = await runPlumb(['policy', 'test'], { cwd: old });
  expect(judged.stdout).toContain('warning[unserved-policy-version]');
  expect(judged.stdout).toMatch(/ [1-9]\d* passed, 0 failed, 0 unjudged \(2 warnings\)\n$/);
  expect(judged.code).toBe(0);
});

test('what cannot be used keeps the others from nothing', async () => {
  const cwd = repository();
  writeFiles(cwd, {
    'policies/misspelt/policy.yaml': '{apiVersion: v1, kind: ConfigMap, metadata: {name: x}}\n',
    'policies/uncased/rule.ts': "throw new Error('no rule');\n",
  });
  const { code, stdout } = await runPlumb(['policy', 'test'], { cwd });
  expect(stdout).toContain('policies/misspelt/policy.yaml: unjudged[no-policy]');
  expect(stdout).toContain('policies/misspelt/cases.yaml: unjudged[missing-file]');
  expect(stdout).toContain('policies/uncased/rule.ts:1:7: unjudged[fleet-rule-unreadable]');
  expect(stdout).toMatch(/ of 3 policies: [1-9]\d* passed, 0 failed, 0 unjudged \(3 unjudged\)\n$/);
  expect(code).toBe(2);
  const asked = await runPlumb(['policy', 'test', 'uncased'], { cwd });
  expect(asked.stdout).toMatch(/unreadable[^]* 0 cases of 1 policy/);
  expect(asked.stdout).not.toContain('unknown-policy');
  expect((await runPlumb(['policy', 'test', 'require-image-digests'], { cwd })).code).toBe(0);
});

test('a change of a policy that no case notices is told where it is', async () => {
  const cwd = repository((text) =>
    text.replace('size(variables.images) == 0', 'size(variables.images) == 0 || 1 == 2'),
  );
  const { code, stdout } = await runPlumb(['policy', 'test', '--mutants'], { cwd });
  expect(stdout).toMatch(
    /^policies\/require-image-digests\/policy\.yaml:\d+:\d+ \(require-image-digests\): warning\[unnoticed-mutant\]: no case notices spec\.validations\[0\]\.expression: 2 → 3, at \d+$/m,
  );
  expect(stdout).toMatch(/ 0 failed, 0 unjudged \(1 warning\)\n$/);
  expect(code).toBe(0);
});

test('a name that is no policy', async () => {
  const { code, stdout } = await runPlumb(['policy', 'test', 'require-image-digest'], { cwd: repository() });
  expect(stdout).toBe(`unjudged[unknown-policy]: there is no policy require-image-digest
  next: did you mean require-image-digests?

plumb policy test: nothing was done (1 unjudged)
`);
  expect(code).toBe(2);
});

test('a repository without policies', async () => {
  const { code, stdout } = await runPlumb(['policy', 'test'], { cwd: smallRepository() });
  expect(stdout).toBe(`policies: unjudged[no-policies]: there is no policy here
  allowed: a folder for each policy, with policy.yaml or rule.ts
  next: add one: docs/guide/policies.md says how

plumb policy test: nothing was done (1 unjudged)
`);
  expect(code).toBe(2);
});
