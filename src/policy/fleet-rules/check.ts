import type { LoadedManifest } from '../../manifest/read.ts';
import type { Finding } from '../../report/finding.ts';
import type { Exemption } from '../exemptions/exemptions.ts';
import type { Cluster, FleetEnvironment } from './cluster.ts';
import { environmentsOf } from './clusters.ts';
import { type LoadedRule, loadRules } from './load.ts';
import { renderedData } from './rendered.ts';
import type { FleetRule, Violation } from './rule.ts';

export interface FleetRulesInput {
  /** Folders with rules in them, or folders of those, as `--policies` names them. */
  readonly policies: readonly string[];
  /** All objects of the fleet, or of as many clusters as are to be judged. */
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
  readonly rules: readonly LoadedRule[];
  readonly results: readonly FleetRuleResult[];
  /** All `unjudged`: rules and exemptions that cannot be used, and rules that failed. */
  readonly findings: readonly Finding[];
}

/** Every rule over every cluster or environment. */
export async function checkFleetRules(input: FleetRulesInput): Promise<FleetRulesReport> {
  const { rules, findings: unusable } = await loadRules(input.policies, input.workingDirectory);
  if (rules.length === 0) return { rules, results: [], findings: unusable };
  const data = renderedData(input.manifests, input.workingDirectory);
  const environments = environmentsOf([...input.manifests, ...data.manifests]);
  const results: FleetRuleResult[] = [];
  const findings: Finding[] = [...unusable, ...data.findings];
  for (const rule of rules) {
    const { result, finding } = run(rule, environments);
    results.push(...result);
    if (finding !== undefined) findings.push(finding);
  }
  return { rules, results, findings };
}

function run(loaded: LoadedRule, environments: readonly FleetEnvironment[]) {
  const result: FleetRuleResult[] = [];
  try {
    for (const { over, violations } of judge(loaded.rule, environments))
      result.push(resultOf(loaded, over, violations));
    return { result };
  } catch (error) {
    return { result, finding: failed(loaded, error) };
  }
}

interface Judged {
  readonly over: string;
  readonly violations: readonly Violation[];
}

/** @throws whatever the rule throws */
export function judge(rule: FleetRule, environments: readonly FleetEnvironment[]): Judged[] {
  if ('perEnvironment' in rule)
    return environments.map((environment) => ({
      over: environment.name,
      violations: [...rule.perEnvironment(environment)],
    }));
  return environments
    .flatMap(({ clusters }) => clusters)
    .map((cluster) => ({ over: nameOf(cluster), violations: [...rule.perCluster(cluster)] }));
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
export function excuses({ kind, namespace, objects }: Exemption, { object }: Violation): boolean {
  const isThere = namespace === undefined || namespace === object.namespace;
  return kind === object.kind && isThere && objects.includes(object.name);
}

function failed({ name, file }: LoadedRule, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: 'unjudged',
    rule: name,
    message: `the rule failed: ${reason}`,
    location: { file },
    next: 'mend the rule: it must take whatever manifests hold',
  };
}
