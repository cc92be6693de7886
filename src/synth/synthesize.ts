/**
 * From environments, regions and apps to dist:
 *
 *     repository.ts   what is written by hand, read and checked     discover.ts finds the apps, import-circle.ts what breaks one
 *     waves.ts        the order of Applications
 *     contexts.ts     apps × targets                                filter.ts narrows them, partial.ts tells what is left out
 *     render.ts       one app in one target → objects               json.ts, thrown.ts, collisions.ts, verify.ts judge them
 *     guard.ts        what apps must not do meanwhile               overdue.ts      who does not return
 *     params.ts       what Argo CD is told of an app
 *     output/         all of it to disk, or nothing                 check.ts only compares
 *     explain.ts      where each value comes from
 */
import { join } from 'node:path';
import type { Environment } from '../fleet/fleet.ts';
import { paramsFileName } from '../fleet/params-file.ts';
import { formatManifest } from '../manifest/write.ts';
import type { Finding } from '../report/finding.ts';
import { findCollisions } from './collisions.ts';
import type { PlacedApp } from './contexts.ts';
import { placeApps } from './contexts.ts';
import { checkFilter, type Filter, inScope, nothingSelected } from './filter.ts';
import { guardApps } from './guard.ts';
import { commitOutput, recoverOutput } from './output/commit.ts';
import { withHeader } from './output/owned.ts';
import { type OutputPlan, planOutput, type RenderedFile } from './output/plan.ts';
import { defaultOutput, refuseOutput } from './output/refuse.ts';
import { formatParams } from './params.ts';
import { partialFindings } from './partial.ts';
import { policyFindings } from './policies.ts';
import { type RenderedApp, renderApp } from './render.ts';
import { readRepository } from './repository.ts';
import { emptyFinding, type Judges, mergeAcrossTargets, verifyApp } from './verify.ts';
import { assignWaves } from './waves.ts';

export type { Judges };

export interface SynthOptions {
  /** The repository. */
  readonly root: string;
  /** Output folder. Default: `<root>/dist`. */
  readonly out?: string | undefined;
  readonly filter?: Filter;
  /** Compare only; write nothing. */
  readonly check?: boolean | undefined;
}

export interface SynthResult {
  readonly findings: readonly Finding[];
  /** Absent when findings prevented it. */
  readonly plan?: OutputPlan;
  readonly objectCount: number;
  readonly targetCount: number;
}

/** Renders what the filter selects into the output folder. Writes nothing when anything worse than a warning is found. */
export async function synthesize(options: SynthOptions, judges: Judges): Promise<SynthResult> {
  const { root, filter = {}, out = join(root, defaultOutput) } = options;
  const guarded = await guardApps(root, () => renderRepository(root, filter, judges));
  const { files, environments, objectCount, targetCount } = guarded.result;
  const findings = [...guarded.result.findings, ...guarded.findings];
  if (findings.some(prevents)) return refused(findings);
  const misplaced = refuseOutput(root, out);
  if (misplaced.length > 0) return refused(misplaced);

  recoverOutput(out);
  const plan = planOutput(out, files, (path) => inScope(filter, path));
  if (targetCount === 0 && plan.removed.length === 0) return refused([nothingSelected(filter)]);
  if (options.check !== true) commitOutput(plan);
  return {
    findings: [...findings, ...partialFindings(environments, filter, plan)],
    plan,
    objectCount,
    targetCount,
  };
}

interface FleetOutput {
  /** None when anything worse than a warning is found. */
  readonly files: readonly RenderedFile[];
  readonly findings: readonly Finding[];
  readonly objectCount: number;
  readonly targetCount: number;
}

interface RepositoryOutput extends FleetOutput {
  readonly environments: readonly Environment[];
}

async function renderRepository(root: string, filter: Filter, judges: Judges): Promise<RepositoryOutput> {
  const repository = await readRepository(root);
  if (repository.findings.length > 0) return unrendered(repository.findings);
  const { fleet, apps, policies } = repository;

  const targets = fleet.environments
    .filter(({ name }) => name === (filter.environment ?? name))
    .flatMap(({ regions }) => regions.map(({ name }) => name));
  const misses = checkFilter(filter, {
    environments: fleet.environments.map(({ name }) => name),
    targets: ['hub', 'global', ...new Set(targets)],
    apps: apps.map(({ name }) => name),
  });
  if (misses.length > 0) return unrendered(misses);

  const { waves, findings } = assignWaves(apps);
  if (findings.length > 0) return unrendered(findings);
  const inPolicies = policyFindings(policies, judges.validator);
  if (inPolicies.some(prevents)) return unrendered(inPolicies);
  const rendered = renderFleet(placeApps(repository, waves, filter), judges);
  return {
    ...rendered,
    findings: [...inPolicies, ...rendered.findings],
    environments: fleet.environments,
  };
}

/** Renders and judges placed apps; there are files only when nothing worse than a warning is found. */
export function renderFleet(placed: readonly PlacedApp[], judges: Judges): FleetOutput {
  const rendered = placed.map((app) => ({ app, result: renderApp(app) }));
  const results = rendered.map(({ result }) => result);
  const findings = mergeAcrossTargets([
    ...results.flatMap((result) => result.findings),
    ...results.flatMap((result) => verifyApp(result, judges)),
    ...rendered.flatMap(({ app, result }) => emptyFinding(result, app.charts.length)),
    ...clusters(results).flatMap(findCollisions),
  ]);
  const files = findings.some(prevents) ? [] : rendered.flatMap(({ app, result }) => filesOf(app, result));
  const objectCount = results.reduce((count, { objects }) => count + objects.length, 0);
  const targetCount = new Set(placed.map(({ folder }) => folder.split('/').slice(0, 2).join('/'))).size;
  return { files, findings, objectCount, targetCount };
}

function prevents({ severity }: Finding): boolean {
  return severity !== 'warning';
}

function unrendered(findings: readonly Finding[]): RepositoryOutput {
  return { files: [], environments: [], ...refused(findings) };
}

function refused(findings: readonly Finding[]): SynthResult {
  return { findings, objectCount: 0, targetCount: 0 };
}

function filesOf(app: PlacedApp, result: RenderedApp): RenderedFile[] {
  const file = (path: string, content: string) => ({ path, content: withHeader(app.source, content) });
  return [
    // The document marker lets people concatenate files: `cat dist/dev/hub/argocd/*.yaml | kubectl apply -f -`.
    ...result.objects.map(({ object, path }) => file(path, `---\n${formatManifest(object)}`)),
    file(`${app.folder}/${paramsFileName}`, formatParams(app, result)),
  ];
}

/**
 * Objects by the cluster that receives them. The hub's region may share its cluster with the hub, and global objects
 * live in the hub too, so these three count as one.
 */
function clusters(results: readonly RenderedApp[]) {
  const byCluster = Map.groupBy(
    results,
    ({ job }) => `${job.context.environment.name}/${job.context.region.name}`,
  );
  return [...byCluster.values()].map((apps) => apps.flatMap(({ objects }) => objects));
}
