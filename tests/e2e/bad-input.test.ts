import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPlumb } from '../support/plumb.ts';
import { smallRepository } from '../support/repository.ts';
import { writeFiles } from '../support/temporary.ts';
import '../support/uncounted.ts';
import { mistakes } from './bad-input.cases.ts';

describe.concurrent('plumb synth on a repository with a mistake', () => {
  test.for(Object.entries(mistakes))('%s', async ([name, mistake], { expect, onTestFinished }) => {
    const repository = smallRepository({ 'dist/test/eu-central-1/cart/mark': 'as it was' }, onTestFinished);
    for (const [path, content] of Object.entries(mistake)) {
      if (content === null) rmSync(join(repository, path), { recursive: true });
      else writeFiles(repository, { [path]: content });
    }
    const { code, stdout, stderr } = await runPlumb(['synth'], { cwd: repository });
    await expect(stdout).toMatchFileSnapshot(`../golden/bad-input/${name}.txt`);
    expect(stderr).toBe('');
    expect(code).toBe(2);
    expect(readFileSync(join(repository, 'dist/test/eu-central-1/cart/mark'), 'utf8')).toBe('as it was');
    expect(existsSync(join(repository, 'dist/test/eu-central-1/cart/argocd.params'))).toBe(false);
  });
});

test('the small repository without a mistake renders', async () => {
  const { code, stdout } = await runPlumb(['synth'], { cwd: smallRepository() });
  expect(stdout).toBe(
    'plumb synth: 1 object for 1 target in dist: 2 created, 0 changed, 0 removed, 0 unchanged\n',
  );
  expect(code).toBe(0);
});
