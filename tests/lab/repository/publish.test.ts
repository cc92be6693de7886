import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { tryLock } from '../../../src/lab/lock.ts';
import { findLab } from '../../../src/lab/repository/find.ts';
import { git } from '../../../src/lab/repository/git.ts';
import { type PublishingLab, publish, repositoryFolder } from '../../../src/lab/repository/publish.ts';
import { emptyState, writeState } from '../../../src/lab/state.ts';
import { InputError } from '../../../src/report/errors.ts';
import { checkout } from '../../support/checkout.ts';
import { runPlumb } from '../../support/plumb.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const cluster = {
  id: 'dev-ap-northeast-1',
  environment: 'dev',
  region: 'ap-northeast-1',
  zones: ['ap-northeast-1a'],
  isHub: true,
};
const dist = join(checkout, 'dist');
const rootFile = 'dist/dev/hub/argocd/Application.argocd.root.yaml';

test('the environments of the lab are committed, with the overlay on them', async () => {
  const lab = labIn(temporaryFolder());
  const { isNew, changes } = await publish(lab, { dist, message: 'First' });
  expect(isNew).toBe(true);
  const root = load(readFileSync(join(repositoryFolder(lab), rootFile), 'utf8'));
  expect(root).toMatchObject({ spec: { source: { repoURL: `file://${repositoryFolder(lab)}` } } });
  expect(changes.map(({ file }) => file)).toContain('dev/hub/argocd/Application.argocd.root.yaml');
  expect(existsSync(join(repositoryFolder(lab), 'dist/production'))).toBe(false);
});

test('the same content makes the same commit, and no second one', async () => {
  const folders = [temporaryFolder(), temporaryFolder()];
  const bare = smallDist(temporaryFolder());
  const commits = await Promise.all(
    folders.map(async (folder) => publish(labIn(folder), { dist: bare, message: 'First' })),
  );
  expect(commits[0]?.commit).toBe(commits[1]?.commit);
  const again = await publish(labIn(folders[0] ?? ''), { dist: bare, message: 'Second' });
  expect(again).toMatchObject({ isNew: false, commit: commits[0]?.commit });
});

test('what is gone from dist goes from the repository too', async () => {
  const lab = labIn(temporaryFolder());
  const copy = smallDist(temporaryFolder());
  await publish(lab, { dist: copy, message: 'First' });
  rmSync(join(copy, 'dev/ap-northeast-1/keda'), { recursive: true });
  await publish(lab, { dist: copy, message: 'Without KEDA' });
  const log = await git(repositoryFolder(lab), ['show', '--format=%s', '--name-status']);
  expect(log.trim().split('\n')).toEqual([
    'Without KEDA',
    '',
    'D\tdist/dev/ap-northeast-1/keda/Namespace.keda.yaml',
    'D\tdist/dev/ap-northeast-1/keda/argocd.params',
  ]);
});

test('what is broken in dist is published as it is', async () => {
  const lab = labIn(temporaryFolder());
  const copy = smallDist(temporaryFolder());
  const broken = 'dev/ap-northeast-1/keda/Namespace.keda.yaml';
  writeFileSync(join(copy, broken), 'kind: [\n');
  await publish(lab, { dist: copy, message: 'Broken' });
  expect(readFileSync(join(repositoryFolder(lab), 'dist', broken), 'utf8')).toBe('kind: [\n');
});

test('a folder that has nothing for the lab is told', async () => {
  const folder = temporaryFolder();
  await expect(publish(labIn(folder), { dist: folder, message: 'Empty' })).rejects.toThrow(InputError);
});

test('the command prints the differences by rule, with the reason', async () => {
  const { env } = startedLab();
  const text = await runPlumb(['lab', 'publish'], { env });
  expect(text.code).toBe(0);
  expect(text.stdout).toContain('charts: Charts would have to be downloaded');
  expect(text.stdout).toMatch(/AppProject +spec\.sourceRepos/);
  const json = await runPlumb(['lab', 'publish', '-o', 'json'], { env });
  expect(JSON.parse(json.stdout)).toMatchObject({ result: { isNew: false } });
});

test('the command knows the ports of a lab that another command has started', () => {
  const { env } = startedLab();
  const lab = findLab('default', env);
  expect([...lab.prometheus]).toEqual([[cluster.id, 'http://127.0.0.1:19090']]);
});

test('a lab whose start did not come to its end is not published to', async () => {
  const { env, folder } = startedLab();
  writeState(folder, { ...emptyState(), clusters: { [cluster.id]: cluster } });
  const { code, stdout } = await runPlumb(['lab', 'publish'], { env });
  expect(code).toBe(2);
  expect(stdout).toContain('lab-incomplete');
  const status = await runPlumb(['lab', 'status'], { env });
  expect(status.code).toBe(1);
  expect(status.stdout).toContain('lab-incomplete');
});

test('a lab that another command works on is left alone', async () => {
  const { env, folder } = startedLab();
  const lock = tryLock(join(folder, 'lock'));
  const { code, stdout } = await runPlumb(['lab', 'publish'], { env });
  lock?.release();
  expect(code).toBe(2);
  expect(stdout).toContain('another command is at work on the lab "default"');
});

test('a git that was killed does not stand in the way', async () => {
  const lab = labIn(temporaryFolder());
  const copy = smallDist(temporaryFolder());
  await publish(lab, { dist: copy, message: 'First' });
  writeFileSync(join(repositoryFolder(lab), '.git/index.lock'), '');
  expect(await publish(lab, { dist: copy, message: 'Again' })).toMatchObject({ isNew: false });
});

test('without a lab the command says how to start one', async () => {
  const env = { XDG_STATE_HOME: temporaryFolder() };
  const { code, stdout } = await runPlumb(['lab', 'publish'], { env });
  expect(code).toBe(2);
  expect(stdout).toContain('plumb lab up');
});

function labIn(folder: string): PublishingLab {
  return { folder, clusters: new Map([[cluster.id, { cluster }]]), prometheus: new Map() };
}

/** What `plumb lab up` leaves behind for other commands. */
function startedLab(): { readonly env: Readonly<Record<string, string>>; readonly folder: string } {
  const home = temporaryFolder();
  const state = { ...emptyState(), isUp: true, clusters: { [cluster.id]: cluster } };
  state.ports[`${cluster.id}/prometheus:http`] = 19_090;
  const folder = join(home, 'plumbline/lab/default');
  writeState(folder, state);
  return { env: { XDG_STATE_HOME: home }, folder };
}

/** Two apps without anything that names the lab's folder. */
function smallDist(folder: string): string {
  for (const app of ['dev/ap-northeast-1/keda', 'dev/ap-northeast-1/cluster-basics']) {
    cpSync(join(dist, app), join(folder, app), { recursive: true });
  }
  return folder;
}
