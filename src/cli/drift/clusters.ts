import { join } from 'node:path';
import { clusterName } from '../../constructs/gitops/clusters.ts';
import { applicationName } from '../../deploy/names.ts';
import {
  type RenderedApp,
  type RenderedEnvironment,
  readRendered,
  unknownName,
} from '../../deploy/rendered.ts';
import type { DesiredObject } from '../../drift/live/desired.ts';
import type { Subject } from '../../drift/live/judge-cluster.ts';
import { foldersIn } from '../../fleet/folders.ts';
import type { ReadManifests } from '../../manifest/read.ts';
import { InputError, unusable } from '../../report/errors.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import type { Finding } from '../../report/finding.ts';
import { readParams } from '../../synth/params.ts';

export interface Selection {
  /** The folder that holds a folder for each environment. */
  readonly dist: string;
  /** Default: all. */
  readonly environment?: string;
  /** The cluster of one region. Default: all */
  readonly region?: string;
  /** Default: all. */
  readonly app?: string;
}

/** One cluster and what git gives it. */
export interface SelectedCluster {
  readonly environment: string;
  readonly region: string;
  /** Region of the cluster that has the environment's Argo CD. */
  readonly hub: string;
  /** Its context, if none is given. */
  readonly context: string;
  /** Folders by the Applications that sync them. */
  readonly folders: ReadonlyMap<string, RenderedApp>;
  /** What its folders hold. */
  readonly given: Promise<GivenByGit>;
}

export interface GivenByGit {
  readonly subject: Subject;
  /** Of what cannot be read. */
  readonly findings: readonly Finding[];
}

/** A cluster of an environment that cannot be read at all. */
export interface UnreadableCluster extends Pick<SelectedCluster, 'environment' | 'region' | 'context'> {
  readonly reason: string;
}

export interface SelectedClusters {
  readonly clusters: readonly SelectedCluster[];
  readonly unreadable: readonly UnreadableCluster[];
  /** Of environments that cannot be read: the others are there all the same. */
  readonly findings: readonly Finding[];
}

type ReadFolder = (folder: string) => Promise<ReadManifests>;

/**
 * Begins to read what git gives each cluster, one after the other.
 *
 * @throws InputError if there is no such environment, region or app
 */
export function selectClusters(selection: Selection, read: ReadFolder): SelectedClusters {
  const { dist, environment, region, app } = selection;
  const known = foldersIn(dist);
  const names = environment === undefined ? known : [environment];
  const findings: Finding[] = [];
  const rendered: RenderedEnvironment[] = [];
  const unreadable: UnreadableCluster[] = [];
  for (const name of names) {
    try {
      rendered.push(readRendered(dist, name));
    } catch (error) {
      if (!(error instanceof InputError) || !known.includes(name)) throw error;
      findings.push(...error.findings);
      const regions = regionsIn(dist, name).filter((each) => region === undefined || each === region);
      unreadable.push(...regions.map((each) => unreadableCluster(name, each, error)));
    }
  }
  const chosen = rendered.flatMap((each) =>
    each.regions
      .filter((name) => region === undefined || name === region)
      .map((name) => ({ rendered: each, region: name })),
  );
  const unknown = [
    ...unknownNames(
      'region',
      region,
      names.flatMap((name) => regionsIn(dist, name)),
    ),
    ...unknownNames(
      'app',
      app,
      rendered.flatMap(({ apps }) => apps.map((each) => each.app)),
    ),
  ];
  if (unknown.length > 0) throw new InputError([...findings, ...unknown]);
  if (chosen.length === 0 && findings.length === 0)
    throw unusable('not-rendered', `${dist} holds no rendered environment`, 'render it with plumb synth');
  const asked = chosen
    .map((each) => ({ ...each, apps: appsOf(each.rendered, each.region) }))
    .filter(({ apps }) => app === undefined || apps.some((each) => each.app === app));
  // The app is rendered, but not for what else is asked for.
  if (app !== undefined && chosen.length > 0 && asked.length === 0) {
    const places = rendered
      .flatMap(({ apps }) => apps.filter((each) => each.app === app))
      .map((each) => `${each.environment}/${each.target}`);
    const message = `--app ${app}: ${chosen.map((each) => `${each.rendered.name}/${each.region}`).join(', ')} does not have it`;
    const next = 'leave out --region, or choose one of a place that has it';
    const allowed = places.join(', ');
    throw new InputError([{ severity: 'unjudged', rule: 'unknown-app', message, allowed, next }]);
  }
  const clusters = asked.map((each) => clusterOf(each.rendered, each.region, each.apps, app, read));
  return { clusters, unreadable, findings };
}

/** Names of all clusters that something is rendered for, `<environment>/<region>`. */
export function renderedTargets(dist: string): string[] {
  return foldersIn(dist).flatMap((name) => regionsIn(dist, name).map((region) => `${name}/${region}`));
}

function regionsIn(dist: string, environment: string): string[] {
  return foldersIn(join(dist, environment)).filter((name) => name !== 'hub' && name !== 'global');
}

function unreadableCluster(environment: string, region: string, { message }: InputError): UnreadableCluster {
  return { environment, region, context: clusterName(environment, region), reason: message };
}

function unknownNames(
  noun: 'app' | 'region',
  asked: string | undefined,
  rendered: readonly string[],
): Finding[] {
  const known = [...new Set(rendered)].sort();
  if (asked === undefined || known.includes(asked) || known.length === 0) return [];
  return [unknownName(noun, `--${noun}`, asked, known)];
}

/** The hub's has what is for hubs, and for all. */
function appsOf({ hub, apps }: RenderedEnvironment, region: string): RenderedApp[] {
  return apps.filter(
    ({ target }) => target === region || (region === hub && (target === 'hub' || target === 'global')),
  );
}

function clusterOf(
  { name: environment, hub }: RenderedEnvironment,
  region: string,
  apps: readonly RenderedApp[],
  app: string | undefined,
  read: ReadFolder,
): SelectedCluster {
  const given = readApps(apps, app, read);
  // Whoever awaits it is told; it may fail before anyone does.
  given.catch(() => undefined);
  const folders = new Map(apps.map((each) => [applicationName(each), each]));
  return { environment, region, hub, context: clusterName(environment, region), folders, given };
}

async function readApps(
  apps: readonly RenderedApp[],
  app: string | undefined,
  read: ReadFolder,
): Promise<GivenByGit> {
  const desired: DesiredObject[] = [];
  const unreadable = new Map<string, string>();
  const findings: Finding[] = [];
  const folders = await Promise.all(apps.map(async (each) => [each, await read(each.folder)] as const));
  for (const [each, held] of folders) {
    const application = applicationName(each);
    const broken = held.findings.filter((finding) => exitCodeOf([finding]) === 2);
    const isEmpty = broken.length > 0 && broken.every(({ rule }) => rule === 'nothing-to-judge');
    if (broken.length > 0 && !isEmpty) {
      unreadable.set(application, broken.map(({ message }) => message).join('; '));
      findings.push(...broken.map((finding) => withNext(finding, each)));
    } else desired.push(...desiredOf(each, application, held.manifests));
  }
  const only = app === undefined ? undefined : apps.filter((each) => each.app === app).map(applicationName);
  const subject: Subject = {
    desired,
    applications: new Set(apps.map(applicationName)),
    chartApplications: new Set(
      apps.filter(({ folder }) => readParams(folder)?.hasCharts).map(applicationName),
    ),
    unreadableApplications: unreadable,
    ...(only !== undefined && { only: new Set(only) }),
  };
  return { subject, findings };
}

export function desiredOf(
  { namespace }: RenderedApp,
  application: string,
  manifests: ReadManifests['manifests'],
): DesiredObject[] {
  return manifests.map((manifest) => ({ ...manifest, application, destinationNamespace: namespace }));
}

function withNext(finding: Finding, { environment, target, app }: RenderedApp): Finding {
  return {
    ...finding,
    next: finding.next ?? `nothing of ${environment}/${target}/${app} was compared: correct the file`,
  };
}
