import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../support/commits.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const folder = 'dist/production/us-west-2/shop';
const manifest = `${folder}/ConfigMap.shop.settings.yaml`;
const configMap = (value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: shop}\ndata: {value: ${value}}\n`;

/** What is told of a change, of the working tree and of the commit that it becomes: the same. */
async function told(cwd: string, change: () => void) {
  change();
  const here = await runPlumb(['diff'], { cwd });
  commitAll(cwd);
  const committed = await runPlumb(['diff', 'HEAD~1', 'HEAD'], { cwd });
  expect(
    committed.stdout.replaceAll('HEAD~1 → HEAD', 'HEAD → the working tree').replaceAll('at HEAD: ', ''),
  ).toBe(here.stdout);
  expect(committed.code).toBe(here.code);
  return here;
}

/** A repository with one commit, whose manifests are not all in dist. */
function repository(files: Readonly<Record<string, string>> = {}): string {
  const cwd = temporaryFolder({
    'environments/regions.yaml': '',
    [`${folder}/other.yaml`]: '',
    'shared/one.yaml': configMap('one'),
    'shared/two.yaml': configMap('two'),
    ...files,
  });
  commitAll(cwd);
  return cwd;
}

function link(cwd: string, target: string, path = manifest): void {
  rmSync(join(cwd, path), { force: true, recursive: true });
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  symlinkSync(target, join(cwd, path));
}

const shared = (name: string): string => `../../../../shared/${name}.yaml`;
const changed = '- data.value: "one"\n+ data.value: "two"\n';

test('a link is the file that it leads to', async () => {
  const cwd = repository({ [manifest]: configMap('one') });
  expect(await told(cwd, () => link(cwd, shared('one')))).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing changes'),
  });
});

test('a link leads to another file, or to one that changes', async () => {
  const cwd = repository();
  expect((await told(cwd, () => link(cwd, shared('one')))).stdout).toContain('1 added');
  expect((await told(cwd, () => link(cwd, shared('two')))).stdout).toContain(changed);
  const same = await told(cwd, () => writeFiles(cwd, { 'shared/one.yaml': configMap('three') }));
  expect(same.code).toBe(0);
  const other = await told(cwd, () => writeFiles(cwd, { 'shared/two.yaml': configMap('four') }));
  expect(other.stdout).toContain('+ data.value: "four"');
  expect((await told(cwd, () => rmSync(join(cwd, manifest)))).stdout).toContain('1 removed');
});

test.each([
  ['nowhere', 'no-such.yaml', 'a link to no file of this repository'],
  ['out of the repository', '/etc/hostname', 'a link to no file of this repository'],
  ['to itself', 'ConfigMap.shop.settings.yaml', 'a link to no file of this repository'],
  ['to a folder', '../../../../shared', 'a link to a folder'],
])('a link %s is not said to be a deletion', async (_, target, what) => {
  const cwd = repository({ [manifest]: configMap('one') });
  const { code, stdout } = await told(cwd, () => link(cwd, target));
  expect(stdout).toContain(`${manifest}: unjudged[not-compared]: it is ${what}: what`);
  expect(stdout).toContain('nothing changes; 1 file could not be read');
  expect(code).toBe(2);
});

test('a submodule is told, as long as it changes', async () => {
  const cwd = repository({ [manifest]: configMap('one') });
  const other = temporaryFolder({ 'x.yaml': configMap('one') });
  commitAll(other);
  const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, `${folder}/sub`];
  execFileSync('git', add, { cwd, stdio: 'pipe' });
  commitAll(cwd);
  const { code, stdout } = await runPlumb(['diff', 'HEAD~1', 'HEAD'], { cwd });
  expect(stdout).toContain(`${folder}/sub: unjudged[not-compared]: at HEAD: it is a submodule`);
  expect(code).toBe(2);
  expect(await runPlumb(['diff'], { cwd })).toMatchObject({ code: 0 });
});
