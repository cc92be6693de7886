import { expect, test } from 'vitest';
import { inGit } from '../drift/objects.ts';
import recordings from '../drift/recorded.json' with { type: 'json' };
import { runPlumb } from '../support/plumb.ts';
import { temporaryFolder } from '../support/temporary.ts';

const git = JSON.stringify(inGit.get('ConfigMap settings'));
const dumpOf = (name: keyof typeof recordings): string =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [recordings[name].live] });

const files = {
  'git/settings.json': git,
  'clean.json': dumpOf('applied: ConfigMap settings'),
  'drifted.json': dumpOf('a key is added'),
  'broken.yaml': 'kind: [',
};

const drift = async (live: string, ...args: string[]) =>
  runPlumb(['drift', '--desired', 'git', '--live', live, ...args], { cwd: temporaryFolder(files) });

test('exits with 0 if all is clean', async () => {
  expect(await drift('clean.json')).toEqual({
    code: 0,
    stdout: 'plumb drift: 1 object: 1 clean\n',
    stderr: '',
  });
});

test('exits with 1 and says who, if something is not', async () => {
  const { code, stdout } = await drift('drifted.json');
  expect(code).toBe(1);
  expect(stdout).toContain(
    'git/settings.json:1:1 (ConfigMap shop/settings): error[drifted-by-person]: data.extra is "x", git says nothing of it (kubectl-edit, Update, ',
  );
  const { result } = JSON.parse((await drift('drifted.json', '-o', 'json')).stdout) as { result: unknown };
  expect(result).toMatchObject({
    counts: { drifted: 1, clean: 0 },
    objects: [{ name: 'settings', result: 'drifted', fields: [{ path: 'data.extra', cause: 'person' }] }],
  });
});

test('exits with 2 and compares nothing, if a file cannot be read', async () => {
  for (const live of ['broken.yaml', 'nowhere.yaml']) {
    const { code, stdout } = await drift(live);
    expect(code).toBe(2);
    expect(stdout).toContain('nothing was done');
    expect(stdout).not.toContain('missing]: git has it');
  }
});

test('exits with 2 if it is not told what to compare', async () => {
  expect(await runPlumb(['drift'], { cwd: temporaryFolder() })).toMatchObject({ code: 2, stdout: '' });
});
