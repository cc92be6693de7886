import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { findDists } from '../../src/cli/rehearse/dists.ts';
import { commitAll } from '../support/commits.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';

const file = 'dist/dev/tokyo/api/argocd.params';

/** A repository with one commit, changed since. */
function repository(): string {
  const folder = temporaryFolder({ 'environments/regions.yaml': '{}\n', [file]: 'committed\n' });
  commitAll(folder);
  writeFiles(folder, { [file]: 'changed\n' });
  return folder;
}

function find(folder: string, base?: string, head?: string, environment = 'dev') {
  const scratch = temporaryFolder();
  const cwd = vi.spyOn(process, 'cwd').mockReturnValue(folder);
  try {
    const found = findDists(base, head, environment, scratch);
    const read = (dist: string): string => readFileSync(join(dist, file.slice('dist/'.length)), 'utf8');
    return [read(found.base), read(found.head)];
  } finally {
    cwd.mockRestore();
  }
}

test('the working tree is compared with HEAD, or with a revision', () => {
  const folder = repository();
  expect(find(folder)).toEqual(['committed\n', 'changed\n']);
  commitAll(folder);
  expect(find(folder, 'HEAD~1')).toEqual(['committed\n', 'changed\n']);
});

test('two revisions are compared, whatever the working tree has', () => {
  const folder = repository();
  commitAll(folder);
  writeFiles(folder, { [file]: 'changed again\n' });
  expect(find(folder, 'HEAD~1', 'HEAD')).toEqual(['committed\n', 'changed\n']);
});

test('two folders are taken as they are', () => {
  const [one, other] = [repository(), repository()];
  expect(find(one, join(one, 'dist'), join(other, 'dist'))).toEqual(['changed\n', 'changed\n']);
});

test('a folder can be either side', () => {
  const [one, other] = [repository(), repository()];
  expect(find(one, 'HEAD', join(other, 'dist'))).toEqual(['committed\n', 'changed\n']);
  expect(find(one, join(other, 'dist'))).toEqual(['changed\n', 'changed\n']);
});

test('what is not there cannot be rehearsed', () => {
  const folder = repository();
  expect(() => find(folder, 'HEAD', undefined, 'staging')).toThrow(
    'HEAD has nothing rendered for the environment staging',
  );
  expect(() => find(folder, 'no-such')).toThrow(
    'no-such is neither a revision in this repository nor a folder',
  );
});
