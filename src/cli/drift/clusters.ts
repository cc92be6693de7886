import { join } from 'node:path';
import { clusterName } from '../../constructs/gitops/clusters.ts';
import { applicationName } from '../../deploy/names.ts';
import {
  checkRegion,
  type RenderedApp,
  type RenderedEnvironment,
  readRendered,
} from '../../deploy/rendered.ts';
import type { DesiredObject } from '../../drift/live/desired.ts';
import type { Subject } from '../../drift/live/judge-cluster.ts';
import { foldersIn } from '../../fleet/folders.ts';
import { isRecord } from '../../manifest/object.ts';
import type { ReadManifests } from '../../manifest/read.ts';
import { parseSource } from '../../manifest/source.ts';
import { readText } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';
import { exitCodeOf } from '../../report/exit-code.ts';
import type { Finding } from '../../report/finding.ts';
import { nearest } from '../../report/suggest.ts';
import { withReading } from './reading.ts';

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
  readonly subject: Subject;
  /** Folders by the Applications that sync them. */
  readonly folders: ReadonlyMap<string, RenderedApp>;
}

/** A cluster of an environment that cannot be read at all. */
export interface UnreadableCluster extends Pick<SelectedCluster, 'environment' | 'region' | 'context'> {
  readonly reason: string;
}

export interface SelectedClusters {
  readonly clusters: readonly SelectedCluster[];
  readonly unreadable: readonly UnreadableCluster[];
  /** Of environments and apps that cannot be read: the others are there all the same. */
  readonly findings: readonly Finding[];
}

/** @throws InputError if there is no such environment, region or app */
export async function selectClusters(selection: Selection): Promise<SelectedClusters> {
  return withReading(async (read) => clustersBy(selection, read));
}

type ReadFolder = (folder: string) => Promise<ReadManifests>;

async function clustersBy(selection: Selection, read: ReadFolder): Promise<SelectedClusters> {
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
  if (region !== undefined && chosen.length + unreadable.length === 0)
    for (const each of rendered) checkRegion(each, region);
  checkApp(rendered, app);
  const clusters = await Promise.all(
    chosen.map(async (each) => readCluster(each.rendered, each.region, app, read)),
  );
  findings.push(...clusters.flatMap((each) => each.findings));
  if (clusters.length === 0 && findings.length === 0) {
    const message = `${dist} holds no rendered environment`;
    throw new InputError([
      { severity: 'unjudged', rule: 'not-rendered', message, next: 'render it with plumb synth' },
    ]);
  }
  const asked = clusters
    .map(({ cluster }) => cluster)
    .filter(({ folders }) => app === undefined || [...folders.values()].some((folder) => folder.app === app));
  // The app is rendered, but not for what else is asked for.
  if (app !== undefined && clusters.length > 0 && asked.length === 0) {
    const places = rendered
      .flatMap(({ apps }) => apps.filter((each) => each.app === app))
      .map((each) => `${each.environment}/${each.target}`);
    const message = `--app ${app}: ${chosen.map((each) => `${each.rendered.name}/${each.region}`).join(', ')} does not have it`;
    const next = 'leave out --region, or choose one of a place that has it';
    const allowed = places.join(', ');
    throw new InputError([{ severity: 'unjudged', rule: 'unknown-app', message, allowed, next }]);
  }
  return { clusters: asked, unreadable, findings };
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

function checkApp(rendered: readonly RenderedEnvironment[], app: string | undefined): void {
  const known = [...new Set(rendered.flatMap(({ apps }) => apps.map((each) => each.app)))].sort();
  if (app === undefined || known.includes(app) || rendered.length === 0) return;
  const meant = nearest(app, known);
  throw new InputError([
    {
      severity: 'unjudged',
      rule: 'unknown-app',
      message: `--app ${app}: no such app is rendered`,
      allowed: known.join(', '),
      next: meant === undefined ? 'name one of them' : `did you mean ${meant}?`,
    },
  ]);
}

async function readCluster(
  { name: environment, hub, apps }: RenderedEnvironment,
  region: string,
  app: string | undefined,
  read: ReadFolder,
): Promise<{ readonly cluster: SelectedCluster; readonly findings: readonly Finding[] }> {
  const isHere = ({ target }: RenderedApp): boolean =>
    target === region || (region === hub && (target === 'hub' || target === 'global'));
  const here = apps.filter(isHere);
  const desired: DesiredObject[] = [];
  const unreadable = new Map<string, string>();
  const findings: Finding[] = [];
  const folders = await Promise.all(here.map(async (each) => [each, await read(each.folder)] as const));
  for (const [each, held] of folders) {
    const application = applicationName(each);
    const broken = held.findings.filter((finding) => exitCodeOf([finding]) === 2);
    const isEmpty = broken.length > 0 && broken.every(({ rule }) => rule === 'nothing-to-judge');
    if (broken.length > 0 && !isEmpty) {
      unreadable.set(application, broken.map(({ message }) => message).join('; '));
      findings.push(...broken.map((finding) => withNext(finding, each)));
    } else desired.push(...desiredOf(each, application, held.manifests));
  }
  const byApplication = new Map(here.map((each) => [applicationName(each), each]));
  const only = app === undefined ? undefined : here.filter((each) => each.app === app).map(applicationName);
  const cluster: SelectedCluster = {
    environment,
    region,
    hub,
    context: clusterName(environment, region),
    folders: byApplication,
    subject: {
      desired,
      applications: new Set(byApplication.keys()),
      chartApplications: new Set(
        [...byApplication].filter(([, each]) => hasCharts(each)).map(([name]) => name),
      ),
      unreadableApplications: unreadable,
      ...(only !== undefined && { only: new Set(only) }),
    },
  };
  return { cluster, findings };
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

function hasCharts({ folder }: RenderedApp): boolean {
  const file = join(folder, 'argocd.params');
  const { value } = parseSource(readText(file, file), file);
  const charts: unknown = isRecord(value) ? value['charts'] : undefined;
  return Array.isArray(charts) && charts.length > 0;
}
