import { basename, join } from 'node:path';
import { foldersIn } from '../../fleet/folders.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { Judge, Suite } from '../../policy/cases/case.ts';
import { createOfflineJudge } from '../../policy/cases/offline.ts';
import { readSuites } from '../../policy/cases/read.ts';
import { type TestedPolicy, testPolicy } from '../../policy/cases/tested.ts';
import { unnoticedMutants } from '../../policy/cases/unnoticed.ts';
import { readFleetCases } from '../../policy/fleet-rules/cases/read.ts';
import { runFleetCases } from '../../policy/fleet-rules/cases/run.ts';
import { type LoadedRule, loadRules } from '../../policy/fleet-rules/load.ts';
import { noPolicies } from '../../policy/policy-folders.ts';
import { readPolicies } from '../../policy/read.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { suggest } from '../../report/suggest.ts';
import type { Judges } from '../../synth/verify.ts';
import { loadJudges } from '../judges.ts';
import { relocated } from '../root.ts';
import type { EngineName } from './check.ts';

export interface TestChoice {
  /** Who judges policies. */
  readonly engine: EngineName;
  /** Default: false. */
  readonly mutants?: boolean;
}

/**
 * Runs the cases of policies and fleet rules, in the order of their names. Of one that cannot be used none is judged; the
 * others are. Findings are relative to the working directory.
 *
 * @param names only these; empty for all
 * @throws InputError if there is none of a name, or what all of them share cannot be read
 */
export async function testCases(
  root: string,
  names: readonly string[],
  choice: TestChoice,
): Promise<TestedPolicy[]> {
  const { suites, surroundings, findings } = readSuites(root);
  const loaded = await loadRules(['policies'], root);
  const unusable = Map.groupBy([...findings, ...loaded.findings], folderFinder(root));
  const shared = unusable.get(undefined) ?? [];
  const known = [
    ...suites.map(({ policy }) => policy),
    ...loaded.rules.map(({ name }) => name),
    ...[...unusable.keys()].flatMap((name) => name ?? []),
  ];
  const useless = [...shared, ...unknownNames(names, known)];
  if (useless.length === 0 && known.length === 0) useless.push(noPolicies());
  if (useless.length > 0) throw new InputError(useless);
  const isAsked = (name: string): boolean => names.length === 0 || names.includes(name);
  const isUsable = (name: string): boolean => isAsked(name) && !unusable.has(name);
  const usable = suites.filter(({ policy }) => isUsable(policy));
  const judges = loadJudges();
  const tested = [
    ...(await testPolicies(usable, surroundings, choice, judges)),
    ...loaded.rules.filter(({ name }) => isUsable(name)).map((rule) => testRule(root, rule)),
    ...[...unusable].flatMap(([policy, about]): TestedPolicy[] => {
      if (policy === undefined || !isAsked(policy)) return [];
      const cases = suites.find((suite) => suite.policy === policy)?.cases ?? [];
      return [{ policy, caseCount: cases.length, findings: about }];
    }),
  ];
  return tested
    .map((each) => ({
      ...each,
      findings: relocated([...each.findings, ...warningsAbout(each.policy, usable, judges)], root),
    }))
    .sort((a, b) => (a.policy < b.policy ? -1 : 1));
}

/** The folder of `policies/` that a finding is about; `undefined` for what all of them share. */
function folderFinder(root: string): (finding: Finding) => string | undefined {
  const folders = foldersIn(join(root, 'policies'));
  return ({ location }) => folders.find((name) => `${location?.file}/`.startsWith(`policies/${name}/`));
}

/** What keeps no case of a policy from being judged. */
function warningsAbout(policy: string, suites: readonly Suite[], { validator }: Judges): Finding[] {
  const manifests = suites.find((suite) => suite.policy === policy)?.manifests ?? [];
  const { findings } = readPolicies(manifests, validator);
  return findings.filter(({ severity }) => severity === 'warning');
}

async function testPolicies(
  asked: readonly Suite[],
  surroundings: readonly KubernetesObject[],
  { engine, mutants = false }: TestChoice,
  { facts, validator }: Judges,
): Promise<TestedPolicy[]> {
  const testAll = async (judgeFor: (suite: Suite) => Judge): Promise<TestedPolicy[]> =>
    Promise.all(asked.map(async (suite) => testPolicy(suite, judgeFor)));
  const offline = (suite: Suite): Judge => createOfflineJudge([suite], surroundings, facts, validator);
  if (engine === 'offline' || asked.length === 0) {
    const tested = await testAll(offline);
    return mutants ? withMutants(tested, asked, offline) : tested;
  }
  const [{ withApiServer }, { prepareCases }, { createServerJudge }] = await Promise.all([
    import('./api-server.ts'),
    import('../../policy/api-server/prepare-cases.ts'),
    import('../../policy/api-server/judge.ts'),
  ]);
  const objects = asked.flatMap(({ cases }) => cases.map(({ request }) => request.object));
  return withApiServer(objects, async (send) => {
    const findings = await prepareCases(send, facts, asked, surroundings);
    if (findings.length > 0) throw new InputError(findings);
    const judge = createServerJudge(send, facts);
    return testAll(() => judge);
  });
}

/** Of those policies whose cases hold: what their cases do not notice. */
async function withMutants(
  tested: readonly TestedPolicy[],
  suites: readonly Suite[],
  judgeFor: (suite: Suite) => Judge,
): Promise<TestedPolicy[]> {
  return Promise.all(
    tested.map(async (each) => {
      const suite = suites.find(({ policy }) => policy === each.policy);
      if (suite === undefined || each.findings.length > 0) return each;
      return { ...each, findings: await unnoticedMutants(suite, judgeFor) };
    }),
  );
}

function testRule(root: string, rule: LoadedRule): TestedPolicy {
  const { cases, findings } = readFleetCases(root, rule);
  return {
    policy: rule.name,
    caseCount: cases.length,
    findings: [...findings, ...runFleetCases(rule, cases)],
  };
}

function unknownNames(names: readonly string[], known: readonly string[]): Finding[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      severity: 'unjudged',
      rule: 'unknown-policy',
      message: `there is no policy ${name}`,
      // Of a path that a shell has completed, the folder is the name.
      next: suggest(basename(name), known, 'name a folder of policies/'),
    }));
}
