import type { ApiFacts } from '../../kubernetes/facts.ts';
import { groupOf } from '../../manifest/object.ts';
import type { LoadedManifest, ReadManifests } from '../../manifest/read.ts';
import { select, selectMaps } from '../../manifest/select.ts';
import { counterparts } from '../../plan/counterparts.ts';
import { paramsKind } from '../../plan/params.ts';
import { type Verdicts, verdictsOf } from '../../plan/verdicts.ts';
import type { Caller } from '../../policy/activation.ts';
import { verdictChanges } from '../../policy/changes.ts';
import { type Answer, ClusterJudge, type PreparedPolicies, preparePolicies } from '../../policy/check.ts';
import { accountName, clustersOf, type ManifestCluster } from '../../policy/clusters.ts';
import { changeRequests } from '../../policy/requests.ts';
import type { PolicyResult } from '../../policy/results.ts';
import type { Finding } from '../../report/finding.ts';
import { createValidator } from '../../schema/validator.ts';
import type { JudgedSides, JudgingPolicies } from './judged-sides.ts';
import { newlyUnread, readPolicies } from './read-policies.ts';

/** More objects take longer to judge than anyone waits for a plan. */
const mostJudged = 1_000;

export interface PolicyVerdicts {
  readonly verdicts: Verdicts;
  readonly findings: readonly Finding[];
}

/**
 * What policies newly say of what changes. What is wrong with policies themselves is told by those who check them, but for
 * those that the change takes away by mistake.
 *
 * @param policies who judges each side
 * @param facts what is known of kinds, of what is compared too
 */
export async function newVerdicts(
  sides: JudgedSides,
  policies: JudgingPolicies,
  facts: ApiFacts,
): Promise<PolicyVerdicts> {
  const [before, after] = [sides.before, sides.after].map((manifests) =>
    manifests.filter(({ object }) => object.kind !== paramsKind),
  ) as [LoadedManifest[], LoadedManifest[]];
  if (before.length + after.length > 2 * mostJudged)
    return { verdicts: new Map(), findings: [tooMany(policies)] };
  const judges = { facts, validator: createValidator(facts) };
  const prepare = ({ manifests }: ReadManifests): PreparedPolicies =>
    preparePolicies(manifests.filter(mayJudge([...before, ...after], facts)), judges.validator);
  const head = await readPolicies(policies.head);
  const base = policies.base && (await readPolicies(policies.base));
  const now = prepare(head);
  const old = base === undefined ? now : prepare(base);
  const namespaces = [...before, ...after].flatMap(({ object }) => object.metadata.namespace ?? []);
  const around = sides.surroundings([...new Set(namespaces), accountName]);
  const nameOf = counterparts(sides.before, sides.after);
  const [baseClusters, headClusters] = [before, after].map(
    (manifests) => new Map(clustersOf(manifests, undefined, around).map((each) => [nameOf(each.name), each])),
  ) as [Map<string, ManifestCluster>, Map<string, ManifestCluster>];
  const clusterNames = new Map(
    [...baseClusters, ...headClusters].flatMap(([name, { manifests }]) =>
      manifests.map((manifest) => [manifest, name] as const),
    ),
  );
  const neighbours = Map.groupBy(clustersOf(around, undefined), ({ name }) => nameOf(name));
  const results: Record<'old' | 'now', PolicyResult[]> = { old: [], now: [] };
  const unreadable: LoadedManifest[] = [];
  for (const name of new Set(clusterNames.values())) {
    const [was, is] = [baseClusters.get(name), headClusters.get(name)];
    const others = neighbours.get(name)?.flatMap(({ manifests }) => manifests) ?? [];
    // From one of two clusters to the other, nothing is changed or deleted.
    const isOne = was?.name === is?.name || was === undefined || is === undefined;
    const ask = (
      prepared: PreparedPolicies,
      manifests: readonly LoadedManifest[],
      wasThere: readonly LoadedManifest[],
      caller: Caller | undefined,
    ): { readonly manifest: LoadedManifest; readonly answer: Answer }[] => {
      const judge = new ClusterJudge(prepared, [...manifests, ...wasThere, ...others], judges);
      return changeRequests(manifests, wasThere, caller).map((asked) => ({
        manifest: asked.manifest,
        answer: judge.judge(asked),
      }));
    };
    const [past, present] = [was?.manifests ?? [], is?.manifests ?? []];
    const caller = is?.caller ?? was?.caller;
    // Nothing changes, as whenever Argo CD looks again.
    for (const { answer } of ask(old, past, past, isOne ? caller : was.caller))
      if ('results' in answer) results.old.push(...answer.results);
    for (const { manifest, answer } of ask(now, present, isOne ? past : present, caller)) {
      if ('results' in answer) results.now.push(...answer.results);
      else unreadable.push(manifest);
    }
  }
  const changes = verdictChanges(
    results.old,
    { results: results.now, unreadable },
    (manifest) => clusterNames.get(manifest) ?? '',
  );
  const findings = base === undefined ? [] : newlyUnread(base, head, policies.head);
  return { verdicts: verdictsOf(changes), findings };
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

function tooMany({ checkCommand }: JudgingPolicies): Finding {
  return {
    severity: 'warning',
    rule: 'policies-not-asked',
    message: `more than ${mostJudged} objects change: what policies say of them is not told here`,
    next: `run ${checkCommand}`,
  };
}
