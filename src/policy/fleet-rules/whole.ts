import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { filesIn, foldersIn } from '../../fleet/folders.ts';
import { paramsFileName } from '../../fleet/params-file.ts';
import { shownFrom } from '../../manifest/files.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Finding } from '../../report/finding.ts';

/** Manifests that rules over several objects can judge, and a warning for each environment that is left out. */
export interface WholeEnvironments {
  readonly manifests: readonly LoadedManifest[];
  readonly findings: readonly Finding[];
}

/**
 * Leaves out environments of a rendered fleet that are not given as a whole: what seems to be missing there may just
 * not have been asked for. Manifests from elsewhere are taken to be all that there is.
 *
 * @param workingDirectory what the paths of manifests start from
 */
export function wholeEnvironments(
  manifests: readonly LoadedManifest[],
  workingDirectory: string,
): WholeEnvironments {
  const pathOf = ({ file }: LoadedManifest): string => resolve(workingDirectory, file);
  const given = new Set(manifests.map(pathOf));
  const environments = new Map(
    [...new Set([...given].map((path) => dirname(path)))].map((folder) => [
      folder,
      environmentFolder(folder),
    ]),
  );
  const partial = [...new Set(environments.values())]
    .filter((folder) => folder !== undefined)
    .filter((folder) => !isWhole(folder, given))
    .sort();
  return {
    manifests: manifests.filter(
      (manifest) => !partial.includes(environments.get(dirname(pathOf(manifest))) ?? ''),
    ),
    findings: partial.map((folder) =>
      partialEnvironment(shownFrom(workingDirectory, folder), hasHub(folder)),
    ),
  };
}

/** `dist/<environment>` of `dist/<environment>/<target>/<app>`; `undefined` for folders of another kind. */
function environmentFolder(folder: string): string | undefined {
  return existsSync(join(folder, paramsFileName)) ? dirname(dirname(folder)) : undefined;
}

function isWhole(environment: string, given: ReadonlySet<string>): boolean {
  const apps = foldersIn(environment).flatMap((target) =>
    foldersIn(join(environment, target)).map((app) => join(environment, target, app)),
  );
  return (
    hasHub(environment) &&
    apps.every((folder) =>
      filesIn(folder)
        .filter((name) => name.endsWith('.yaml'))
        .every((name) => given.has(join(folder, name))),
    )
  );
}

/** Every environment has one: where it is not, only some regions were rendered. */
function hasHub(environment: string): boolean {
  return existsSync(join(environment, 'hub'));
}

function partialEnvironment(folder: string, isRendered: boolean): Finding {
  return {
    severity: 'warning',
    rule: 'partial-environment',
    message: `only a part of ${folder} was ${isRendered ? 'given' : 'rendered'}, so fleet rules have not judged it`,
    location: { file: folder },
    next: isRendered
      ? `give all of it for that: plumb policy check ${folder}`
      : 'render all of it for that: plumb synth without --region',
  };
}
