import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readManifestPaths } from '../../src/manifest/read-paths.ts';
import { emptyFolder, withExemptions } from '../../src/policy/policy-folders.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { policy } from './judged.ts';

const cases = 'cases: []\n';

async function read(files: Readonly<Record<string, string>>, from = '.', path = 'policies') {
  const folder = join(temporaryFolder(files), from);
  return withExemptions(await readManifestPaths([path], folder), folder);
}

test.for([
  { from: '.', path: 'policies', shown: 'policies/own' },
  { from: 'docs', path: '../policies', shown: '../policies/own' },
])(
  'a policy of another name is told of, not what stands beside it: from $from',
  async ({ from, path, shown }) => {
    const files = {
      'docs/page.md': '',
      'policies/own/policy.yml': policy(),
      'policies/own/cases.yaml': cases,
      'policies/own/objects.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: sample }\n',
      'policies/other/policy.yaml': policy(),
      'policies/other/cases.yaml': cases,
    };
    const { manifests, findings } = await read(files, from, path);
    expect(findings).toEqual([
      {
        severity: 'unjudged',
        rule: 'no-policy',
        message: 'the folder has neither policy.yaml nor rule.ts',
        location: { file: shown },
        next: 'rename policy.yml to policy.yaml',
      },
    ]);
    expect([...new Set(manifests.map(({ file }) => file))]).toEqual([`${path}/other/policy.yaml`]);
  },
);

test('a policy.yaml without a policy, or broken, is told of, not what stands beside it', async () => {
  const { manifests, findings } = await read({
    'policies/own/policy.yaml': '# nothing yet\n',
    'policies/own/cases.yaml': cases,
    'policies/own/objects.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: sample }\n',
    'policies/broken/policy.yaml': 'kind: [ValidatingAdmissionPolicy\n',
    'policies/broken/cases.yaml': cases,
    'policies/other/policy.yaml': policy(),
    'policies/other/cases.yaml': cases,
  });
  expect(findings).toMatchObject([
    { rule: 'yaml-syntax', location: { file: 'policies/broken/policy.yaml' } },
    { rule: 'no-policy', location: { file: 'policies/own/policy.yaml' } },
  ]);
  expect([...new Set(manifests.map(({ file }) => file))]).toEqual(['policies/other/policy.yaml']);
});

test('policies of others stand in files of any name', async () => {
  const { manifests, findings } = await read({ 'policies/own/policy.yml': policy() });
  expect(findings).toEqual([]);
  expect(manifests).not.toEqual([]);
});

test('a folder is to have a policy, or a fleet rule, unless it has no files', () => {
  const next = (...names: readonly string[]) => {
    const files = names.map((name) => [`policies/own/${name}`, ''] as const);
    return emptyFolder(temporaryFolder(Object.fromEntries(files)), 'policies/own')?.next;
  };
  expect(next('policy.yaml', 'cases.yaml')).toBeUndefined();
  expect(next('rule.ts', 'cases.yaml')).toBeUndefined();
  expect(next()).toBeUndefined();
  expect(next('rules.ts', 'cases.yaml')).toBe('rename rules.ts to rule.ts');
  expect(next('Policy.yaml')).toBe('rename Policy.yaml to policy.yaml');
  expect(next('cases.yaml')).toBe('add one of them, or remove the folder');
});
