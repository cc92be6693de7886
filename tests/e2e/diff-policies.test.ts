import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../support/commits.ts';
import { policy } from '../support/count-policy.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const settings = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: ${data}\n`;
const secretPolicy = policy('true')
  .replace('configmaps', 'secrets')
  .replace(
    /validations:.*/,
    `validations:
    - {expression: "string(object.data.token).size() < 10", messageExpression: "'no ' + string(object.data.token)"}
    - {expression: "string(object.data.token).size() < 10", message: keep it short}`,
  );
const path = 'dist/production/us-west-2/shop/ConfigMap.shop.settings.yaml';
const [few, many] = [settings('{a: a}'), settings('{a: a, b: b, c: c}')];

function repository(content: string): string {
  const folder = temporaryFolder({
    'environments/regions.yaml': '',
    'policies/few/policy.yaml': policy('size(object.data) < 3'),
    'dist/production/us-west-2/shop/Namespace.shop.yaml':
      "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: {judged: 'yes'}}\n",
    [path]: content,
  });
  commitAll(folder);
  return folder;
}

const denial = '! policy-denial: few newly denies it: ';

test('what a policy newly denies is told with the change, in JSON too', async () => {
  const cwd = repository(few);
  writeFiles(cwd, { [path]: many });
  const { code, stdout } = await runPlumb(['diff'], { cwd });
  expect(stdout).toContain(`error[policy-denial]: few newly denies it: `);
  expect(stdout).toContain(denial);
  expect(stdout).toContain('too many');
  expect(code).toBe(1);
  const json = JSON.parse((await runPlumb(['diff', '-o', 'json'], { cwd })).stdout);
  expect(json.result.entries[0].hazards).toMatchObject([{ severity: 'error', rule: 'policy-denial' }]);
  commitAll(cwd);
  expect((await runPlumb(['diff', 'HEAD~1..HEAD'], { cwd })).stdout).toContain(denial);
});

test('what was denied before, what no longer is, and what no policy is there for, is not told', async () => {
  const cwd = repository(many);
  writeFiles(cwd, { [path]: settings('{a: a, b: b, c: z}') });
  expect((await runPlumb(['diff'], { cwd })).stdout).not.toContain('policy');
  writeFiles(cwd, { [path]: few });
  expect((await runPlumb(['diff'], { cwd })).stdout).not.toContain('policy');
  commitAll(cwd);
  rmSync(join(cwd, 'policies'), { recursive: true });
  writeFiles(cwd, { [path]: many });
  expect((await runPlumb(['diff'], { cwd })).stdout).not.toContain('policy');
});

test('a policy that comes with the change judges it', async () => {
  const cwd = repository(few);
  writeFiles(cwd, {
    'policies/few/policy.yaml': policy('size(object.data) < 1'),
    [path]: settings('{a: z}'),
  });
  expect((await runPlumb(['diff'], { cwd })).stdout).toContain(denial);
});

test.each([
  ['holds nothing any more', '', 'policies/few/policy.yaml: unjudged[no-policy]: the file holds no '],
  ['cannot be read any more', 'kind: [\n', 'policies/few/policy.yaml:2:1: unjudged[yaml-syntax]: '],
])('a policy that %s is told, as it judges nothing of what changes', async (_, text, expected) => {
  const cwd = repository(few);
  writeFiles(cwd, { 'policies/few/cases.yaml': 'pass: []\n' });
  commitAll(cwd);
  writeFiles(cwd, { 'policies/few/policy.yaml': text, [path]: many });
  const { code, stdout } = await runPlumb(['diff', 'HEAD'], { cwd });
  expect(stdout).toContain(expected);
  expect(stdout).toContain('+ data.b: "b"');
  expect(code).toBe(2);
  commitAll(cwd);
  expect((await runPlumb(['diff', 'HEAD~1..HEAD'], { cwd: join(cwd, 'dist') })).stdout).toContain(
    `../${expected}`,
  );
  // Those who check policies tell it from then on.
  writeFiles(cwd, { [path]: few });
  const later = await runPlumb(['diff', 'HEAD'], { cwd });
  expect(later.stdout).not.toContain('polic');
  expect(later.code).toBe(1);
});

test('nothing is told of a policy that goes as a whole, nor of what is none', async () => {
  const cwd = repository(few);
  writeFiles(cwd, { 'policies/other/cases.yaml': 'pass: []\n', 'policies/other/rule.ts': '' });
  commitAll(cwd);
  rmSync(join(cwd, 'policies/few'), { recursive: true });
  writeFiles(cwd, { 'policies/values.yaml': '', [path]: many });
  const { code, stdout } = await runPlumb(['diff', 'HEAD'], { cwd });
  expect(stdout).not.toContain('polic');
  expect(code).toBe(1);
});

test('what a policy says of a Secret by an expression is not told, as it may quote it', async () => {
  const secret = (value: string): string =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: token, namespace: shop}\nstringData: {token: ${value}}\n`;
  const at = 'dist/production/us-west-2/shop/Secret.shop.token.yaml';
  const cwd = repository(few);
  writeFiles(cwd, { [at]: secret('short'), 'policies/few/policy.yaml': secretPolicy });
  commitAll(cwd);
  writeFiles(cwd, { [at]: secret('hunter2hunter2') });
  for (const format of ['text', 'json', 'markdown', 'github', 'sarif', 'html']) {
    const { code, stdout } = await runPlumb(['diff', '-o', format], { cwd });
    expect(code, stdout).toBe(1);
    expect(stdout).toContain('newly denies it: why is not shown of a Secret');
    expect(stdout).toContain('keep it short');
    expect(stdout).not.toContain('hunter2');
    expect(stdout).not.toContain(Buffer.from('hunter2hunter2').toString('base64'));
  }
});
