import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesIn, foldersIn } from '../../fleet/folders.ts';
import { paramsFileName } from '../../fleet/params-file.ts';
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
  const given = new Set(manifests.map(({ file }) => file));
  const folders = new Map(
    [...new Set(manifests.map(({ file }) => dirname(file)))].map((folder) => [
      folder,
      environmentFolder(folder, workingDirectory),
    ]),
  );
  const partial = [...new Set(folders.values())]
    .filter((folder) => folder !== undefined)
    .filter((folder) => !isWhole(folder, given, workingDirectory))
    .sort();
  return {
    manifests: manifests.filter(({ file }) => !partial.includes(folders.get(dirname(file)) ?? '')),
    findings: partial.map((folder) => ({
      severity: 'warning',
      rule: 'partial-environment',
      message: `only a part of ${folder} was given, so fleet rules have not judged it`,
      location: { file: folder },
      next: `give all of it for that: plumb policy check ${folder}`,
    })),
  };
}

/** `dist/<environment>` of `dist/<environment>/<target>/<app>`; `undefined` for folders of another kind. */
function environmentFolder(folder: string, workingDirectory: string): string | undefined {
  if (!existsSync(join(workingDirectory, folder, paramsFileName))) return undefined;
  return dirname(dirname(folder));
}

function isWhole(environment: string, given: ReadonlySet<string>, workingDirectory: string): boolean {
  return foldersIn(join(workingDirectory, environment))
    .flatMap((target) =>
      foldersIn(join(workingDirectory, environment, target)).map((app) => `${environment}/${target}/${app}`),
    )
    .every((folder) =>
      filesIn(join(workingDirectory, folder))
        .filter((name) => name.endsWith('.yaml'))
        .every((name) => given.has(`${folder}/${name}`)),
    );
}
