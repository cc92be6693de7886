import { globSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { ReadManifests } from '../../manifest/read.ts';
import { readManifestsIn } from '../../manifest/read-paths.ts';
import { isBesidePolicy, ofPolicyFolders } from '../../policy/policy-folders.ts';
import type { Finding } from '../../report/finding.ts';
import { atRevision } from '../policy/revision.ts';
import { type PolicySource, policiesFolder } from './judged-sides.ts';

/** All policies of a repository, as its clusters get them. Files are named from the repository. */
export async function readPolicies({ repository, commit }: PolicySource): Promise<ReadManifests> {
  if (commit === undefined) return readAll(repository);
  return atRevision(commit, [join(repository, policiesFolder)], async (copy) =>
    readAll(resolve(copy, relative(process.cwd(), repository))),
  );
}

/** Cases are many times longer, and no policies; that they are there tells that a policy should be, too. */
async function readAll(root: string): Promise<ReadManifests> {
  const all = globSync(`${policiesFolder}/**/*.{yaml,yml,json}`, { cwd: root }).sort();
  const files = all.filter(
    (file) => !isBesidePolicy(file) && !/(?:^|[\\/])(?:objects|surroundings)\.yaml$/.test(file),
  );
  const folders = new Set(all.filter(isBesidePolicy).map((file) => dirname(file)));
  return ofPolicyFolders(await readManifestsIn(root, files), root, folders);
}

/**
 * About policies that could be read before, and cannot after: these judge nothing of the change. What could not be read
 * before either is no news of it.
 *
 * @param source of those after
 */
export function newlyUnread(before: ReadManifests, after: ReadManifests, source: PolicySource): Finding[] {
  const files = new Set(before.findings.map(({ location }) => location?.file));
  return after.findings
    .filter(({ location }) => !files.has(location?.file))
    .map(({ location, ...finding }) => ({
      ...finding,
      // What is compared may start from another folder.
      ...(location && { location: { ...location, file: resolve(source.repository, location.file) } }),
    }));
}
