import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRevisions } from '../../src/cli/diff/revisions.ts';
import { factsOf } from '../../src/cli/diff/sides.ts';
import { planOf } from '../../src/plan/plan.ts';
import { planDocument, planFindings } from '../../src/plan/report.ts';
import { type Format, formatDocument, formats } from '../../src/report/format.ts';
import { commitAll } from '../support/commits.ts';
import { temporaryFolder, writeFiles } from '../support/temporary.ts';
import { type Files, fleet } from './fleet.ts';
import { pullRequests } from './pull-requests.cases.ts';

// What a hook registers for the end, vitest does not call.
const repository = temporaryFolder(fleet(), afterAll);
beforeAll(() => {
  commitAll(repository);
  git('tag', 'base');
});

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: repository, stdio: 'pipe' });
}

/** What is told of a pull request, read from a repository in which it is a commit. */
function told(change: (files: Files) => Files, format: Format = 'text'): string {
  const before = fleet();
  const after = change(before);
  git('checkout', '--quiet', '--detach', 'base');
  for (const path of Object.keys(before)) if (!(path in after)) rmSync(join(repository, path));
  const changed = Object.entries(after).filter(([path, text]) => before[path] !== text);
  writeFiles(repository, Object.fromEntries(changed));
  commitAll(repository);
  const sides = readRevisions('base', 'HEAD', repository);
  const plan = planOf(sides.before, sides.after, factsOf(sides));
  const findings = [...sides.findings, ...planFindings(plan)];
  const compared = { base: 'base', head: 'HEAD' };
  return formatDocument(planDocument('plumb diff', plan, compared, findings), format);
}

describe('what is told of a pull request', () => {
  test.each(Object.entries(pullRequests))('%s', async (name, change) => {
    await expect(told(change)).toMatchFileSnapshot(`../golden/plan/${name.replaceAll(/[ ,]+/g, '-')}.txt`);
  });
});

test('markdown folds each entry, JSON has paths and positions', async () => {
  const change = pullRequests['a release everywhere, and one region of its own'] as (files: Files) => Files;
  await expect(told(change, 'markdown')).toMatchFileSnapshot('../golden/plan/format-markdown.txt');
  await expect(told(change, 'json')).toMatchFileSnapshot('../golden/plan/format.json');
});

test.each(formats)('as %s, nothing is told of a Secret but that it changed', (format) => {
  const output = told(pullRequests['another Secret'] as (files: Files) => Files, format);
  for (const text of ['battery', 'horse', Buffer.from('correct-horse-battery-staple').toString('base64')])
    expect(output).not.toContain(text);
  expect(output).toContain('1');
});
