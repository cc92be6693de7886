import { globSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { ApiFacts } from '../../kubernetes/facts.ts';
import { groupOf } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import { readManifestPaths } from '../../manifest/read-paths.ts';
import { select, selectMaps } from '../../manifest/select.ts';
import { paramsKind } from '../../plan/params.ts';
import { type Verdicts, verdictsOf } from '../../plan/verdicts.ts';
import { verdictChanges } from '../../policy/changes.ts';
import { type Answer, ClusterJudge, type PreparedPolicies, preparePolicies } from '../../policy/check.ts';
import { accountName, clustersOf, type ManifestCluster } from '../../policy/clusters.ts';
import { withExemptions } from '../../policy/policy-folders.ts';
import { changeRequests } from '../../policy/requests.ts';
import type { PolicyResult } from '../../policy/results.ts';
import type { Finding } from '../../report/finding.ts';
import { createValidator } from '../../schema/validator.ts';
import { git } from '../git.ts';
import { atRevision } from '../policy/revision.ts';
import type { RevisionSides } from './revisions.ts';

const folder = 'policies';

/** More objects take longer to judge than anyone waits for a plan. */
const mostJudged = 1_000;

export interface PolicyVerdicts {
  readonly verdicts: Verdicts;
  readonly findings: readonly Finding[];
}

const nothing: PolicyVerdicts = { verdicts: new Map(), findings: [] };

/**
 * What the repository's policies newly say of what changes, each revision judged by its own. Nothing without a folder of
 * policies. What is wrong with policies themselves is told by those who check them.
 *
 * @param facts what is known of kinds, of what is compared too
 */
export async function newVerdicts(
  sides: RevisionSides,
  facts: ApiFacts,
  repository: string,
): Promise<PolicyVerdicts> {
  const { base, head } = sides;
  const [before, after] = [sides.before, sides.after].map((manifests) =>
    manifests.filter(({ object }) => object.kind !== paramsKind),
  ) as [LoadedManifest[], LoadedManifest[]];
  if (!isInside(repository)) return nothing;
  if (before.length + after.length > 2 * mostJudged)
    return { verdicts: new Map(), findings: [tooMany(base)] };
  const judges = { facts, validator: createValidator(facts) };
  const prepare = async (commit: string | undefined): Promise<PreparedPolicies> => {
    const policies = await policiesAt(commit, repository);
    return preparePolicies(policies.filter(mayJudge([...before, ...after], facts)), judges.validator);
  };
  const now = await prepare(head);
  const old = isChanged(base, head, repository) ? await prepare(base) : now;
  const namespaces = [...before, ...after].flatMap(({ object }) => object.metadata.namespace ?? []);
  const around = sides.surroundings([...new Set(namespaces), accountName]);
  const [baseClusters, headClusters] = [before, after].map((manifests) =>
    clustersOf(manifests, undefined, around),
  ) as [ManifestCluster[], ManifestCluster[]];
  const clusterNames = new Map(
    [...baseClusters, ...headClusters].flatMap(({ name, manifests }) =>
      manifests.map((manifest) => [manifest, name] as const),
    ),
  );
  const neighbours = Map.groupBy(clustersOf(around, undefined), ({ name }) => name);
  const results: Record<'old' | 'now', PolicyResult[]> = { old: [], now: [] };
  const unreadable: LoadedManifest[] = [];
  for (const name of new Set(clusterNames.values())) {
    const was = baseClusters.find((cluster) => cluster.name === name);
    const is = headClusters.find((cluster) => cluster.name === name);
    const others = neighbours.get(name)?.flatMap(({ manifests }) => manifests) ?? [];
    const caller = is?.caller ?? was?.caller;
    const ask = (
      policies: PreparedPolicies,
      manifests: readonly LoadedManifest[],
      wasThere: readonly LoadedManifest[],
    ): { readonly manifest: LoadedManifest; readonly answer: Answer }[] => {
      const judge = new ClusterJudge(policies, [...manifests, ...wasThere, ...others], judges);
      return changeRequests(manifests, wasThere, caller).map((asked) => ({
        manifest: asked.manifest,
        answer: judge.judge(asked),
      }));
    };
    const [past, present] = [was?.manifests ?? [], is?.manifests ?? []];
    // Nothing changes, as whenever Argo CD looks again.
    for (const { answer } of ask(old, past, past))
      if ('results' in answer) results.old.push(...answer.results);
    for (const { manifest, answer } of ask(now, present, past)) {
      if ('results' in answer) results.now.push(...answer.results);
      else unreadable.push(manifest);
    }
  }
  const changes = verdictChanges(
    results.old,
    { results: results.now, unreadable },
    (manifest) => clusterNames.get(manifest) ?? '',
  );
  return { verdicts: verdictsOf(changes), findings: [] };
}

/** From elsewhere, the repository is only the one that this command belongs to. */
function isInside(repository: string): boolean {
  return `${process.cwd()}${sep}`.startsWith(`${resolve(repository)}${sep}`);
}

function isChanged(base: string, head: string | undefined, repository: string): boolean {
  const commits = head === undefined ? [base] : [base, head];
  return git(['diff', '--name-only', '--no-ext-diff', ...commits, '--', folder], '', repository).length > 0;
}

/** @param commit `undefined` for the working tree */
async function policiesAt(
  commit: string | undefined,
  repository: string,
): Promise<readonly LoadedManifest[]> {
  if (commit === undefined) return readPolicies(repository);
  return atRevision(commit, [join(repository, folder)], async (copy) =>
    readPolicies(resolve(copy, relative(process.cwd(), repository))),
  );
}

/** Their cases are many times longer, and no policies. */
async function readPolicies(root: string): Promise<readonly LoadedManifest[]> {
  const files = globSync(`${folder}/**/*.{yaml,yml,json}`, { cwd: root })
    .filter((file) => !/(?:^|[\\/])(?:cases|exemptions|objects|surroundings)\.yaml$/.test(file))
    .sort();
  return withExemptions(await readManifestPaths(files, root), root).manifests;
}

/** Which policies say by their rules that they judge none of these, as to compile one takes longer than to judge by it. */
function mayJudge(
  manifests: readonly LoadedManifest[],
  facts: ApiFacts,
): (policy: LoadedManifest) => boolean {
  const resources = new Map(
    manifests.map(({ object: { apiVersion, kind } }) => [
      `${apiVersion} ${kind}`,
      { group: groupOf(apiVersion), resource: facts.find(apiVersion, kind)?.plural },
    ]),
  );
  const isNamed = (values: ReadonlySet<unknown>, value: string): boolean =>
    values.has('*') || values.has(value);
  return ({ object }) =>
    object.kind !== 'ValidatingAdmissionPolicy' ||
    selectMaps(object, 'spec.matchConstraints.resourceRules[]').some(({ value }) => {
      const groups = new Set(select(value, 'apiGroups[]').map((each) => each.value));
      const names = new Set(
        select(value, 'resources[]').map((each) => String(each.value).replace(/\/.*/, '')),
      );
      return [...resources.values()].some(
        ({ group, resource }) =>
          isNamed(groups, group) && (resource === undefined || isNamed(names, resource)),
      );
    });
}

function tooMany(base: string): Finding {
  return {
    severity: 'warning',
    rule: 'policies-not-asked',
    message: `more than ${mostJudged} objects change: what policies say of them is not told here`,
    next: `run plumb policy check --base ${base.slice(0, 12)}`,
  };
}
