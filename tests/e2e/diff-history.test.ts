/**
 * The history of this repository: a plan names of each commit exactly the objects that git says it changed, and what it
 * tells of them leads from the old ones to the new. As many commits as there is time for, the newest first.
 */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { readRevisions } from '../../src/cli/diff/revisions.ts';
import { factsOf } from '../../src/cli/diff/sides.ts';
import { ObjectComparer } from '../../src/diff/normal.ts';
import { identityIn } from '../../src/kubernetes/identity.ts';
import { formatIdentity } from '../../src/manifest/object.ts';
import type { LoadedManifest } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';
import { apply } from '../diff/apply.ts';
import { checkout } from '../support/checkout.ts';

const mostCommits = 30;
/** The first commits rendered everything. */
const mostFiles = 700;
const mostMilliseconds = 15_000;

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: checkout, encoding: 'utf8', maxBuffer: 2 ** 28 });
}

const commits = git('log', `--max-count=${mostCommits}`, '--no-merges', '--format=%H %P', '--', 'dist')
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [commit = '', parent = ''] = line.split(' ');
    return parent === '' ? [] : [{ commit, parent }];
  });

const isShallow = git('rev-parse', '--is-shallow-repository').trim() === 'true';

test.skipIf(isShallow && commits.length === 0)(
  `of ${commits.length} commits (${isShallow ? 'a shallow clone has no more' : 'all there are, or the newest'})`,
  () => {
    const end = performance.now() + mostMilliseconds;
    let judged = 0;
    for (const { commit, parent } of commits) {
      if (performance.now() > end) break;
      if (changedFiles(parent, commit).length > mostFiles) continue;
      judgeCommit(parent, commit);
      judged += 1;
    }
    expect(judged).toBeGreaterThan(0);
  },
);

function changedFiles(parent: string, commit: string): string[] {
  const files = git('diff', '--name-only', '--no-renames', parent, commit, '--', 'dist').trim().split('\n');
  return files.filter((file) => /\.yaml$|\/argocd\.params$/.test(file));
}

function judgeCommit(parent: string, commit: string): void {
  const sides = readRevisions(parent, commit, checkout);
  const facts = factsOf(sides);
  const comparer = new ObjectComparer(facts);
  const byFile = (manifests: readonly LoadedManifest[]) =>
    new Map(manifests.map((manifest) => [manifest.file, manifest]));
  const [before, after] = [byFile(sides.before), byFile(sides.after)];
  expect(new Set([...before.keys(), ...after.keys()])).toEqual(new Set(changedFiles(parent, commit)));
  const nameOf = ({ file, object }: LoadedManifest): string => {
    const [, environment, target, app] = file.split('/');
    return `${environment}/${target} ${app} ${formatIdentity(identityIn(facts, object))}`;
  };
  const { entries, counts } = planOf(sides.before, sides.after, facts);
  const told = (kind: string): Set<string> =>
    new Set(
      entries
        .filter((entry) => entry.kind === kind)
        .flatMap(({ objects, targets }) =>
          targets.flatMap((target) =>
            objects.map(({ app, identity }) => `${target} ${app} ${formatIdentity(identity)}`),
          ),
        ),
    );
  const inBoth = [...after.values()].filter(({ file }) => before.has(file));
  const onlyAfter = [...after.values()].filter(({ file }) => !before.has(file)).map(nameOf);
  const onlyBefore = [...before.values()].filter(({ file }) => !after.has(file)).map(nameOf);
  expect(told('changed').isSubsetOf(new Set(inBoth.map(nameOf)))).toBe(true);
  expect(told('changed').size).toBe(counts.changed);
  expect(counts.changed + counts.rewritten).toBe(inBoth.length);
  expect(told('added').union(told('renamed'))).toEqual(new Set(onlyAfter));
  expect(told('removed').isSubsetOf(new Set(onlyBefore))).toBe(true);
  expect(counts.removed + counts.renamed).toBe(onlyBefore.length);
  for (const manifest of inBoth) {
    const [old, now] = [before.get(manifest.file) as LoadedManifest, manifest];
    const changes = comparer.compare(old.object, now.object);
    expect(
      comparer.compare(apply(comparer.normal(old.object), changes) as typeof old.object, now.object),
    ).toEqual([]);
  }
}
