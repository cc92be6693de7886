import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labFolder } from '../../src/lab/home.ts';
import { checkout } from '../support/checkout.ts';
import { runPlumb, startPlumb } from '../support/plumb.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';

const policy = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: own-team}
spec:
  paramKind: {apiVersion: v1, kind: ConfigMap}
  matchConstraints:
    namespaceSelector: {matchLabels: {team: a}}
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps]}]
  validations:
    - {expression: "request.userInfo.username == params.data.owner", message: not yours}
    - {expression: "object.data == oldObject.data", message: the data is fixed}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: own-team}
spec:
  policyName: own-team
  validationActions: [Deny]
  paramRef: {name: owner, namespace: shop, parameterNotFoundAction: Deny}
`;
const configMap = (value: string) =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: x, namespace: shop}, data: {key: ${value}}}\n`;

test('plumb policy check judges an update by parameters, namespaces and who asks', async () => {
  const cwd = temporaryFolder({
    'policies/own-team/policy.yaml': policy,
    'policies/own-team/cases.yaml': 'cases: []\n',
    'new/x.yaml': configMap('new'),
    'old/x.yaml': configMap('old'),
    'namespaces.yaml': '{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}\n',
    'params.yaml':
      '{apiVersion: v1, kind: ConfigMap, metadata: {name: owner, namespace: shop}, data: {owner: ann}}\n',
  });
  const args =
    'policy check new --operation UPDATE --old old --policies policies --namespaces namespaces.yaml';
  const asked = await runPlumb([...args.split(' '), '--params', 'params.yaml', '--as', 'ann'], { cwd });
  expect(asked).toEqual({
    code: 1,
    stdout:
      'new/x.yaml:1:1 (ConfigMap shop/x): error[own-team]: the data is fixed (binding own-team)\n\n' +
      'plumb policy check: 1 object judged by 1 policy: 1 denied (1 error)\n',
    stderr: '',
  });
  const unasked = await runPlumb([...args.split(' '), '--params', 'params.yaml', '-o', 'json'], { cwd });
  expect(unasked.code).toBe(2);
  expect(JSON.parse(unasked.stdout)).toMatchObject({
    result: { verdicts: { denied: 1 }, results: [{ undecided: [{ path: 'spec.validations[0]' }] }] },
  });
});

test('policies that are none are told, where nothing would be denied by them', async () => {
  const [definition = '', binding = ''] = policy.split('---\n');
  const cwd = temporaryFolder({
    'x.yaml': configMap('new'),
    'bindings/binding.yaml': binding,
    'policies/own-team/definition.yaml': definition,
  });
  const judge = (policies: string) =>
    runPlumb(['policy', 'check', 'x.yaml', '--policies', policies], { cwd });
  expect(await judge('x.yaml')).toEqual({
    code: 2,
    stdout:
      'unjudged[nothing-to-judge-by]: there is no policy in x.yaml\n' +
      '  allowed: ValidatingAdmissionPolicies with their bindings, and folders with a rule.ts\n' +
      '  next: check the path\n\n' +
      'plumb policy check: 1 object judged by 0 policies: none applies (1 unjudged)\n',
    stderr: '',
  });
  const unbound = await judge('bindings');
  expect(unbound.code).toBe(2);
  expect(unbound.stdout).toContain('warning[binding-without-policy]');
  expect(unbound.stdout).toContain('there is no policy in bindings');
  // That policies only lack a binding is a warning, as for the API server.
  expect((await judge('policies')).code).toBe(0);
});

test('Ctrl-C ends what the API server is built with, and leaves nothing behind', async () => {
  const cwd = temporaryFolder({
    'policies/own-team/policy.yaml': policy,
    'policies/own-team/cases.yaml': 'cases: []\n',
    'x.yaml': configMap('new'),
    'bin/go': '#!/bin/sh\ntouch started\nexec sleep 600\n',
  });
  chmodSync(join(cwd, 'bin/go'), 0o755);
  const env = {
    PATH: `${join(cwd, 'bin')}:${process.env['PATH']}`,
    XDG_CACHE_HOME: join(cwd, 'cache'),
    XDG_STATE_HOME: join(cwd, 'state'),
    KUBEBUILDER_ASSETS: undefined,
  };
  const args = 'policy check x.yaml --policies policies --engine apiserver'.split(' ');
  const { child, ended } = startPlumb(args, { cwd, env });
  await until('Go works', async () => existsSync(join(cwd, 'started')) || undefined);
  child.kill('SIGINT');
  const { code, stdout } = await ended;
  expect(stdout).toContain('interrupted before all was judged; the API server is gone again');
  expect(code).toBe(2);
  expect(existsSync(labFolder('policy', env))).toBe(false);
});

test('policies laid out as ours carry their exemptions, and what is beside them is not judged by', async () => {
  const exemption = `exemptions:
  - name: until-moved
    kind: ConfigMap
    namespace: shop
    objects: [x]
    owner: team-shop
    reason: moves next year
    expires: '2999-12-31'
`;
  const files = {
    'policies/fixed/policy.yaml': policy
      .replaceAll('own-team', 'fixed')
      .replace(/ +paramKind.*\n/, '')
      .replace(/ +paramRef.*\n/, '')
      .replace(/ +- \{expression: "request.userInfo.*\n/, '')
      .replace(/ +namespaceSelector.*\n/, ''),
    'policies/fixed/cases.yaml': 'cases: []\n',
    'policies/objects.yaml': 'samples: {}\n',
    'new/x.yaml': configMap('new'),
    'old/x.yaml': configMap('old'),
  };
  const check = async (folder: string) =>
    runPlumb('policy check new --operation UPDATE --old old --policies policies'.split(' '), { cwd: folder });
  expect(await check(temporaryFolder(files))).toMatchObject({ code: 1 });
  const exempted = { ...files, 'policies/fixed/exemptions.yaml': exemption };
  expect(await check(temporaryFolder(exempted))).toMatchObject({ code: 0, stderr: '' });
});

test('without paths, all of dist is judged by our policies, and nothing is denied', async () => {
  // Exemptions expire.
  const { code, stdout, stderr } = await runPlumb(['policy', 'check', '--today', '2026-11-22']);
  expect(stdout).toMatch(
    /^plumb policy check: \d{4,} objects judged by \d+ policies: \d+ allowed, \d+ skipped; \d+ fleet rules: 0 violations, \d+ exempt\n$/,
  );
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('it makes no difference where in the repository it is called', async () => {
  const check = async (folder: string, ...more: string[]) =>
    runPlumb(['policy', 'check', '--today', '2026-11-22', ...more], { cwd: join(checkout, folder) });
  const fromTop = await check('.');
  expect(await check('docs')).toEqual(fromTop);
  expect(await check('dist', '.')).toEqual(fromTop);
});

const rendered = (kind: string, environment: string, rest: string) =>
  `apiVersion: v1\nkind: ${kind}\nmetadata: {labels: {plumbline.dev/environment: ${environment}}, ${rest}\n`;

test('each cluster of a fleet has its own namespaces and its own account of Argo CD', async () => {
  const files = (environment: string, team: string) => ({
    [`dist/${environment}/hub/shop/Namespace.yaml`]: rendered(
      'Namespace',
      environment,
      `name: shop}`,
    ).replace('plumbline', `team: ${team}, plumbline`),
    [`dist/${environment}/hub/shop/x.yaml`]: rendered('ConfigMap', environment, 'name: x, namespace: shop}'),
    [`dist/${environment}/region/access/account.yaml`]: rendered(
      'ServiceAccount',
      environment,
      `name: argocd-manager, namespace: access-${environment}}`,
    ),
  });
  const cwd = temporaryFolder({
    ...files('dev', 'a'),
    ...files('production', 'b'),
    'policies.yaml': policy
      .replaceAll('own-team', 'nobody')
      .replace(/^ +param.*\n/gm, '')
      .replace('UPDATE', 'CREATE')
      .replace(/ +- \{expression: "object.*\n/, '')
      .replace('params.data.owner', "'ann'")
      .replace('message: not yours', "messageExpression: request.userInfo.username + ' may not'"),
  });
  expect(await runPlumb(['policy', 'check', 'dist', '--policies', 'policies.yaml'], { cwd })).toEqual({
    code: 1,
    stdout:
      'dist/dev/hub/shop/x.yaml:1:1 (ConfigMap shop/x): error[nobody]: ' +
      'system:serviceaccount:access-dev:argocd-manager may not (binding nobody)\n\n' +
      'plumb policy check: 6 objects judged by 1 policy: 1 denied (1 error)\n',
    stderr: '',
  });
});

test('what is exempt for longer than it may be is told', async () => {
  const cwd = temporaryFolder({
    'policies/own-team/policy.yaml': policy,
    'policies/own-team/cases.yaml': 'cases: []\n',
    'policies/own-team/exemptions.yaml': `exemptions:
  - {name: old, kind: ConfigMap, objects: [x], owner: team-shop, reason: moves, expires: '2020-12-31'}
`,
    'x.yaml': configMap('new'),
  });
  expect(await runPlumb(['policy', 'check', 'x.yaml', '--policies', 'policies'], { cwd })).toEqual({
    code: 1,
    stdout: `policies/own-team/exemptions.yaml:2:12: error[expired-exemption]: the exemption old from own-team expired on 2020-12-31
  next: team-shop mends the objects and removes it, or gives a new reason and date

plumb policy check: 1 object judged by 1 policy: none applies (1 error)
`,
    stderr: '',
  });
});

test('an API server that cannot be built is told, and nothing is left of it', async () => {
  const home = temporaryFolder();
  const env = {
    HOME: home,
    PATH: home,
    KUBEBUILDER_ASSETS: undefined,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_STATE_HOME: join(home, 'state'),
  };
  const { code, stdout } = await runPlumb(['policy', 'check', 'dist/dev/hub', '--engine', 'apiserver'], {
    env,
  });
  expect(stdout).toMatch(/^unjudged\[go-missing\]: /);
  expect(code).toBe(2);
  expect(readdirSync(join(home, 'state/plumbline/lab'))).toEqual([]);
});

test('what is judged may follow the options, and an option without its partner is refused', async () => {
  const cwd = temporaryFolder({
    'policies.yaml': policy,
    'old.yaml': configMap('old'),
    'x.yaml': configMap('new'),
  });
  const check = async (...args: string[]) => runPlumb(['policy', 'check', ...args], { cwd });
  const after = await check('--policies', 'policies.yaml', 'x.yaml');
  expect(after.stdout).toContain('plumb policy check: 1 object judged by 1 policy');
  expect(after).toEqual(await check('x.yaml', '--policies', 'policies.yaml'));
  expect(await check('x.yaml', '--old', 'old.yaml')).toEqual({
    code: 2,
    stdout: '',
    stderr: "error: option '--old <path>' is for '--operation UPDATE' only\n",
  });
  expect(await check('x.yaml', '--as-group', 'team')).toEqual({
    code: 2,
    stdout: '',
    stderr: "error: option '--as-group <group>' needs '--as <user>'\n",
  });
});

test('as of a day to come, exemptions have expired', async () => {
  const late = ['dist/dev/hub', '--today', '2099-01-01'];
  const { code, stdout } = await runPlumb(['policy', 'check', ...late]);
  expect(stdout).toMatch(/error\[expired-exemption\]: the exemption \S+ from \S+ expired on 20/);
  expect(code).toBe(1);
  const report = await runPlumb(['policy', 'report', ...late]);
  expect(report.stdout).toContain('error[expired-exemption]');
  for (const day of ['soon', '2027-02-30'])
    expect(await runPlumb(['policy', 'check', '--today', day])).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: option '--today <date>' argument '${day}' is invalid. Allowed are days such as 2027-03-31.\n`,
    });
});

test('any number of threads tells the same', async () => {
  const check = async (threads: string) =>
    runPlumb([
      'policy',
      'check',
      'dist/dev/hub',
      '-o',
      'json',
      '--today',
      '2026-11-22',
      '--threads',
      threads,
    ]);
  expect(await check('2')).toEqual(await check('1'));
  expect(await check('none')).toMatchObject({ code: 2, stdout: '' });
});
