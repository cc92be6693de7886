import { describe, expect, test } from 'vitest';
import { commitAll } from '../support/commits.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const service = (extra = '') => `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  ports: [{ port: 80 }]
${extra}`;

describe('plumb validate', () => {
  test('all of dist is valid, by the schemas and in what it refers to', async () => {
    const { code, stdout } = await runPlumb(['validate']);
    expect(stdout).toMatch(/^plumb validate: \d+ objects for \d+ clusters judged, all valid\n$/);
    expect(code).toBe(0);
  });

  test('reads standard input, several documents at once', async () => {
    const stdin = `${service()}---\n${service('  tpye: NodePort\n')}`;
    const { code, stdout } = await runPlumb(['validate', '-'], { stdin });
    expect(stdout).toContain(
      '<stdin>:12:3 (Service shop/web): error[unknown-field]: spec.tpye: unknown field tpye',
    );
    expect(stdout).toContain('did you mean type?');
    expect(code).toBe(1);
  });

  test('what cannot be judged does not hide what can', async () => {
    const cwd = temporaryFolder({ 'broken.yaml': 'a: [', 'thing.yaml': service('  prots: []\n') });
    const { code, stdout } = await runPlumb(['validate', '.', 'missing.yaml'], { cwd });
    expect(stdout).toMatch(/broken\.yaml:\d+:\d+: unjudged\[yaml-syntax\]/);
    expect(stdout).toContain('missing.yaml: unjudged[missing-file]');
    expect(stdout).toContain('thing.yaml:6:3 (Service shop/web): error[unknown-field]');
    expect(code).toBe(2);
  });

  test('a kind that no schema is known for is not judged, unless its definition is there', async () => {
    const gadget =
      'apiVersion: example.com/v1\nkind: Gadget\nmetadata: { name: g, namespace: shop }\nspec: { size: big }\n';
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gadgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Gadget, plural: gadgets, singular: gadget, listKind: GadgetList }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, properties: { size: { type: integer } } } }
`;
    const alone = await runPlumb(['validate', '-'], { stdin: gadget });
    expect(alone.stdout).toContain('unjudged[unknown-kind]');
    expect(alone.code).toBe(2);
    const both = await runPlumb(['validate', '-'], { stdin: `${definition}---\n${gadget}` });
    expect(both.stdout).toContain('error[wrong-type]: spec.size: must be an integer');
    expect(both.code).toBe(1);
  });

  test('rules about changes are asked with --base', async () => {
    const snapshot = (claim: string): string => `apiVersion: snapshot.storage.k8s.io/v1
kind: VolumeSnapshot
metadata: { name: daily, namespace: shop }
spec:
  source: { persistentVolumeClaimName: ${claim} }
`;
    const cwd = temporaryFolder({ 'manifests/snapshot.yaml': snapshot('data') });
    commitAll(cwd);
    writeFiles(cwd, { 'manifests/snapshot.yaml': snapshot('other') });
    const alone = await runPlumb(['validate', 'manifests'], { cwd });
    expect(alone.stdout).not.toContain('custom-rule');
    const changed = await runPlumb(['validate', 'manifests', '--base', 'HEAD'], { cwd });
    expect(changed.stdout).toContain(
      'manifests/snapshot.yaml:5:40 (VolumeSnapshot.snapshot.storage.k8s.io shop/daily): error[custom-rule]: ' +
        'spec.source.persistentVolumeClaimName: Invalid value: "string": persistentVolumeClaimName is immutable',
    );
    expect(changed.code).toBe(1);
    const unknown = await runPlumb(['validate', 'manifests', '--base', 'nowhere'], { cwd });
    expect(unknown.stdout).toContain('unjudged[unknown-revision]');
    expect(unknown.code).toBe(2);
  });

  test('an empty folder is no clean verdict', async () => {
    const { code, stdout } = await runPlumb(['validate', '.'], { cwd: temporaryFolder() });
    expect(stdout).toContain('unjudged[nothing-to-judge]: there is no object in .');
    expect(code).toBe(2);
  });

  test.each(['json', 'yaml', 'markdown', 'github', 'sarif', 'junit', 'html'])('-o %s', async (format) => {
    const { code, stdout } = await runPlumb(['validate', '-', '-o', format], {
      stdin: service('  prots: []\n'),
    });
    expect(stdout).toContain('unknown');
    expect(stdout.endsWith('\n')).toBe(true);
    expect(code).toBe(1);
  });
});
