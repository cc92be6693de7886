import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout } from '../support/checkout.ts';
import { commitAll } from '../support/commits.ts';
import { amongStrangers, withoutPrograms } from '../support/git-environments.ts';
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const manifest = 'dist/dev/hub/api/ConfigMap.yaml';
const settings = (value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: api }\ndata: { value: "${value}" }\n`;

/** A repository with a commit, of which one manifest has changed since. */
function repository(): string {
  const folder = temporaryFolder({ [manifest]: settings('1') });
  cpSync(join(checkout, 'environments'), join(folder, 'environments'), { recursive: true });
  commitAll(folder);
  writeFiles(folder, { [manifest]: settings('2') });
  return folder;
}

const commands = [
  ['diff'],
  ['validate', 'dist', '--base', 'HEAD'],
  ['policy', 'check', 'dist', '--base', 'HEAD'],
  ['rehearse', 'targets'],
];

test.each(commands)('%s: a clone that git does not trust is no folder without one', async (...args) => {
  const cwd = repository();
  const { code, stdout, stderr } = await runPlumb(args, { cwd, env: amongStrangers });
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout).toContain(`unjudged[git-failed]: git rev-parse fails in ${cwd}: detected dubious ownership`);
  expect(stdout).toContain(`next: if you trust who it belongs to: git config --global --add safe.directory`);
  expect((await runPlumb(args, { cwd })).stdout).not.toContain('git-failed');
});

test.each(commands)('%s: without git, git is what lacks', async (...args) => {
  const { code, stdout } = await runPlumb(args, { cwd: repository(), env: withoutPrograms() });
  expect(stdout).toContain('unjudged[no-git]');
  expect(code).toBe(2);
});

test('who looks closer sees all that git said', async () => {
  const env = { ...amongStrangers, PLUMB_DEBUG: '1' };
  const { stderr } = await runPlumb(['diff'], { cwd: repository(), env });
  expect(stderr).toMatch(
    /^caused by: Error: Command failed: git rev-parse .*\nfatal: detected dubious ownership/,
  );
});

test('a broken clone is told in the words of git', async () => {
  const cwd = temporaryFolder({ '.git': 'gitdir: /nowhere\n', 'environments/regions.yaml': '' });
  const { code, stdout } = await runPlumb(['diff'], { cwd });
  expect(stdout).toContain(`git rev-parse fails in ${cwd}: not a git repository: /nowhere`);
  expect(code).toBe(2);
});

test('a clone that lacks contents, and whose remote does not answer, says where to look', async () => {
  const origin = repository();
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: origin, stdio: 'pipe' });
  git('config', 'uploadpack.allowFilter', 'true');
  const cwd = temporaryFolder();
  git('clone', '--quiet', '--no-checkout', '--filter=blob:none', `file://${origin}`, cwd);
  mkdirSync(join(cwd, 'dist'));
  renameSync(origin, `${origin}-elsewhere`);
  const { code, stdout, stderr } = await runPlumb(['diff'], { cwd });
  renameSync(`${origin}-elsewhere`, origin);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout).toContain(`unjudged[git-failed]: git `);
  expect(stdout).toContain(`'${origin}' does not appear to be a git repository`);
  expect(stdout).toContain('next: this clone fetches what it lacks when it is read');
  const offline = await runPlumb(['diff'], { cwd, env: { GIT_NO_LAZY_FETCH: '1' } });
  expect(offline.stdout).toContain('unjudged[git-failed]');
});
