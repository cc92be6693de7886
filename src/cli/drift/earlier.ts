import { relative, resolve } from 'node:path';
import type { RenderedApp } from '../../deploy/rendered.ts';
import type { DesiredObject } from '../../drift/live/desired.ts';
import { isManifestName } from '../../manifest/files.ts';
import { readManifests } from '../../manifest/read.ts';
import { decodeText } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';
import { messageOf } from '../../report/thrown.ts';
import { askGit, commitOf, filesAt, git, readBlobs } from '../git.ts';
import { desiredOf } from './clusters.ts';

/** The commit that a folder's repository is at; `undefined` where there is none, or none can be told. */
export function revisionOf(folder: string): string | undefined {
  try {
    return commitOf('HEAD', folder);
  } catch {
    return undefined;
  }
}

/**
 * What the folder of an app held at a commit.
 *
 * @param note is told if nobody can know
 * @returns `undefined` if it held what it holds now, or the commit is not here
 */
export function objectsAt(
  app: RenderedApp,
  application: string,
  revision: string,
  note: (text: string) => void,
): readonly DesiredObject[] | undefined {
  // It is what someone wrote into the cluster: git would take other texts for options, or for names.
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(revision)) {
    note(
      `${application} has ${JSON.stringify(revision)}, which is no commit: what is not synced yet is not told`,
    );
    return undefined;
  }
  const folder = resolve(app.folder);
  try {
    return isSame(revision, folder) ? undefined : readAt(app, application, revision, folder);
  } catch (error) {
    if (error instanceof InputError && error.findings[0]?.rule === 'unknown-revision')
      note(
        `${application} has commit ${revision}, which is not here: git fetch it to tell what is not synced yet`,
      );
    else note(`${application} cannot be read as it was at commit ${revision}: ${messageOf(error)}`);
    return undefined;
  }
}

/** Files that are not committed yet count too; those that git is told to ignore never will be. */
function isSame(revision: string, folder: string): boolean {
  if (askGit(['diff', '--quiet', '--no-ext-diff', revision, '--', folder], folder) === undefined)
    return false;
  return git(['ls-files', '--others', '--exclude-standard', '--', folder], '', folder).length === 0;
}

function readAt(app: RenderedApp, application: string, revision: string, folder: string): DesiredObject[] {
  const files = filesAt(revision, folder).filter(({ path }) => isManifestName(path));
  const contents = readBlobs(
    files.map(({ hash }) => hash),
    folder,
  );
  const manifests = files.flatMap(({ path }, index) => {
    const file = relative(process.cwd(), resolve(folder, path));
    return readManifests(decodeText(contents[index] ?? Buffer.of(), file), file).manifests;
  });
  return desiredOf(app, application, manifests);
}
