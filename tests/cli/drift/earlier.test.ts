import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { selectClusters } from '../../../src/cli/drift/clusters.ts';
import { objectsAt, revisionOf } from '../../../src/cli/drift/earlier.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { readManifestPaths } from '../../../src/manifest/read-paths.ts';
import { commitAll } from '../../support/commits.ts';
import { distFiles } from '../../support/drift-cluster.ts';
import { amongStrangers } from '../../support/git-environments.ts';
import { temporaryFolder, writeFiles } from '../../support/temporary.ts';

const config = (text: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings', namespace: 'shop' },
  data: { text },
});
const application = 'lab-one-shop';

const read = async (folder: string) => readManifestPaths([folder], process.cwd());

/** A repository whose dist said `one`, and then what is given. */
async function repository(now: string) {
  const folder = temporaryFolder(distFiles({ 'one/shop': [config('one')] }));
  commitAll(folder);
  const first = revisionOf(folder) ?? '';
  writeFiles(folder, distFiles({ 'one/shop': [config(now)] }));
  const { clusters } = selectClusters({ dist: join(folder, 'dist') }, read);
  const app = clusters[0]?.folders.get(application);
  if (app === undefined) throw new Error('dist has no app');
  const notes: string[] = [];
  const at = (revision: string) => objectsAt(app, application, revision, (text) => void notes.push(text));
  return { folder, first, at, notes };
}

test('what git said at a commit is read if it is something else than now', async () => {
  const { first, at, notes } = await repository('two');
  const [earlier] = at(first) ?? [];
  expect(earlier).toMatchObject({ object: config('one'), application, destinationNamespace: 'shop' });
  expect(notes).toEqual([]);
});

test('it is read also if only a file has come that nobody has committed yet', async () => {
  const { folder, first, at } = await repository('one');
  const added = { ...config('two'), metadata: { name: 'added', namespace: 'shop' } };
  writeFiles(folder, { 'dist/lab/one/shop/added.json': JSON.stringify(added) });
  expect(at(first)).toMatchObject([{ object: config('one') }]);
});

test('nothing is read if it is the same', async () => {
  const { first, at, notes } = await repository('one');
  expect(at(first)).toBeUndefined();
  expect(notes).toEqual([]);
});

test('who waits is told of a commit that is not here', async () => {
  const { at, notes } = await repository('two');
  expect(at('0123456789012345678901234567890123456789')).toBeUndefined();
  expect(notes).toMatchObject([expect.stringContaining('git fetch it')]);
});

test('why git does not tell is told', async () => {
  const { first, at, notes } = await repository('two');
  for (const [name, value] of Object.entries(amongStrangers)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(at(first)).toBeUndefined();
  expect(notes).toMatchObject([expect.stringContaining('detected dubious ownership')]);
  expect(notes).not.toMatchObject([expect.stringContaining('git fetch it')]);
});

test.each(['--output=written', 'HEAD', '', '0123'])(
  'what is no commit is not given to git: %j',
  async (revision) => {
    const { folder, at, notes } = await repository('two');
    const outside = join(folder, 'written');
    expect(at(revision.replace('written', outside))).toBeUndefined();
    expect(existsSync(outside)).toBe(false);
    expect(notes).toMatchObject([expect.stringContaining('which is no commit')]);
  },
);

test('a commit whose files are lost is told, and ends nothing', async () => {
  const { folder, first, at, notes } = await repository('two');
  const tree = execFileSync('git', ['rev-parse', `${first}:dist/lab/one/shop`], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(join(folder, '.git/objects', tree.slice(0, 2), tree.slice(2).trim()));
  expect(at(first)).toBeUndefined();
  expect(notes).toHaveLength(1);
});

test('a folder without a repository has no revision', () => {
  expect(revisionOf(temporaryFolder())).toBeUndefined();
});

test('an environment that cannot be read hides no other', () => {
  const files = distFiles({ 'one/shop': [config('one')] });
  const folder = temporaryFolder({ ...files, 'dist/other/hub/argocd/argocd.params': '{' });
  const { clusters, findings } = selectClusters({ dist: join(folder, 'dist') }, read);
  expect(clusters.map(({ environment, region }) => `${environment}/${region}`)).toEqual(['lab/one']);
  expect(findings).toMatchObject([{ severity: 'unjudged' }]);
});

test('a folder with no environment at all is refused', () => {
  const folder = temporaryFolder({ 'dist/readme': '' });
  expect(() => selectClusters({ dist: join(folder, 'dist') }, read)).toThrow(/no rendered environment/);
  rmSync(join(folder, 'dist'), { recursive: true });
  expect(() => selectClusters({ dist: join(folder, 'dist') }, read)).toThrow(/no rendered environment/);
});

test('an app that the chosen cluster does not have is refused, and where it is is told', () => {
  const folder = temporaryFolder(distFiles({ 'one/shop': [config('one')], 'two/other': [config('two')] }));
  const select = () => selectClusters({ dist: join(folder, 'dist'), region: 'two', app: 'shop' }, read);
  const findings = [expect.objectContaining({ rule: 'unknown-app', allowed: 'lab/one' })];
  expect(select).toThrow(expect.objectContaining({ findings }));
});

test('charts, and apps of which a file cannot be read, are known', async () => {
  const files = distFiles({ 'one/shop': [config('one')], 'one/broken': [], 'one/charted': [config('two')] });
  const folder = temporaryFolder({
    ...files,
    'dist/lab/one/broken/objects.json': '{',
    'dist/lab/one/charted/argocd.params': JSON.stringify({
      app: 'charted',
      namespace: 'shop',
      wave: '1',
      charts: [{ name: 'any' }],
    }),
  });
  const { clusters } = selectClusters({ dist: join(folder, 'dist'), app: 'shop' }, read);
  const given = await clusters[0]?.given;
  expect(given?.subject).toMatchObject({
    chartApplications: new Set(['lab-one-charted']),
    unreadableApplications: new Map([['lab-one-broken', expect.any(String)]]),
    only: new Set([application]),
  });
  expect(given?.findings).toHaveLength(1);
});
