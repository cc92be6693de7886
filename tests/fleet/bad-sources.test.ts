import { expect, test } from 'vitest';
import { edit, problems } from './fixture.ts';

/** Where Argo CD is told to read from, and cannot or must not. */

test('a repository with a password, which is not shown', async () => {
  const told = await problems(
    edit('environments/dev/environment.yaml', 'repository: https://', 'repository: https://bot:hunter2@'),
  );
  expect(told).toMatchInlineSnapshot(`
    "environments/dev/environment.yaml:4:13: unjudged[secret-in-address]: \`repository\` holds a password, and what is in git is no secret
      next: leave it out: Argo CD takes the passwords of repositories from Secrets of its own"
  `);
});

test('a revision that is no branch', async () => {
  const tell = (revision: string) =>
    problems(edit('environments/dev/environment.yaml', 'revision: main', `revision: ${revision}`));
  for (const revision of ['release/2.14', 'v1.2.3', 'feature_x', '0123456789abcdef'])
    expect(await tell(`'${revision}'`)).toBe('');
  for (const revision of [
    'feature branch',
    '--upload-pack=x',
    'main..x',
    'HEAD~1',
    'main/',
    '/main',
    'a//b',
    '.x',
    'a.lock',
    '@',
  ])
    expect(await tell(`'${revision}'`)).toContain(
      `unjudged[invalid-revision]: \`revision\` is "${revision}"`,
    );
});
