import { expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';
import { expectSarif } from '../support/sarif.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: small}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [configmaps]}]
  validations:
    - {expression: "size(object.data) < 2", message: too many}
    - {expression: "!('secret' in object.data)", message: "tell no | secret"}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: small}
spec: {policyName: small, validationActions: [Deny]}
`;
const settings = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {a: a, secret: b}\n`;

function manifests(): string {
  return temporaryFolder({
    'policies.yaml': policy,
    'one.yaml': settings('one'),
    'two.yaml': `${settings('two')}---\n${settings('three')}`,
  });
}

const check = async (cwd: string, format: string) => {
  const args = ['policy', 'check', 'one.yaml', 'two.yaml', '--policies', 'policies.yaml', '-o', format];
  const { code, stdout, stderr } = await runPlumb(args, { cwd });
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  return stdout;
};

test.each(['json', 'yaml', 'markdown', 'github', 'junit'])('verdicts as %s', async (format) => {
  await expect(await check(manifests(), format)).toMatchFileSnapshot(`../golden/policy-check/${format}.txt`);
});

test('verdicts as SARIF keep their fingerprints wherever their lines move', async () => {
  const cwd = manifests();
  const before = expectSarif(await check(cwd, 'sarif'));
  expect(before).toHaveLength(6);
  const prints = (results: typeof before) =>
    results.map(({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash']);
  expect(new Set(prints(before)).size).toBe(6);
  writeFiles(cwd, { 'two.yaml': `# Moved.\n\n---\n${settings('two')}---\n# Down.\n${settings('three')}` });
  const after = expectSarif(await check(cwd, 'sarif'));
  const lines = (results: typeof before) =>
    results.map(({ locations }) => locations[0]?.physicalLocation.region?.startLine);
  expect(lines(after)).not.toEqual(lines(before));
  expect(prints(after)).toEqual(prints(before));
});

test('what is at no place in a file is still told, where GitHub takes it', async () => {
  const { code, stdout } = await runPlumb(['policy', 'check', '--base', 'x', '-o', 'sarif'], {
    cwd: temporaryFolder(),
  });
  expect(expectSarif(stdout)).toEqual([]);
  expect(stdout).toContain('no-repository');
  expect(code).toBe(2);
});
