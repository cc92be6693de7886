import { expect, test } from 'vitest';
import { loadRules } from '../../../src/policy/fleet-rules/load.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const rule = `export default { controls: ['shop/order'], *perCluster() {} };\n`;
const exemptions = `exemptions:
  - { name: old, owner: team-shop, reason: It goes soon., expires: 2027-01-01, kind: Till, objects: [first] }
`;

test('a rule is a folder with a rule.ts, given by itself or with others around it', async () => {
  const root = temporaryFolder({
    'policies/one/rule.ts': rule,
    'policies/two/rule.ts': rule,
    'policies/two/exemptions.yaml': exemptions,
    'policies/three/policy.yaml': 'kind: ValidatingAdmissionPolicy\n',
    'policies/objects.yaml': '',
  });
  const { rules, findings } = await loadRules(['policies', 'policies/one', 'policies/objects.yaml'], root);
  expect(findings).toEqual([]);
  expect(rules.map(({ name, file, exemptions: { length } }) => [name, file, length])).toEqual([
    ['one', 'policies/one/rule.ts', 0],
    ['two', 'policies/two/rule.ts', 1],
  ]);
});

test('a rule that cannot be used hides no other', async () => {
  const root = temporaryFolder({
    'policies/a-folder/rule.ts/index.ts': '',
    'policies/broken/rule.ts': 'export default {\n  controls: [,\n',
    'policies/both/rule.ts': 'export default { controls: [], perCluster() {}, perEnvironment() {} };\n',
    'policies/good/rule.ts': rule,
    'policies/nothing/rule.ts': 'export const rule = 1;\n',
    'policies/throws/rule.ts': "throw new Error('not today');\n",
    'policies/without-controls/rule.ts': 'export default { *perCluster() {} };\n',
    'policies/good/exemptions.yaml': 'exemptions: none\n',
  });
  const { rules, findings } = await loadRules(['policies'], root);
  expect(rules.map(({ name }) => name)).toEqual(['good']);
  expect(findings.map((found) => [found.location?.file, found.rule, found.message])).toEqual([
    ['policies/a-folder/rule.ts', 'fleet-rule-unreadable', 'cannot be imported: it is no regular file'],
    ['policies/both/rule.ts', 'fleet-rule-invalid', 'the default export is no rule'],
    ['policies/broken/rule.ts', 'fleet-rule-unreadable', expect.stringContaining('SyntaxError')],
    ['policies/good/exemptions.yaml', expect.any(String), expect.stringContaining('exemptions')],
    ['policies/nothing/rule.ts', 'fleet-rule-invalid', 'the default export is no rule'],
    ['policies/throws/rule.ts', 'fleet-rule-unreadable', 'cannot be imported: Error: not today'],
    ['policies/without-controls/rule.ts', 'fleet-rule-invalid', 'the default export is no rule'],
  ]);
  expect(findings[5]?.location).toEqual({ file: 'policies/throws/rule.ts', line: 1, column: 7 });
  expect(findings.every(({ severity }) => severity === 'unjudged')).toBe(true);
});
