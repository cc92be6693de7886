import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn } from '../fleet/folders.ts';
import { paramsFileName } from '../fleet/params-file.ts';
import { compareText } from '../report/sort.ts';
import { clusterWide } from './cluster-wide.ts';

/** One app's folder in dist. */
export interface App {
  /** A region, `hub` or `global`. */
  readonly target: string;
  readonly app: string;
}

export interface Selection {
  /** What differs between the two. */
  readonly changed: readonly App[];
  /** What is deployed: that, and what it needs. */
  readonly chosen: readonly App[];
  readonly leftOut: readonly App[];
}

export interface SelectionRequest {
  readonly base: string;
  readonly head: string;
  readonly environment: string;
  readonly region: string;
  /** Region of the cluster that runs Argo CD. */
  readonly hub: string;
  /** Deploy all apps. Default: those that a change can reach. */
  readonly isWhole: boolean;
}

/**
 * Which apps a rehearsal deploys: those that differ, those whose namespaces these put objects in, and those that decide
 * about all objects. If one of the latter differs, or Argo CD's settings or rights do, every app.
 */
export function selectApps(request: SelectionRequest): Selection {
  const { base, head, environment, region, hub } = request;
  const folders = [base, head].map((dist) => join(dist, environment));
  const bootstrap = [
    { target: 'hub', app: 'argocd' },
    { target: hub, app: 'argocd-access' },
    { target: region, app: 'argocd-access' },
  ];
  // Of the hub of another region only Argo CD is there.
  const targets = region === hub ? [region, 'hub', 'global'] : [region];
  const found = targets.flatMap((target) => {
    const names = new Set(folders.flatMap((folder) => appsIn(join(folder, target))));
    return [...names].map((app) => ({ target, app }));
  });
  const all = unique([...bootstrap, ...found]).map((app) => new AppFolders(app, folders));
  const changed = all.filter((app) => app.isChanged);
  const isAll = request.isWhole || changed.some((app) => app.changesClusterWide || isArgocd(app, region));
  const chosen = new Set(isAll ? all : all.filter((app) => app.isChanged || app.isNeeded));
  for (const app of chosen) {
    // A Set is walked to its end, what is added on the way included.
    for (const other of all) if (app.namespaces.some((name) => other.declares(name))) chosen.add(other);
  }
  const places = [...chosen].map(({ target, app }) => ({ target, app }));
  return {
    changed: changed.map(({ target, app }) => ({ target, app })),
    chosen: unique([...bootstrap, ...places]),
    leftOut: all
      .filter((app) => !chosen.has(app) && !isIn(bootstrap, app))
      .map(({ target, app }) => ({ target, app })),
  };
}

/** Copies what was chosen to another folder, as a dist of its own. */
export function copyApps(
  dist: string,
  environment: string,
  chosen: readonly App[],
  destination: string,
): void {
  for (const { target, app } of chosen) {
    const path = join(environment, target, app);
    if (existsSync(join(dist, path))) cpSync(join(dist, path), join(destination, path), { recursive: true });
  }
  removeEmptyWaves(destination, environment, chosen);
}

/** An ApplicationSet counts as healthy only when it has made Applications: as in dist, a wave without apps has none. */
function removeEmptyWaves(dist: string, environment: string, chosen: readonly App[]): void {
  const waves = chosen.map(({ target, app }) =>
    valueOf(filesIn(join(dist, environment, target, app)).get(paramsFileName), 'wave'),
  );
  const folder = join(dist, environment, 'hub/argocd');
  for (const [name, text] of filesIn(folder)) {
    const isEmpty = valueOf(text, 'kind') === 'ApplicationSet' && !waves.includes(waveOf(text));
    if (isEmpty) rmSync(join(folder, name));
  }
}

/** Of the ApplicationSet `wave-3`: `3`. */
function waveOf(applicationSet: string): string {
  return valueOf(applicationSet, '  name').replace(/^wave-/, '');
}

class AppFolders implements App {
  readonly target: string;
  readonly app: string;
  readonly isChanged: boolean;
  /** Files of cluster-wide kinds differ. */
  readonly changesClusterWide: boolean;
  /** It decides about the objects of others. */
  readonly isNeeded: boolean;
  /** Where it puts objects. */
  readonly namespaces: readonly string[];
  readonly #own: ReadonlySet<string>;

  constructor({ target, app }: App, folders: readonly string[]) {
    this.target = target;
    this.app = app;
    const none: ReadonlyMap<string, string> = new Map();
    const [before = none, after = none] = folders.map((folder) => filesIn(join(folder, target, app)));
    const names = [...new Set([...before.keys(), ...after.keys()])];
    const differing = names.filter((name) => before.get(name) !== after.get(name));
    this.isChanged = differing.length > 0;
    const isWide = (name: string): boolean =>
      [before.get(name), after.get(name)].some((text) => clusterWide.has(valueOf(text, 'kind')));
    this.changesClusterWide = differing.some(isWide);
    this.isNeeded = names.some(isWide);
    const texts = [...before.values(), ...after.values()];
    this.namespaces = [...new Set(texts.map((text) => valueOf(text, '  namespace')))].filter(
      (name) => name !== '',
    );
    const declared = texts.filter((text) => valueOf(text, 'kind') === 'Namespace');
    this.#own = new Set(declared.map((text) => valueOf(text, '  name')));
  }

  declares(namespace: string): boolean {
    return this.#own.has(namespace);
  }
}

/** Argo CD's settings, or what it may do in the region's cluster. */
function isArgocd({ target, app }: App, region: string): boolean {
  return (target === 'hub' && app === 'argocd') || (target === region && app === 'argocd-access');
}

function appsIn(folder: string): string[] {
  return existsSync(folder) ? foldersIn(folder) : [];
}

function filesIn(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Of the first line with the key, as dist writes it: one object a file. */
function valueOf(text: string | undefined, key: string): string {
  return new RegExp(`^${key}: '?([^'\\n]+)`, 'm').exec(text ?? '')?.[1] ?? '';
}

function isIn(apps: readonly App[], { target, app }: App): boolean {
  return apps.some((each) => each.target === target && each.app === app);
}

function unique(apps: readonly App[]): App[] {
  return apps
    .filter((app, index) => apps.findIndex((each) => isIn([each], app)) === index)
    .sort((a, b) => compareText(`${a.target}/${a.app}`, `${b.target}/${b.app}`));
}
