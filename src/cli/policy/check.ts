import { join } from 'node:path';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Caller } from '../../policy/activation.ts';
import { verdictChanges } from '../../policy/changes.ts';
import type { ChangesReport } from '../../policy/changes-report.ts';
import type { ClusterRequests, PolicyCheckInput } from '../../policy/check.ts';
import { clusterSeenFrom, clustersOf, groupByCluster, type ManifestCluster } from '../../policy/clusters.ts';
import { expiredExemptions } from '../../policy/exemptions/exemptions.ts';
import { fleetChanges, rulesAt } from '../../policy/fleet-rules/changes.ts';
import { checkByRules } from '../../policy/fleet-rules/check.ts';
import { loadRules } from '../../policy/fleet-rules/load.ts';
import type { Operation } from '../../policy/policies.ts';
import { changeRequests, requestsFor } from '../../policy/requests.ts';
import type { PolicyReport } from '../../policy/results.ts';
import { checkPoliciesInThreads } from '../../policy/threads/check.ts';
import { type Threads, withThreads } from '../../policy/threads/threads.ts';
import type { Finding } from '../../report/finding.ts';
import { repositoryTop } from '../git.ts';
import { loadJudges } from '../judges.ts';
import { atRevision } from './revision.ts';
import { findingsAt, type PolicySources, readGiven, readSources } from './sources.ts';
import { today } from './today.ts';

/** What `plumb policy check` is asked to judge. */
export interface CheckRequest {
  readonly paths: readonly string[];
  readonly policies: readonly string[];
  readonly namespaces: readonly string[];
  readonly params: readonly string[];
  readonly old: readonly string[];
  readonly operation: Operation;
  readonly caller: Caller | undefined;
  /** Who judges. With `auto`, an API server what cannot be told offline. */
  readonly engine: EngineName;
  /** Of the offline engine. Default: as many as are worth it. */
  readonly threads?: number;
  /** As `2026-01-31`: exemptions that have expired by then are findings. Default: the day it is. */
  readonly today?: string;
}

export type EngineName = 'apiserver' | 'auto' | 'offline';

/** Verdicts, and where the manifests are that they are about. */
export interface CheckedPaths {
  readonly report: PolicyReport;
  readonly manifests: readonly LoadedManifest[];
  /** The cluster that a manifest goes to; empty if nothing tells. */
  readonly clusterOf: (manifest: LoadedManifest) => string;
}

/** Every manifest, as the request of the operation. */
export async function checkPaths(request: CheckRequest): Promise<CheckedPaths> {
  return withThreads(request.threads, async (threads) => checkInThreads(request, threads));
}

async function checkInThreads(request: CheckRequest, threads: Threads): Promise<CheckedPaths> {
  const sources = await readSources(request, process.cwd(), threads.read);
  const old = await readGiven(request.old, process.cwd());
  const nameOf = clusterSeenFrom(process.cwd());
  const before = groupByCluster(old.manifests, nameOf);
  const clusters = clustersOf(sources.manifests, request.caller, sources.accounts, nameOf);
  const asked = clusters.map(({ name, manifests, caller }) => ({
    ...requestsFor({
      manifests,
      operation: request.operation,
      // All of one cluster are what it was before, whatever it is called.
      old: before.get(name) ?? (before.size === 1 ? old.manifests : []),
      caller,
    }),
    present: presentIn(sources, manifests),
  }));
  const input = { policies: sources.policies.manifests, clusters: asked, ...loadJudges() };
  const report = await askServer(request.engine, input, await checkPoliciesInThreads(input, threads));
  const findings = [
    ...sources.findings,
    ...old.findings,
    ...asked.flatMap((cluster) => cluster.findings),
    ...expiredExemptions(sources.policies.exemptions, request.today ?? today()),
    ...report.findings,
  ];
  return {
    report: { ...report, findings },
    manifests: sources.manifests,
    clusterOf: clusterFinder(clusters),
  };
}

/** Starts an API server only if there is anything to ask it. */
async function askServer(
  engine: EngineName,
  input: PolicyCheckInput,
  report: PolicyReport,
): Promise<PolicyReport> {
  const isOpen = report.results.some(({ verdict }) => verdict === 'undecided');
  if (engine === 'offline' || (engine === 'auto' && !isOpen)) return report;
  const [{ withApiServer }, { checkOnServer }] = await Promise.all([
    import('./api-server.ts'),
    import('../../policy/api-server/check.ts'),
  ]);
  const requests = input.clusters.flatMap((cluster) => cluster.requests);
  const objects = [...requests.map(({ manifest }) => manifest), ...input.policies].map(
    ({ object }) => object,
  );
  return withApiServer(objects, async (send) =>
    checkOnServer({ ...input, send, report, onlyUndecided: engine === 'auto' }),
  );
}

/** What changed since a revision, each cluster as the requests that bring it from there to here. */
export async function checkSince(base: string, request: CheckRequest): Promise<ChangesReport> {
  return withThreads(request.threads, async (threads) => compareInThreads(base, request, threads));
}

async function compareInThreads(
  base: string,
  request: CheckRequest,
  threads: Threads,
): Promise<ChangesReport> {
  const paths = [...request.paths, ...request.policies, ...request.namespaces, ...request.params];
  const rules = await loadRules(request.policies, process.cwd());
  // Fleet rules read what regions are, too.
  const environments = join(repositoryTop(process.cwd()), 'environments');
  const before = await atRevision(base, [...paths, environments], async (folder) => {
    const read = await readSources(request, folder, threads.read);
    return { ...read, fleet: checkByRules(rulesAt(rules, folder), { ...read, workingDirectory: folder }) };
  });
  const sources = await readSources(request, process.cwd(), threads.read);
  const fleet = checkByRules(rules, { ...sources, workingDirectory: process.cwd() });
  const judges = loadJudges();
  const nameOf = clusterSeenFrom(process.cwd());
  const [baseClusters, headClusters] = [before, sources].map(({ manifests }) =>
    clustersOf(manifests, request.caller, sources.accounts, nameOf),
  ) as [ManifestCluster[], ManifestCluster[]];
  const oldInput = {
    policies: before.policies.manifests,
    clusters: baseClusters.map(({ manifests, caller }) => ({
      // Nothing changes, as whenever Argo CD looks again.
      requests: changeRequests(manifests, manifests, caller),
      present: presentIn(before, manifests),
    })),
    ...judges,
  };
  const input = {
    policies: sources.policies.manifests,
    clusters: changedClusters(baseClusters, headClusters, sources),
    ...judges,
  };
  const old = await checkPoliciesInThreads(oldInput, threads);
  const report = await checkPoliciesInThreads(input, threads);
  return {
    ...verdictChanges(old.results, report, clusterFinder([...baseClusters, ...headClusters])),
    base,
    findings: [
      ...findingsAt(base, [...before.findings, ...old.findings, ...unjudgedOnly(before.fleet.findings)]),
      ...sources.findings,
      ...report.findings,
      ...fleet.findings,
    ],
    objectCount: report.objectCount,
    policyCount: report.policyCount,
    fleet: fleet.rules.length === 0 ? undefined : fleetChanges(before.fleet, fleet),
  };
}

/** That only a part of an environment is given is told of what it is now. */
function unjudgedOnly(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'unjudged');
}

/** Clusters that are in either revision. */
function changedClusters(
  base: readonly ManifestCluster[],
  head: readonly ManifestCluster[],
  sources: PolicySources,
): ClusterRequests[] {
  const names = [...new Set([...head, ...base].map(({ name }) => name))];
  return names.map((name) => {
    const now = head.find((cluster) => cluster.name === name);
    const before = base.find((cluster) => cluster.name === name);
    const manifests = now?.manifests ?? [];
    const old = before?.manifests ?? [];
    return {
      requests: changeRequests(manifests, old, now?.caller ?? before?.caller),
      present: [...presentIn(sources, manifests), ...old],
    };
  });
}

function clusterFinder(clusters: readonly ManifestCluster[]): CheckedPaths['clusterOf'] {
  const names = new Map(
    clusters.flatMap(({ name, manifests }) => manifests.map((manifest) => [manifest, name] as const)),
  );
  return (manifest) => names.get(manifest) ?? '';
}

function presentIn(
  { params, namespaces }: PolicySources,
  manifests: readonly LoadedManifest[],
): LoadedManifest[] {
  return [...params, ...namespaces, ...manifests];
}
