import { join } from 'node:path';
import { foldersIn } from '../fleet/folders.ts';
import { collectFiles } from '../manifest/files.ts';
import type { KubernetesObject } from '../manifest/object.ts';
import { readManifests } from '../manifest/read.ts';
import { readText } from '../manifest/text.ts';
import { InputError, unusable } from '../report/errors.ts';
import type { Finding } from '../report/finding.ts';
import { suggest } from '../report/suggest.ts';
import { type AppParams, readParams } from '../synth/params.ts';

/** One app of one target, as it lies in `dist/<environment>/<target>/<app>`. */
export interface RenderedApp extends AppParams {
  readonly environment: string;
  /** A region, `hub` or `global`. */
  readonly target: string;
  readonly folder: string;
}

export interface RenderedEnvironment {
  readonly name: string;
  /** Region of the cluster that carries Argo CD. */
  readonly hub: string;
  readonly regions: readonly string[];
  readonly apps: readonly RenderedApp[];
  /** The root Application. */
  readonly root: KubernetesObject;
}

/**
 * What `plumb synth` has rendered for an environment.
 *
 * @param dist the folder that holds a folder for each environment
 * @throws InputError if it is not there or not whole
 */
export function readRendered(dist: string, environment: string): RenderedEnvironment {
  const environments = foldersIn(dist);
  if (environments.length === 0) throw notRendered(`${dist} holds no rendered environment`);
  if (!environments.includes(environment))
    throw new InputError([unknownName('environment', '--env', environment, environments)]);
  const targets = foldersIn(join(dist, environment));
  const apps = targets.flatMap((target) => readTarget(dist, environment, target));
  const argocd = apps.find(({ target, app }) => target === 'hub' && app === 'argocd');
  const root = argocd && readObjects(argocd).find(isRoot);
  const destination = (root?.['spec'] as { destination?: { name?: string } } | undefined)?.destination?.name;
  if (!root || destination === undefined)
    throw notRendered(`${join(dist, environment, 'hub/argocd')} holds no root Application`);
  const regions = targets.filter((target) => target !== 'hub' && target !== 'global');
  return { name: environment, hub: destination.slice(environment.length + 1), regions, apps, root };
}

/** @throws InputError if nothing is rendered for the region */
export function checkRegion({ regions }: RenderedEnvironment, region: string): void {
  if (!regions.includes(region)) throw new InputError([unknownName('region', '--region', region, regions)]);
}

/** The app `name` of a target. @throws InputError if it is not rendered */
export function appOf({ name, apps }: RenderedEnvironment, target: string, app: string): RenderedApp {
  const found = apps.find((each) => each.target === target && each.app === app);
  if (!found) throw notRendered(`${name}/${target} has no app ${app}`);
  return found;
}

/** The objects of an app's folder, in the order of its files. @throws InputError if a file cannot be read */
export function readObjects({ folder }: RenderedApp): KubernetesObject[] {
  const { files, findings } = collectFiles([folder], process.cwd());
  const read = files.map(({ path = '', file }) => readManifests(readText(path, file), file));
  const problems = [...findings, ...read.flatMap((each) => each.findings)];
  if (problems.length > 0) throw new InputError(problems);
  return read.flatMap(({ manifests }) => manifests.map(({ object }) => object));
}

export function isRoot({ kind, metadata }: KubernetesObject): boolean {
  return kind === 'Application' && metadata.name === 'root';
}

function readTarget(dist: string, environment: string, target: string): RenderedApp[] {
  const parent = join(dist, environment, target);
  return foldersIn(parent).flatMap((name) => {
    const folder = join(parent, name);
    const params = readParams(folder);
    return params ? { environment, target, folder, ...params } : [];
  });
}

/** Of a name, given by `option`, that nothing is rendered under. @param known the names that there are */
export function unknownName(
  noun: 'app' | 'environment' | 'region',
  option: string,
  value: string,
  known: readonly string[],
): Finding {
  return {
    severity: 'unjudged',
    rule: `unknown-${noun}`,
    message: `${option} ${value}: no ${noun} of that name is rendered`,
    allowed: known.join(', '),
    next: suggest(value, known, 'name one of them, or render it with plumb synth'),
  };
}

function notRendered(message: string): InputError {
  return unusable('not-rendered', message, 'render it with plumb synth');
}
