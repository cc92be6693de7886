import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { checkFleetRules } from '../../../src/policy/fleet-rules/check.ts';
import { fleetRuleData, fleetRuleFindings } from '../../../src/policy/fleet-rules/report.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** Every till needs a drawer in its cluster, and no two clusters of an environment open the same till. */
const rules = {
  'policies/need-drawers/rule.ts': `
export default {
  controls: ['shop/cash'],
  *perCluster(cluster) {
    for (const till of cluster.ofType('shop.example/Till'))
      if (cluster.find('shop.example/Drawer', till.namespace, till.text('spec.drawer') ?? '') === undefined)
        yield till.violation(['spec', 'drawer'], till.title + ' has no drawer: add it');
  },
};
`,
  'policies/one-till/rule.ts': `
export default {
  controls: ['shop/order'],
  *perEnvironment({ clusters }) {
    const tills = clusters.flatMap((cluster) => cluster.ofType('shop.example/Till'));
    for (const till of tills.slice(1)) yield till.violation([], 'one till is enough: remove ' + till.name);
  },
};
`,
};

function till(name: string, region = ''): string {
  const labels =
    region === '' ? '' : `  labels: { plumbline.dev/environment: test, plumbline.dev/region: ${region} }\n`;
  return `apiVersion: shop.example/v1\nkind: Till\nmetadata:\n  name: ${name}\n  namespace: shop\n${labels}spec:\n  drawer: main\n`;
}

/** @param from where in the repository it is called; paths start there */
async function check(
  files: Readonly<Record<string, string>>,
  paths: readonly string[] = ['dist'],
  from: string = '.',
) {
  const root = temporaryFolder({ ...rules, ...files });
  const workingDirectory = join(root, from);
  const { manifests } = await readManifestPaths(paths, workingDirectory);
  return checkFleetRules({ policies: [join(root, 'policies')], manifests, workingDirectory });
}

/** Two clusters that open the same till without a drawer, and their hub. */
const fleet = {
  'dist/test/a/app/till.yaml': till('first', 'a'),
  'dist/test/a/app/argocd.params': 'wave: 1\n',
  'dist/test/b/app/till.yaml': till('first', 'b'),
  'dist/test/b/app/argocd.params': 'wave: 1\n',
  'dist/test/hub/argocd/argocd.params': 'wave: 1\n',
  'environments/regions.yaml': 'regions: {}\n',
  'environments/test/environment.yaml': 'hub: a\n',
  'environments/test/a.yaml': 'loadSharePercent: 50\n',
  'environments/test/b.yaml': 'loadSharePercent: 50\n',
};

type Report = Awaited<ReturnType<typeof check>>;

function countsOf({ results }: Report) {
  return results.map(({ rule, over, violations }) => [rule, over, violations.length]);
}

const fleetCounts = [
  ['need-drawers', 'test/a', 1],
  ['need-drawers', 'test/b', 1],
  ['one-till', 'test', 1],
];

test('violations are errors at their place in the file, in the cluster that they are about', async () => {
  const drawer = till('main').replace('kind: Till', 'kind: Drawer');
  const report = await check({
    'dist/first.yaml': till('first'),
    'dist/drawer.yaml': drawer.replace('shop\n', 'bank\n'),
  });
  expect(fleetRuleFindings(report, '2026-01-31')).toEqual([
    {
      severity: 'error',
      rule: 'need-drawers',
      message: 'Till first has no drawer: add it',
      location: { file: 'dist/first.yaml', line: 7, column: 11 },
      subject: 'Till.shop.example shop/first',
    },
  ]);
  expect(fleetRuleData(report)[0]).toMatchObject({
    rule: 'need-drawers',
    over: '',
    controls: ['shop/cash'],
    violations: [{ object: { kind: 'Till', name: 'first', line: 7 }, path: 'spec.drawer' }],
  });
});

test('what is fine in each cluster can be wrong in the environment', async () => {
  const report = await check(fleet);
  expect(report.findings).toEqual([]);
  expect(countsOf(report)).toEqual(fleetCounts);
});

test.for([
  { from: 'docs', paths: ['../dist'] },
  { from: 'dist', paths: ['.'] },
  { from: 'dist/test', paths: ['.'] },
  { from: 'dist/test/a', paths: ['..'] },
  { from: 'dist/test/a/app', paths: ['.', '../../b', '../../hub'] },
])('it is wrong seen from $from too', async ({ from, paths }) => {
  const report = await check({ ...fleet, 'docs/page.md': '' }, paths, from);
  expect(report.findings).toEqual([]);
  expect(countsOf(report)).toEqual(fleetCounts);
});

test('a part of an environment is not judged, be it that the rest was not given or not rendered', async () => {
  const given = await check(fleet, ['.'], 'dist/test/a');
  expect(given.results).toEqual([]);
  expect(given.findings).toEqual([
    {
      severity: 'warning',
      rule: 'partial-environment',
      message: 'only a part of .. was given, so fleet rules have not judged it',
      location: { file: '..' },
      next: 'give all of it for that: plumb policy check ..',
    },
  ]);
  const { 'dist/test/hub/argocd/argocd.params': _, ...regions } = fleet;
  const rendered = await check(regions);
  expect(rendered.results).toEqual([]);
  expect(rendered.findings).toMatchObject([
    {
      severity: 'warning',
      message: 'only a part of dist/test was rendered, so fleet rules have not judged it',
      next: 'render all of it for that: plumb synth without --region',
    },
  ]);
});

test('an environment whose data cannot be read is not judged, while others are', async () => {
  const other = Object.fromEntries(
    Object.entries(fleet).map(([file, text]) => [
      file.replace('/test/', '/other/'),
      text.replace('environment: test', 'environment: other'),
    ]),
  );
  const report = await check({
    ...fleet,
    ...other,
    'environments/test/environment.yaml': 'hub: a\nreleases: {}\nreleases: {}\n',
  });
  expect(report.findings).toMatchObject([
    {
      severity: 'unjudged',
      rule: 'duplicate-key',
      location: { file: 'environments/test/environment.yaml', line: 3 },
    },
  ]);
  expect(countsOf(report)).toEqual(
    fleetCounts.map(([rule, over, count]) => [rule, String(over).replace('test', 'other'), count]),
  );
});

test('exemptions excuse objects by group, kind, namespace and name, and are told of when they end', async () => {
  const exemption = `exemptions:
  - { name: old, owner: team-shop, reason: It goes soon., expires: 2026-12-31, apiGroup: shop.example, kind: Till, namespace: shop, objects: [first] }
  - { name: others, owner: team-shop, reason: It goes soon., expires: 2027-12-31, apiGroup: shop.test, kind: Till, namespace: shop, objects: [second] }
`;
  const report = await check({
    'dist/tills.yaml': `${till('first')}---\n${till('second')}`,
    'policies/need-drawers/exemptions.yaml': exemption,
  });
  const [result] = report.results;
  expect(result?.exempted.map(({ violation, exemption: { name } }) => [violation.object.name, name])).toEqual(
    [['first', 'old']],
  );
  expect(result?.violations.map(({ object }) => object.name)).toEqual(['second']);
  expect(fleetRuleData(report)[0]?.exempted).toMatchObject([{ exemption: 'old', path: 'spec.drawer' }]);
  const rulesOf = (today: string) => fleetRuleFindings(report, today).map(({ rule }) => rule);
  expect(rulesOf('2026-12-31')).toEqual(['need-drawers', 'one-till']);
  expect(rulesOf('2027-01-01')).toEqual(['expired-exemption', 'need-drawers', 'one-till']);
});

test('a rule that fails is told of, and the others go on', async () => {
  const { results, findings } = await check({
    'dist/till.yaml': till('first'),
    'policies/fails/rule.ts':
      "export default { controls: [], perCluster() { throw new Error('no tills today'); } };\n",
  });
  expect(results.map(({ rule }) => rule)).toEqual(['need-drawers', 'one-till']);
  expect(findings).toMatchObject([
    {
      severity: 'unjudged',
      rule: 'fails',
      message: 'the rule threw Error: no tills today',
      location: { file: 'policies/fails/rule.ts', line: 1, column: 53 },
    },
  ]);
});

test('without rules nothing is judged', async () => {
  const root = temporaryFolder({ 'dist/till.yaml': till('first') });
  const { manifests } = await readManifestPaths(['dist'], root);
  const report = await checkFleetRules({ policies: ['policies'], manifests, workingDirectory: root });
  expect(report).toEqual({ rules: [], results: [], findings: [] });
});

test.each([
  ['Date.now()', 'rules must not call Date.now(): it reads the clock'],
  ['process.hrtime()', 'rules must not call process.hrtime(): it reads the clock'],
  ['process.hrtime.bigint()', 'rules must not call process.hrtime.bigint(): it reads the clock'],
  ['process.uptime()', 'rules must not call process.uptime(): it reads the clock'],
  ['Math.random()', 'rules must not call Math.random(): it gives another number each time'],
  ['process.env.HOME', "rules must not use process.env: it is this machine's environment"],
  ['process.exit()', 'rules must not call process.exit(): it ends the program'],
])('what differs from run to run is no verdict: %s', async (call, refusal) => {
  const rule = `export default {
  controls: [],
  *perCluster(cluster) {
    if (${call} === cluster.name) return;
  },
};
`;
  const { findings, rules: judging } = await check({ ...fleet, 'policies/dated/rule.ts': rule });
  expect(findings).toMatchObject([
    {
      severity: 'unjudged',
      rule: 'dated',
      message: `the rule threw Error: ${refusal}`,
      location: { line: 4 },
    },
  ]);
  expect(judging.map(({ name }) => name)).toEqual(['need-drawers', 'one-till']);
  expect(Date.now()).toBeGreaterThan(0);
  expect(process.hrtime.bigint()).toBeGreaterThan(0n);
});

test('a rule that reads the clock when it is imported is told at its line, and the clock goes on', async () => {
  const rule = 'const today = new Date();\nexport default { controls: [], *perCluster() {} };\n';
  const { findings } = await check({ ...fleet, 'policies/dated/rule.ts': rule });
  const message = 'cannot be imported: Error: rules must not call new Date(): it reads the clock';
  expect(findings).toMatchObject([{ rule: 'fleet-rule-unreadable', message, location: { line: 1 } }]);
});
