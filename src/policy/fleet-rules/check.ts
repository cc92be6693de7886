import { typeOf } from '../../manifest/object.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { Finding } from '../../report/finding.ts';
import { describeError } from '../../report/stack.ts';
import { clusterSeenFrom } from '../clusters.ts';
import type { Exemption } from '../exemptions/exemptions.ts';
import type { Cluster, FleetEnvironment } from './cluster.ts';
import { environmentsOf, withData } from './clusters.ts';
import type { Violation } from './fleet-object.ts';
import { guardRule, type LoadedRule, type LoadedRules, loadRules, thrownIn } from './load.ts';
import { renderedData } from './rendered.ts';
import { wholeEnvironments } from './whole.ts';

export interface FleetRulesInput {
  /** Folders with rules in them, or folders of those, as `--policies` names them. */
  readonly policies: readonly string[];
  /** All objects of the fleet, or of as many environments as are to be judged. */
  readonly manifests: readonly LoadedManifest[];
  /** What the paths of policies and manifests start from. */
  readonly workingDirectory: string;
}

/** What one rule says of one cluster, or of one environment. */
export interface FleetRuleResult {
  readonly rule: string;
  readonly controls: readonly string[];
  /** `production/ap-northeast-1`, or `production`; empty where the manifests do not tell. */
  readonly over: string;
  readonly violations: readonly Violation[];
  /** Violations that an exemption excuses, expired or not. */
  readonly exempted: readonly { readonly violation: Violation; readonly exemption: Exemption }[];
}

export interface FleetRulesReport {
  /** Those that have judged. */
  readonly rules: readonly LoadedRule[];
  readonly results: readonly FleetRuleResult[];
  /**
   * `unjudged`: rules and exemptions that cannot be used, rules that failed, data of environments that cannot be
   * read; warnings of partial environments.
   */
  readonly findings: readonly Finding[];
}

/** Every rule over every cluster or environment. */
export async function checkFleetRules(input: FleetRulesInput): Promise<FleetRulesReport> {
  return checkByRules(await loadRules(input.policies, input.workingDirectory), input);
}

/** The same by rules that are loaded. */
export function checkByRules(
  { rules, findings: unusable }: LoadedRules,
  input: Omit<FleetRulesInput, 'policies'>,
): FleetRulesReport {
  if (rules.length === 0) return { rules, results: [], findings: unusable };
  const whole = wholeEnvironments(input.manifests, input.workingDirectory);
  const data = renderedData(whole.manifests, input.workingDirectory);
  const environments = environmentsOf(
    [...whole.manifests, ...data.manifests],
    withData(clusterSeenFrom(input.workingDirectory)),
  ).filter(({ name }) => !data.unreadable.has(name));
  const results: FleetRuleResult[] = [];
  const findings: Finding[] = [...unusable, ...whole.findings, ...data.findings];
  const judging = rules.filter((rule) => {
    try {
      for (const result of resultsOf(rule, environments)) results.push(result);
      return true;
    } catch (error) {
      findings.push(failed(rule, error));
      return false;
    }
  });
  return { rules: judging, results, findings };
}

/**
 * What one rule says of every cluster, or of every environment.
 *
 * @throws whatever the rule throws
 */
export function resultsOf(loaded: LoadedRule, environments: readonly FleetEnvironment[]): FleetRuleResult[] {
  const { rule, path } = loaded;
  const endGuard = guardRule(path);
  try {
    if ('perEnvironment' in rule)
      return environments.map((environment) =>
        resultOf(loaded, environment.name, [...rule.perEnvironment(environment)]),
      );
    return environments
      .flatMap(({ clusters }) => clusters)
      .map((cluster) => resultOf(loaded, nameOf(cluster), [...rule.perCluster(cluster)]));
  } finally {
    endGuard();
  }
}

function nameOf({ environment, target }: Cluster): string {
  return target === '' ? environment : `${environment}/${target}`;
}

function resultOf(
  { name, rule, exemptions }: LoadedRule,
  over: string,
  found: readonly Violation[],
): FleetRuleResult {
  const judged = found.map((violation) => ({
    violation,
    exemption: exemptions.find((exemption) => excuses(exemption, violation)),
  }));
  return {
    rule: name,
    controls: rule.controls,
    over,
    violations: judged.flatMap(({ violation, exemption }) => (exemption === undefined ? [violation] : [])),
    exempted: judged.flatMap(({ violation, exemption }) =>
      exemption === undefined ? [] : [{ violation, exemption }],
    ),
  };
}

/** As a policy's match condition would leave the object out. */
function excuses({ apiGroup = '', kind, namespace, objects }: Exemption, { object }: Violation): boolean {
  const isThere = namespace === undefined || namespace === object.namespace;
  return typeOf(apiGroup, kind) === object.type && isThere && objects.includes(object.name);
}

function failed({ name, file }: LoadedRule, error: unknown): Finding {
  return {
    severity: 'unjudged',
    rule: name,
    message: `the rule threw ${describeError(error)}`,
    location: thrownIn(file, error),
    next: 'mend the rule: it must take whatever manifests hold',
  };
}
