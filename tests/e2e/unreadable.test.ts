import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';
import { smallRepository } from '../support/repository.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A link to itself, which root cannot read either. */
function folderWithLoop(): string {
  const folder = temporaryFolder();
  symlinkSync('loop', join(folder, 'loop'));
  return folder;
}

const deploy = ['deploy', '--env', 'dev', '--dist', 'loop'];

test('what the system does not let a verb read is a finding, in every format', async () => {
  const cwd = folderWithLoop();
  expect(await runPlumb(deploy, { cwd })).toEqual({
    code: 2,
    stdout: `loop: unjudged[unreadable-file]: loop cannot be read: ELOOP: too many symbolic links encountered
  next: see what it is, and who may read it: ls -ld loop

plumb deploy: not finished (1 unjudged)
`,
    stderr: '',
  });
  const { code, stdout } = await runPlumb([...deploy, '-o', 'json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    title: 'plumb deploy',
    findings: [{ rule: 'unreadable-file', location: { file: 'loop' } }],
  });
  expect(code).toBe(2);
  const merge = ['drift', 'merge', 'loop'];
  const told = await runPlumb(merge, { cwd });
  expect(told).toMatchObject({ code: 2, stdout: expect.stringContaining('loop cannot be read: ELOOP') });
  expect((await runPlumb([...merge, '-o', 'prometheus'], { cwd })).code).toBe(2);
});

test('who looks closer sees where', async () => {
  const { stderr } = await runPlumb(deploy, { cwd: folderWithLoop(), env: { PLUMB_DEBUG: '1' } });
  expect(stderr).toMatch(/^caused by: Error: ELOOP: .*\n +at /);
});

test('an app that cannot be read is not taken for one that is missing', async () => {
  const cwd = smallRepository();
  const app = join(cwd, 'apps/shop/cart/app.ts');
  rmSync(app);
  symlinkSync('app.ts', app);
  const { code, stdout } = await runPlumb(['synth'], { cwd });
  expect(stdout).toContain(
    'apps/shop/cart/app.ts: unjudged[unreadable-file]: apps/shop/cart/app.ts cannot be read: ELOOP',
  );
  expect(code).toBe(2);
});
