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

test('what the system does not let a verb read is a finding, in every format', async () => {
  const cwd = folderWithLoop();
  const told = await runPlumb(['drift', 'merge', 'loop'], { cwd });
  expect(told).toEqual({
    code: 2,
    stdout: `loop: unjudged[unreadable-file]: loop cannot be read: ELOOP: too many symbolic links encountered
  next: see what it is, and who may read it: ls -ld loop

plumb drift merge: not finished (1 unjudged)
`,
    stderr: '',
  });
  expect(await runPlumb(['drift', 'merge', 'loop', '-o', 'prometheus'], { cwd })).toEqual(told);
  const { code, stdout } = await runPlumb(['drift', 'merge', 'loop', '-o', 'json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    title: 'plumb drift merge',
    findings: [{ rule: 'unreadable-file', location: { file: 'loop' } }],
  });
  expect(code).toBe(2);
});

test('who looks closer sees where', async () => {
  const { stderr } = await runPlumb(['drift', 'merge', 'loop'], {
    cwd: folderWithLoop(),
    env: { PLUMB_DEBUG: '1' },
  });
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
