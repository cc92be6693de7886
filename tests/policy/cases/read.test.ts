import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { readSuites } from '../../../src/policy/cases/read.ts';
import { formatLocation } from '../../../src/report/content.ts';
import { checkout } from '../../support/checkout.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const policy = 'policies/require-image-digests';

describe('policies/', () => {
  let root: string;

  beforeEach(() => {
    root = temporaryFolder();
    mkdirSync(join(root, policy), { recursive: true });
    for (const file of ['objects.yaml', `../${policy}/policy.yaml`])
      cpSync(join(checkout, 'policies', file), join(root, 'policies', file));
  });

  function told(cases: string, more: Readonly<Record<string, string>> = {}): string[] {
    writeFileSync(join(root, policy, 'cases.yaml'), cases);
    for (const [file, text] of Object.entries(more)) writeFileSync(join(root, policy, file), text);
    return readSuites(root).findings.map(
      ({ location, message, next }) =>
        `${location ? formatLocation(location) : ''} ${message}; ${next ?? ''}`,
    );
  }

  test('are read with their cases', () => {
    const cases = [
      'cases:',
      '  - name: a tag',
      '    object: Deployment/web',
      '    change: { "spec.template.spec.containers[0].image": web:1 }',
      '    old: {}',
      '    denied: [images move]',
    ];
    expect(told(cases.join('\n'))).toEqual([]);
    const [suite] = readSuites(root).suites;
    expect(suite).toMatchObject({
      policy: 'require-image-digests',
      cases: [{ name: 'a tag', denied: ['images move'], location: { line: 2, column: 11 } }],
    });
    expect(suite?.cases[0]?.request).toMatchObject({ operation: 'UPDATE', groups: [], dryRun: true });
    expect(suite?.manifests.map(({ object }) => object.kind)).toEqual([
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicyBinding',
    ]);
  });

  test('say where a case is wrong', () => {
    expect(told('cases:\n  - name: x\n    object: Deployment/wep\n')).toEqual([
      `${policy}/cases.yaml:3:13 there is no object Deployment/wep; did you mean Deployment/web?`,
    ]);
    expect(
      told('cases:\n  - name: x\n    object: Deployment/web\n    change: { spec.paused: null }\n'),
    ).toEqual([
      `${policy}/cases.yaml:4:13 there is no \`spec.paused\`; correct the path: a change must change something`,
    ]);
    expect(told('cases:\n  - name: x\n    object: Deployment/web\n    denied: yes\n')).toEqual([
      `${policy}/cases.yaml:4:13 \`cases[0].denied\` is "yes"; `,
    ]);
    expect(told('cases:\n  - object: Deployment/web\n')[0]).toContain(
      `cases.yaml:2:5 \`cases[0]\` lacks \`name\``,
    );
  });

  test('need a policy and cases', () => {
    mkdirSync(join(root, 'policies/empty'));
    const messages = told('cases:\n  - name: x\n    object: Deployment/web\n');
    expect(messages).toEqual([
      'policies/empty/policy.yaml policies/empty/policy.yaml does not exist; check the path',
      'policies/empty/cases.yaml the file does not exist; add it; schemas/policy-cases.schema.json says what it holds',
    ]);
  });
});
