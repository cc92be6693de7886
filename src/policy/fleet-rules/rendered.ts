import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { paramsFileName } from '../../fleet/params-file.ts';
import { catalogueFile, folderWith } from '../../fleet/repository-folder.ts';
import { shownFrom } from '../../manifest/files.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import { type Fields, fieldsOf, textOf } from '../../manifest/select.ts';
import type { Finding } from '../../report/finding.ts';
import { type DataFile, DataFiles } from './data-files.ts';

const apiVersion = 'plumbline.dev/v1';

/** Is this object no manifest, but the data of a file beside them? */
export function isRenderedData(object: KubernetesObject): boolean {
  return object.apiVersion === apiVersion;
}

export interface RenderedData {
  readonly manifests: readonly LoadedManifest[];
  /** All `unjudged`: what cannot be read. */
  readonly findings: readonly Finding[];
  /** Names of environments of which something cannot be read: without it, rules would judge something else. */
  readonly unreadable: ReadonlySet<string>;
}

/**
 * The data that stands beside rendered manifests, as objects, so that rules read all alike. Manifests that are not in
 * `dist/<environment>/<target>/<app>/`, or so in a scratch folder of the repository, have none.
 *
 * - `plumbline.dev/RenderedApp`: what ApplicationSets read of an app, its `argocd.params`; `spec.path` is its folder in
 *   `dist/`, from the top of the repository, as they name it.
 * - `plumbline.dev/Region`: the region's file below `environments/`; `spec.isHub` says whether Argo CD is there,
 *   `spec.jurisdiction` whose law holds (from the catalogue of regions).
 *
 * @param workingDirectory what the paths of manifests start from, and what those of the data are shown from
 */
export function renderedData(manifests: readonly LoadedManifest[], workingDirectory: string): RenderedData {
  const folders = [...new Set(manifests.map(({ file }) => dirname(resolve(workingDirectory, file))))].filter(
    (folder) => existsSync(join(folder, paramsFileName)),
  );
  const files = new DataFiles(workingDirectory);
  const findings: Finding[] = [];
  const read = [...Map.groupBy(folders, (folder) => dirname(dirname(folder)))].map(([environment, apps]) => {
    const repository = folderWith([catalogueFile], dirname(environment));
    if (repository === undefined) findings.push(noRepository(shownFrom(workingDirectory, environment)));
    const regions =
      repository === undefined ? [undefined] : readRegions(files, repository, environment, apps);
    return { name: basename(environment), objects: [...apps.map((app) => readApp(files, app)), ...regions] };
  });
  return {
    manifests: read.flatMap(({ objects }) => objects.filter((object) => object !== undefined)),
    findings: [...findings, ...files.findings],
    unreadable: new Set(read.filter(({ objects }) => objects.includes(undefined)).map(({ name }) => name)),
  };
}

function readApp(files: DataFiles, folder: string): LoadedManifest | undefined {
  const [app, target, environment] = [folder, dirname(folder), dirname(dirname(folder))].map((path) =>
    basename(path),
  ) as [string, string, string];
  const read = files.read(join(folder, paramsFileName));
  return (
    read &&
    loaded(read, 'RenderedApp', app, environment, target, { path: `dist/${environment}/${target}/${app}` })
  );
}

/** @param environment `dist/<environment>` */
function readRegions(
  files: DataFiles,
  repository: string,
  environment: string,
  apps: readonly string[],
): (LoadedManifest | undefined)[] {
  const folder = join(repository, 'environments', basename(environment));
  const shared = files.read(join(folder, 'environment.yaml'));
  const catalogue = files.read(join(repository, catalogueFile));
  const names = [...new Set(apps.map((app) => basename(dirname(app))))].sort();
  return names
    .filter((name) => name !== 'hub' && name !== 'global')
    .map((name) => {
      const read = files.read(join(folder, `${name}.yaml`));
      if (read === undefined || shared === undefined || catalogue === undefined) return undefined;
      return loaded(read, 'Region', name, basename(environment), name, {
        isHub: textOf(shared.fields, 'hub') === name,
        jurisdiction: textOf(fieldsOf(catalogue.fields, 'regions', name), 'jurisdiction'),
      });
    });
}

/** The fields of `spec` stand at the top of the file. */
function loaded(
  { file, fields, locate }: DataFile,
  kind: string,
  name: string,
  environment: string,
  target: string,
  more: Fields,
): LoadedManifest {
  const labels = { 'plumbline.dev/environment': environment, 'plumbline.dev/region': target };
  return {
    object: { apiVersion, kind, metadata: { name, labels }, spec: { ...fields, ...more } },
    file,
    locate: (path: Path) => locate(path.slice(1)),
  };
}

function noRepository(folder: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'no-environments',
    message: `no folder above ${folder} has ${catalogueFile}, so fleet rules have not judged it: they read what regions are`,
    location: { file: folder },
    next: 'render it into a folder of its repository, or add the file there',
  };
}
