import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll } from '../support/commits.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const configMap = (name: string, value: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: {value: ${value}}\n`;

const path = (region: string): string => `dist/production/${region}/shop/ConfigMap.shop.settings.yaml`;

/** A repository with one commit, in two regions. */
function repository(): string {
  const folder = temporaryFolder({
    'environments/regions.yaml': '',
    [path('us-west-2')]: configMap('settings', 'one'),
    [path('eu-central-1')]: configMap('settings', 'one'),
  });
  commitAll(folder);
  return folder;
}

function git(cwd: string, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd, stdio: 'pipe' });
}

const region = 'production/{eu-central-1,us-west-2}';

test('the working tree against the last commit, changed, new and deleted files alike', async () => {
  const cwd = repository();
  expect(await runPlumb(['diff'], { cwd })).toEqual({
    code: 0,
    stdout: 'plumb diff: HEAD → the working tree: nothing changes\n',
    stderr: '',
  });
  writeFiles(cwd, {
    [path('us-west-2')]: configMap('settings', 'two'),
    [path('eu-central-1')]: configMap('settings', 'two'),
    'dist/production/us-west-2/shop/ConfigMap.shop.new.yaml': configMap('new', 'x1'),
    'elsewhere/ConfigMap.yaml': configMap('elsewhere', 'x1'),
  });
  const told = {
    code: 1,
    stdout: `~ ConfigMap shop/settings in ${region}
- data.value: "one"
+ data.value: "two"

+ ConfigMap shop/new in production/us-west-2
+ ConfigMap shop/new

plumb diff: HEAD → the working tree: 1 added, 2 changed, told in 2 entries
`,
    stderr: '',
  };
  expect(await runPlumb(['diff'], { cwd })).toEqual(told);
  expect(await runPlumb(['diff'], { cwd: join(cwd, 'dist/production') })).toEqual(told);
});

test('two revisions, as they are in git', async () => {
  const cwd = repository();
  writeFiles(cwd, { [path('us-west-2')]: configMap('settings', 'two') });
  commitAll(cwd);
  rmSync(join(cwd, path('us-west-2')));
  const { code, stdout } = await runPlumb(['diff', 'HEAD~1', 'HEAD', '-o', 'json'], { cwd });
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    result: {
      version: 1,
      base: 'HEAD~1',
      head: 'HEAD',
      counts: { added: 0, changed: 1, removed: 0, renamed: 0, rewritten: 0 },
      entries: [
        {
          kind: 'changed',
          objects: [{ app: 'shop', kind: 'ConfigMap', name: 'settings' }],
          targets: ['production/us-west-2'],
          changes: [
            { kind: 'changed', path: 'data.value', before: 'one', after: 'two', afterAt: { line: 4 } },
          ],
        },
      ],
    },
  });
});

test('revisions are those of the repository that one is in, whoever it is of', async () => {
  const cwd = temporaryFolder({ [path('us-west-2')]: configMap('settings', 'one') });
  commitAll(cwd);
  writeFiles(cwd, { [path('us-west-2')]: configMap('settings', 'two') });
  commitAll(cwd);
  for (const args of [['HEAD~1', 'HEAD'], ['HEAD~1..HEAD'], ['HEAD~1']]) {
    const { code, stdout } = await runPlumb(['diff', ...args], { cwd: join(cwd, 'dist') });
    expect(stdout).toContain('- data.value: "one"\n+ data.value: "two"\n');
    expect(code).toBe(1);
  }
});

test('two revisions in one word, and what one did since they parted', async () => {
  const cwd = repository();
  git(cwd, 'tag', 'parted');
  git(cwd, 'checkout', '--quiet', '-b', 'topic');
  writeFiles(cwd, { [path('us-west-2')]: configMap('settings', 'topic') });
  commitAll(cwd);
  git(cwd, 'checkout', '--quiet', '-b', 'trunk', 'parted');
  writeFiles(cwd, { [path('eu-central-1')]: configMap('settings', 'trunk') });
  commitAll(cwd);
  const told = async (...args: readonly string[]) => (await runPlumb(['diff', ...args], { cwd })).stdout;
  expect(await told('trunk..topic')).toBe(await told('trunk', 'topic'));
  expect(await told('trunk..')).toContain('trunk → HEAD: nothing changes');
  const since = await told('trunk...topic');
  expect(since).toContain('merge base of trunk and topic → topic: 1 changed');
  expect(since).toContain('+ data.value: "topic"');
  expect(since).not.toContain('eu-central-1');
  git(cwd, 'checkout', '--quiet', '--orphan', 'other');
  commitAll(cwd);
  for (const [range, rule] of [
    ['trunk...other', 'no-merge-base]: trunk and other have no commit in common here'],
    ['trunk...gone', 'unknown-revision]: there is no revision gone in this repository'],
    ['gone..', 'unknown-revision]: there is no revision gone in this repository'],
    ['trunk..topic..other', 'unknown-revision]: there is no revision trunk..topic..other'],
    ['../gone', 'unknown-revision]: there is no revision ../gone'],
  ] as const)
    expect(await told(range)).toContain(`unjudged[${rule}`);
  expect(await told('trunk..topic', 'other')).toContain(
    'unjudged[range-and-head]: trunk..topic names both revisions already',
  );
});

test('an object as it was, in the folder of another app', async () => {
  const cwd = repository();
  mkdirSync(join(cwd, 'dist/production/us-west-2/store'));
  git(cwd, 'mv', path('us-west-2'), path('us-west-2').replace('shop/', 'store/'));
  const { code, stdout } = await runPlumb(['diff'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain(
    '! recreation: moves to another app: if shop, which has it so far, is synced first',
  );
  expect(stdout).toContain('the working tree: 1 changed, told in 1 entry (1 warning)');
});

test('two folders, of one cluster each or of a fleet, named as kubectl diff names files too', async () => {
  const cwd = temporaryFolder({
    'live/v1.ConfigMap.shop.settings': configMap('settings', 'one'),
    'merged/v1.ConfigMap.shop.settings': configMap('settings', 'two'),
    'empty/.keep': '',
  });
  const { code, stdout } = await runPlumb(['diff', 'live', 'merged'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('- data.value: "one"\n+ data.value: "two"\n');
  expect(await runPlumb(['diff', 'empty', 'empty'], { cwd })).toMatchObject({ code: 2 });
});

test('every file that kubectl diff writes is compared, whatever its kind and version are called', async () => {
  const names = ['example.com.alpha.Foo.ns.a', '3scale.net.v1.Foo.ns.a', 'example.com.v1.foo.ns.a'];
  const files = (folder: string, value: string) =>
    names.map((name, index) => [`${folder}/${name}`, configMap(`settings-${index}`, value)]);
  const cwd = temporaryFolder(
    Object.fromEntries([...files('LIVE-12', 'one'), ...files('MERGED-34', 'two'), ...files('other', 'two')]),
  );
  expect((await runPlumb(['diff', 'LIVE-12', 'MERGED-34'], { cwd })).stdout).toContain('3 changed');
  expect((await runPlumb(['diff', 'LIVE-12/', `${cwd}/MERGED-34/`], { cwd })).stdout).toContain('3 changed');
  expect((await runPlumb(['diff', 'other', 'other'], { cwd })).code).toBe(2);
});

test('an object named like a file hides no other from kubectl diff', async () => {
  const cwd = temporaryFolder({
    'live/v1.ConfigMap.shop.settings': configMap('settings', 'one'),
    'merged/v1.ConfigMap.shop.settings': configMap('settings', 'two'),
    'live/v1.ConfigMap.shop.settings.yaml': configMap('settings.yaml', 'one'),
    'merged/v1.ConfigMap.shop.settings.yaml': configMap('settings.yaml', 'two'),
    'merged/README.md': '# Not a manifest',
  });
  const { stdout } = await runPlumb(['diff', 'live', 'merged'], { cwd });
  expect(stdout).toContain('2 changed');
});

test('two files, as argocd app diff passes them: an empty one where nothing is live', async () => {
  const cwd = temporaryFolder({
    'settings-live.yaml': configMap('settings', 'one'),
    settings: configMap('settings', 'two'),
    'new-live.yaml': '',
  });
  const changed = await runPlumb(['diff', 'settings-live.yaml', 'settings'], { cwd });
  expect(changed).toMatchObject({ code: 1, stdout: expect.stringContaining('1 changed') });
  const added = await runPlumb(['diff', 'new-live.yaml', 'settings'], { cwd });
  expect(added).toMatchObject({ code: 1, stdout: expect.stringContaining('1 added') });
});

test('links are followed, but not in circles nor to nowhere', async () => {
  const cwd = temporaryFolder({
    'one/settings.yaml': configMap('settings', 'one'),
    'other/settings.yaml': configMap('settings', 'one'),
  });
  symlinkSync('.', join(cwd, 'one/circle'));
  expect(await runPlumb(['diff', 'one', 'other'], { cwd })).toMatchObject({ code: 0 });
  symlinkSync('nowhere', join(cwd, 'one/gone.yaml'));
  const { code, stdout } = await runPlumb(['diff', 'one', 'other'], { cwd });
  expect(stdout).toContain('unjudged[missing-file]');
  expect(code).toBe(2);
});

test('definitions that do not change say how what changes is compared', async () => {
  const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: carts.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Cart, plural: carts}
  versions:
    - name: v1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: array, x-kubernetes-list-type: set, items: {type: string}}}}}
`;
  const cart = (spec: string): string =>
    `{apiVersion: example.com/v1, kind: Cart, metadata: {name: c}, spec: ${spec}}\n`;
  const folder = 'dist/production/us-west-2/shop';
  const cwd = temporaryFolder({
    'environments/regions.yaml': '',
    [`${folder}/definition.yaml`]: definition,
    [`${folder}/cart.yaml`]: cart('[a, b]'),
  });
  commitAll(cwd);
  writeFiles(cwd, { [`${folder}/cart.yaml`]: cart('[b, a]') });
  const same = {
    code: 0,
    stdout: expect.stringContaining('nothing changes; 1 object only written differently'),
  };
  expect(await runPlumb(['diff'], { cwd })).toMatchObject(same);
  writeFiles(cwd, { 'other/definition.yaml': definition, 'other/cart.yaml': cart('[a, b]') });
  expect(await runPlumb(['diff', folder, 'other'], { cwd })).toMatchObject(same);
});

test('they count for kinds that are known, too', async () => {
  const definition = (field: string): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: scaledobjects.keda.sh}
spec:
  group: keda.sh
  scope: Namespaced
  names: {kind: ScaledObject, plural: scaledobjects}
  versions:
    - name: v1alpha1
      served: true
      storage: true
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {${field}: {type: string}}}}}}
`;
  const scaler = (value: string): string =>
    `{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: a}, spec: {newer: ${value}}}\n`;
  const diffWith = async (...fields: readonly string[]): Promise<number | null> => {
    const definitions = fields.map((field, index) => [`${index}.yaml`, definition(field)] as const);
    const sides = ['x', 'y'].map((value, index) =>
      [...definitions, ['scaler.yaml', scaler(value)] as const].map(([name, text]) => [
        `${index}/${name}`,
        text,
      ]),
    );
    const cwd = temporaryFolder(Object.fromEntries(sides.flat()));
    return (await runPlumb(['diff', '0', '1'], { cwd })).code;
  };
  expect(await diffWith('newer')).toBe(1);
  expect(await diffWith('older')).toBe(0);
  // Where clusters differ, nothing is known to be dropped in both.
  expect(await diffWith('newer', 'older')).toBe(1);
});

test('what cannot be compared is told, and ends with 2', async () => {
  const cwd = repository();
  const told = async (...args: readonly string[]): Promise<string | undefined> => {
    const { code, stdout } = await runPlumb(['diff', ...args], { cwd });
    expect(code).toBe(2);
    return stdout.split('\n')[0];
  };
  expect(await told('v1')).toBe(
    'unjudged[unknown-revision]: there is no revision v1 in this repository, and no folder or file of this name',
  );
  expect(await told('dist')).toBe(
    'unjudged[one-folder]: dist is a folder, and what to compare it with is none',
  );
  expect(await told('dist', 'nothing')).toBe('unjudged[one-folder]: dist is a folder, and nothing is none');
  expect(await told('nothing', 'dist')).toBe('unjudged[one-folder]: dist is a folder, and nothing is none');
  writeFiles(cwd, { [path('us-west-2')]: 'a: [' });
  const { code, stdout } = await runPlumb(['diff'], { cwd });
  expect(stdout).toContain(`${path('us-west-2')}:1:5: unjudged[yaml-syntax]`);
  expect(stdout).toContain('nothing changes');
  expect(code).toBe(2);
  const bare = temporaryFolder({ 'environments/regions.yaml': '' });
  expect((await runPlumb(['diff'], { cwd: bare })).stdout).toContain('unjudged[no-repository]');
  commitAll(bare);
  mkdirSync(join(bare, 'sub'));
  expect((await runPlumb(['diff'], { cwd: bare })).stdout).toContain('unjudged[no-dist]');
});

test('two integers that look alike here are not said to be the same', async () => {
  const cwd = repository();
  const text = (value: string): string => configMap('settings', value).replace('\ndata:', '\ncount:');
  writeFiles(cwd, { 'a.yaml': text('9007199254740993'), 'b.yaml': text('9007199254740992') });
  const { code, stdout } = await runPlumb(['diff', 'a.yaml', 'b.yaml'], { cwd });
  expect(code).toBe(2);
  expect(stdout).toContain('a.yaml:4:16: unjudged[inexact-integer]');
});

test('integers that look alike here do not hide what else changes, and are not told where they stay', async () => {
  const cwd = repository();
  const text = (value: string): string =>
    `${configMap('settings', value)}---\n${configMap('count', '1').replace('\ndata:', '\nstringData: {pin: 9007199254740993}\ndata:')}`;
  writeFiles(cwd, { 'a.yaml': text('old'), 'b.yaml': text('new') });
  const same = await runPlumb(['diff', 'a.yaml', 'b.yaml'], { cwd });
  expect(same.stdout).not.toContain('inexact-integer');
  expect(same.stdout).toContain('+ data');
  expect(same.code).toBe(1);
  writeFiles(cwd, { 'b.yaml': text('new').replace('740993', '740992') });
  const other = await runPlumb(['diff', 'a.yaml', 'b.yaml'], { cwd });
  expect(other.stdout).toContain('unjudged[inexact-integer]');
  expect(other.stdout).toContain('+ data');
  // It may be a value of a Secret.
  expect(other.stdout).not.toContain('740993');
  expect(other.code).toBe(2);
});

test('a revision that excludes a commit is none', async () => {
  const { code, stdout } = await runPlumb(['diff', '^HEAD'], { cwd: repository() });
  expect(code).toBe(2);
  expect(stdout).toContain('unjudged[unknown-revision]: there is no revision ^HEAD');
});
