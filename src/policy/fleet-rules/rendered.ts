import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { paramsFileName } from '../../fleet/params-file.ts';
import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import type { LoadedManifest, ReadManifests } from '../../manifest/read.ts';
import { select } from '../../manifest/select.ts';
import { parseSource, type Source } from '../../manifest/source.ts';
import type { Finding } from '../../report/finding.ts';

const apiVersion = 'plumbline.dev/v1';

export function isRegion(object: KubernetesObject): boolean {
  return object.apiVersion === apiVersion && object.kind === 'Region';
}

/**
 * The data that stands beside rendered manifests, as objects, so that rules read all alike. Manifests that are not in
 * `dist/<environment>/<target>/<app>/` have none.
 *
 * - `plumbline.dev/RenderedApp`: what ApplicationSets read of an app, its `argocd.params`; `spec.path` is its folder.
 * - `plumbline.dev/Region`: the region's file below `environments/`; `spec.isHub` says whether Argo CD is there,
 *   `spec.jurisdiction` whose law holds (from the catalogue of regions).
 *
 * @param workingDirectory what the paths of manifests start from
 */
export function renderedData(manifests: readonly LoadedManifest[], workingDirectory: string): ReadManifests {
  const folders = [...new Set(manifests.map(({ file }) => dirname(file)))].filter((folder) =>
    existsSync(join(workingDirectory, folder, paramsFileName)),
  );
  const apps = folders.map((folder) => readApp(workingDirectory, folder));
  const targets = [...new Set(folders.map((folder) => dirname(folder)))].sort();
  const regions = targets.flatMap((target) => readRegion(workingDirectory, target));
  const read = [...apps, ...regions];
  return {
    manifests: read.flatMap(({ manifest }) => manifest ?? []),
    findings: read.flatMap(({ findings }) => findings),
  };
}

interface ReadObject {
  readonly manifest?: LoadedManifest;
  readonly findings: readonly Finding[];
}

function readApp(root: string, folder: string): ReadObject {
  const [environment = ''] = folder.split('/').slice(-3);
  const file = `${folder}/${paramsFileName}`;
  const source = parseSource(readFileSync(join(root, file), 'utf8'), file);
  if (!isRecord(source.value)) return { findings: source.findings };
  const metadata = { name: basename(folder), labels: { 'plumbline.dev/environment': environment } };
  return loaded(
    { apiVersion, kind: 'RenderedApp', metadata, spec: { ...source.value, path: folder } },
    file,
    source,
  );
}

/** @param target `dist/<environment>/<target>`, with `environments/` beside `dist` */
function readRegion(root: string, target: string): ReadObject[] {
  const name = basename(target);
  const environment = basename(dirname(target));
  const folder = join(dirname(dirname(dirname(target))), 'environments');
  const file = join(folder, environment, `${name}.yaml`);
  if (!existsSync(join(root, file))) return [];
  const source = parseSource(readFileSync(join(root, file), 'utf8'), file);
  if (!isRecord(source.value)) return [{ findings: source.findings }];
  const labels = { 'plumbline.dev/environment': environment, 'plumbline.dev/region': name };
  const hub = valueIn(root, join(folder, environment, 'environment.yaml'), 'hub');
  const jurisdiction = valueIn(root, join(folder, 'regions.yaml'), `regions.${name}.jurisdiction`);
  const spec = { ...source.value, isHub: hub === name, jurisdiction };
  return [loaded({ apiVersion, kind: 'Region', metadata: { name, labels }, spec }, file, source)];
}

/** What is wrong with these files is told by whoever renders them. */
function valueIn(root: string, file: string, pattern: string): unknown {
  if (!existsSync(join(root, file))) return undefined;
  const { value } = parseSource(readFileSync(join(root, file), 'utf8'), file);
  return select(value, pattern)[0]?.value;
}

/** The fields of `spec` stand at the top of the file. */
function loaded(object: KubernetesObject, file: string, source: Source): ReadObject {
  const locate = (path: Path) => source.locate(path.slice(1));
  return { manifest: { object, file, locate }, findings: [] };
}
