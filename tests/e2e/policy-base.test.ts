import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../support/commits.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const policy = (validations: string) => `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: settings}
spec:
  matchConstraints:
    resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: ["*"], resources: [configmaps]}]
  validations: ${validations}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: settings}
spec: {policyName: settings, validationActions: [Deny]}
`;
const small = `{expression: "object == null || size(object.data) < 3", message: too many}`;
const fixed = `{expression: "request.operation != 'UPDATE' || object.data.mode == oldObject.data.mode", message: the mode is fixed}`;
const kept = `{expression: "request.operation != 'DELETE' || !('keep' in oldObject.data)", message: it is to be kept}`;
const settings = (name: string, data: string) =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: shop}, data: ${data}}\n`;

function repository(): string {
  const folder = temporaryFolder({
    'policies/settings.yaml': policy(`[${small}, ${fixed}, ${kept}]`),
    'manifests/large.yaml': settings('large', '{a: a, b: b, c: c, mode: x}'),
    'manifests/shrinks.yaml': settings('shrinks', '{a: a, b: b, c: c, mode: x}'),
    'manifests/turned.yaml': settings('turned', '{mode: x}'),
    'manifests/gone.yaml': settings('gone', '{keep: "yes", mode: x}'),
  });
  commitAll(folder);
  return folder;
}

const args = ['policy', 'check', 'manifests', '--policies', 'policies', '--base', 'HEAD'];

test('what was denied before and still is, is not told', async () => {
  const cwd = repository();
  expect(await runPlumb(args, { cwd })).toEqual({
    code: 0,
    stdout:
      'plumb policy check: 4 objects judged by 1 policy, against HEAD: 0 newly denied, 0 no longer denied, 0 newly undecided\n',
    stderr: '',
  });
});

test('what is new is created, what is gone is deleted, and the rest is updated', async () => {
  const cwd = repository();
  rmSync(join(cwd, 'manifests/gone.yaml'));
  writeFiles(cwd, {
    'manifests/large.yaml': settings('large', '{a: a, b: b, c: c, mode: z}'),
    'manifests/moved/shrinks.yaml': settings('shrinks', '{mode: x}'),
    'manifests/turned.yaml': settings('turned', '{mode: z}'),
    'manifests/new.yaml': settings('new', '{a: a, b: b, c: c}'),
  });
  rmSync(join(cwd, 'manifests/shrinks.yaml'));
  const { code, stdout, stderr } = await runPlumb(args, { cwd });
  await expect(stdout).toMatchFileSnapshot('../golden/policy-check-base.txt');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const json = await runPlumb([...args, '-o', 'json'], { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({
    result: {
      version: 1,
      base: 'HEAD',
      newlyDenied: [
        { object: { name: 'large', file: 'manifests/large.yaml' }, operation: 'UPDATE', failures: [{}] },
        { object: { name: 'new' }, operation: 'CREATE' },
        { object: { name: 'turned' }, operation: 'UPDATE' },
        { object: { name: 'gone' }, operation: 'DELETE' },
      ],
      noLongerDenied: [{ object: { name: 'shrinks' }, policy: 'settings' }],
      newlyUndecided: [],
    },
  });
});

test('a policy that is changed, or only moved about, in a folder below the top', async () => {
  const cwd = repository();
  mkdirSync(join(cwd, 'below'));
  const asked = ['policy', 'check', '../manifests', '--policies', '../policies', '--base', 'HEAD'];
  writeFiles(cwd, { 'policies/settings.yaml': policy(`[${kept}, ${fixed}, ${small}]`) });
  expect(await runPlumb(asked, { cwd: join(cwd, 'below') })).toMatchObject({ code: 0 });
  const asks = `{expression: "object.metadata.namespace == namespaceObject.metadata.name"}`;
  writeFiles(cwd, { 'policies/settings.yaml': policy(`[${asks}]`) });
  const { code, stdout } = await runPlumb(asked, { cwd: join(cwd, 'below') });
  expect(stdout).toContain('0 no longer denied, 4 newly undecided');
  expect(code).toBe(2);
});

test('what was broken before is a warning', async () => {
  const cwd = repository();
  writeFiles(cwd, { 'manifests/broken.yaml': 'a: [' });
  commitAll(cwd);
  rmSync(join(cwd, 'manifests/broken.yaml'));
  const { code, stdout } = await runPlumb(args, { cwd });
  expect(stdout).toContain('warning[yaml-syntax]: at HEAD: ');
  expect(code).toBe(0);
});

test('what cannot be compared with is told', async () => {
  const cwd = repository();
  const told = async (...asked: readonly string[]) => {
    const { code, stdout, stderr } = await runPlumb(['policy', 'check', ...asked], { cwd });
    expect(code).toBe(2);
    return (stdout + stderr).split('\n')[0];
  };
  const policies = ['--policies', 'policies'];
  expect(await told('manifests', ...policies, '--base', 'v1')).toBe(
    'unjudged[unknown-revision]: there is no revision v1 in this repository',
  );
  expect(await told('-', ...policies, '--base', 'HEAD')).toBe(
    'unjudged[no-base]: standard input is not in the repository, so it has no base',
  );
  expect(await told('manifests', ...policies, '--base', 'HEAD', '--old', 'manifests')).toBe(
    "error: option '--base <revision>' cannot be used with option '--old <path>'",
  );
  const outside = await runPlumb([...args], { cwd: temporaryFolder() });
  expect(outside.stdout).toContain('unjudged[no-repository]');
});

test('what can no longer be read is not judged, so it is not allowed either', async () => {
  const cwd = repository();
  writeFiles(cwd, { 'manifests/large.yaml': settings('large', '{a: 1, b: b, c: c, mode: x}') });
  const { code, stdout } = await runPlumb(args, { cwd });
  expect(stdout).toContain('unjudged[wrong-type]: data.a:');
  expect(stdout).toContain('0 newly denied, 0 no longer denied, 0 newly undecided');
  expect(code).toBe(2);
});

test('what newly violates a fleet rule is told, and what no longer does', async () => {
  const rule = (asks: string) => `
export default {
  controls: ['shop/cash'],
  *perCluster(cluster) {
    for (const till of cluster.ofType('ConfigMap'))
      if (till.text('data.${asks}') === undefined) yield till.violation(['data'], till.name + ' has no ${asks}: add it');
  },
};
`;
  const exemptions = `exemptions:
  - {name: small, owner: team-shop, reason: it is small, expires: '2030-01-01', kind: ConfigMap, namespace: shop, objects: [small]}
`;
  const cwd = temporaryFolder({
    'policies/need-drawers/rule.ts': rule('drawer'),
    'policies/need-drawers/exemptions.yaml': exemptions,
    'manifests/mended.yaml': settings('mended', '{}'),
    'manifests/kept.yaml': settings('kept', '{}'),
    'manifests/small.yaml': settings('small', '{}'),
    'manifests/broken.yaml': settings('broken', '{drawer: "1"}'),
  });
  commitAll(cwd);
  const summary = async (more: readonly string[] = []) => {
    const { code, stdout } = await runPlumb([...args, ...more], { cwd });
    return { code, stdout };
  };
  expect((await summary()).stdout).toContain('1 fleet rule: 0 new violations, 0 no longer there\n');

  writeFiles(cwd, {
    'manifests/mended.yaml': settings('mended', '{drawer: "1"}'),
    'manifests/broken.yaml': settings('broken', '{}'),
    'policies/need-lamps/rule.ts': rule('lamp'),
  });
  rmSync(join(cwd, 'policies/need-drawers/exemptions.yaml'));
  const { code, stdout } = await summary(['-o', 'json']);
  expect(code).toBe(1);
  const of = (rule: string, name: string) => ({ rule, object: { name } });
  expect(JSON.parse(stdout)).toMatchObject({
    result: {
      fleetRules: {
        newViolations: [
          of('need-drawers', 'broken'),
          of('need-drawers', 'small'),
          ...['broken', 'kept', 'mended', 'small'].map((name) => of('need-lamps', name)),
        ],
        noLongerViolated: [of('need-drawers', 'mended')],
      },
    },
  });
  expect((await summary()).stdout).toContain('error[need-drawers]: broken has no drawer: add it');
});
