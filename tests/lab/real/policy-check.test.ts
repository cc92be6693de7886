import { expect, test } from 'vitest';
import { runPlumb } from '../../support/plumb.ts';
import { temporaryFolder } from '../../support/temporary.ts';

/** The command builds and starts what it needs, asks, and leaves nothing behind. */
test('dev and staging are allowed by a real API server too', { timeout: 300_000 }, async () => {
  const env = { XDG_STATE_HOME: temporaryFolder() };
  const asked = ['dist/dev', 'dist/staging', '--engine', 'apiserver', '--today', '2026-11-22'];
  const { code, stdout } = await runPlumb(['policy', 'check', ...asked], { env });
  expect(stdout).toMatch(
    /^plumb policy check: \d{3,} objects judged by \d+ policies: \d+ allowed, \d+ skipped; \d+ fleet rules: 0 violations/m,
  );
  expect(stdout).not.toContain('unjudged');
  expect(code).toBe(0);
});

test('a definition that it refuses is told, and the rest is judged', { timeout: 300_000 }, async () => {
  const folder = temporaryFolder({
    'policies/no-widgets.yaml': `{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicy, metadata: {name: no-widgets},
  spec: {matchConstraints: {resourceRules: [{apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]},
    validations: [{expression: "!object.metadata.name.startsWith('widget')", message: no widgets}]}}
---
{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, metadata: {name: no-widgets},
  spec: {policyName: no-widgets, validationActions: [Deny]}}
`,
    'objects.yaml': `{apiVersion: v1, kind: ConfigMap, metadata: {name: widget, namespace: default}}
---
{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: misnamed.example.com},
  spec: {group: example.com, scope: Namespaced, names: {kind: Widget, plural: widgets},
    versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}}
`,
  });
  const { code, stdout } = await runPlumb(
    ['policy', 'check', '--policies', 'policies', 'objects.yaml', '--engine', 'apiserver'],
    { cwd: folder, env: { XDG_STATE_HOME: temporaryFolder() } },
  );
  expect(stdout).toMatch(/objects\.yaml:3.*api-server-refuses.*misnamed/);
  expect(stdout).toContain('no widgets');
  expect(code).toBe(2);
});
