import { expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder } from '../support/temporary.ts';

const files = {
  'policies/need-drawers/rule.ts': `
export default {
  controls: ['shop/cash'],
  *perCluster(cluster) {
    for (const till of cluster.ofType('ConfigMap'))
      if (till.text('data.drawer') === undefined)
        yield till.violation(['data'], till.name + ' has no drawer: add it');
  },
};
`,
  'policies/need-drawers/cases.yaml': 'objects: []\n',
  'shop.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: till\n  namespace: shop\ndata: {}\n',
};

test('fleet rules beside policies judge the same manifests', async () => {
  const cwd = temporaryFolder(files);
  const run = async (...more: string[]) =>
    runPlumb(['policy', 'check', 'shop.yaml', '--policies', 'policies', ...more], { cwd });
  expect(await run()).toEqual({
    code: 1,
    stdout:
      'shop.yaml:6:7 (ConfigMap shop/till): error[need-drawers]: till has no drawer: add it\n\n' +
      'plumb policy check: 1 object judged by 0 policies: none applies; 1 fleet rule: 1 violation (1 error)\n',
    stderr: '',
  });
  const { stdout } = await run('-o', 'json');
  expect(JSON.parse(stdout)).toMatchObject({
    result: {
      fleetRules: [
        {
          rule: 'need-drawers',
          over: '',
          violations: [{ path: 'data', message: 'till has no drawer: add it' }],
          exempted: [],
        },
      ],
    },
  });
  expect(await run('--operation', 'DELETE')).toEqual({
    code: 0,
    stdout: 'plumb policy check: 1 object judged by 0 policies: none applies\n',
    stderr: '',
  });
});

test('a rule that cannot be used is one finding, and has not judged', async () => {
  const check = async (rule: string) => {
    const cwd = temporaryFolder({ 'shop.yaml': files['shop.yaml'], 'rules/mine/rule.ts': rule });
    return runPlumb(['policy', 'check', 'shop.yaml', '--policies', 'rules'], { cwd });
  };
  const summary = 'plumb policy check: 1 object judged by 0 policies: none applies (1 unjudged)\n';
  expect(await check('export default {};\n')).toEqual({
    code: 2,
    stdout: expect.stringMatching(
      /^rules\/mine\/rule.ts: unjudged\[fleet-rule-invalid\]: the default export is no rule\n/,
    ),
    stderr: '',
  });
  expect((await check('export default {};\n')).stdout).toContain(summary);
  const thrown = await check(
    "export default { controls: [], perCluster() { throw new Error('no tills today'); } };\n",
  );
  expect(thrown.stdout).toContain('rules/mine/rule.ts:1:53: unjudged[mine]: the rule threw Error: no tills');
  expect(thrown.stdout).toContain(summary);
  const outside = await check("import { defineRule } from '#plumb';\nexport default defineRule({});\n");
  expect(outside.stdout).toContain(
    'cannot be imported: #plumb is known only to rules in the repository of this plumb',
  );
  expect(outside.stdout).toContain(summary);
});

test('what a rule prints goes to standard error: standard output is for the result', async () => {
  const rule = files['policies/need-drawers/rule.ts']
    .replace('export', "console.log('loaded');\nexport")
    .replace('*perCluster(cluster) {', "*perCluster(cluster) { console.log('judging');");
  const cwd = temporaryFolder({ ...files, 'policies/need-drawers/rule.ts': rule });
  const run = await runPlumb(['policy', 'check', 'shop.yaml', '--policies', 'policies', '-o', 'json'], {
    cwd,
  });
  expect(JSON.parse(run.stdout).findings).toHaveLength(1);
  expect(run.stderr).toBe('loaded\njudging\n');
});

test('a rule that ends the process is kept from it, and the others judge', async () => {
  const cwd = temporaryFolder({ ...files, 'policies/ends/rule.ts': 'process.exit(0);\n' });
  const run = await runPlumb(['policy', 'check', 'shop.yaml', '--policies', 'policies'], { cwd });
  expect(run).toMatchObject({ code: 2, stderr: '' });
  expect(run.stdout).toContain(
    'policies/ends/rule.ts:1:9: unjudged[fleet-rule-unreadable]: cannot be imported',
  );
  expect(run.stdout).toContain('error[need-drawers]');
});

test.each([
  ['awaits what never happens', 'await new Promise(() => {});'],
  ['throws where nobody waits', "queueMicrotask(() => { throw new Error('late'); });"],
])('a rule that %s gives no verdict', async (_, code) => {
  const cwd = temporaryFolder({ ...files, 'policies/ends/rule.ts': `${code}\n` });
  const run = await runPlumb(['policy', 'check', 'shop.yaml', '--policies', 'policies'], { cwd });
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).not.toBe('');
});
