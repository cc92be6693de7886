/**
 * Rules over several objects: what no admission policy can say, because it sees one object at a time.
 *
 *     rule.ts          the contract: what a `rule.ts` in a folder of policies exports
 *     fleet-object.ts, cluster.ts   what rules read
 *     clusters.ts      manifests to clusters and environments     whole.ts      what can be judged: all of an environment
 *     rendered.ts      the data beside rendered manifests         data-files.ts reads it
 *     load.ts          folders to rules                           check.ts      rules over manifests; the entry
 *     report.ts        results to findings
 *     cases/           what rules say of small fleets
 *     facts/           how Kubernetes, KEDA, Argo CD and Velero see objects together; exported to rules
 *
 * A rule is data and one pure function; what it is given never changes, and nothing else may be read by it.
 */
import type { Cluster, FleetEnvironment } from './cluster.ts';
import type { Violation } from './fleet-object.ts';

interface RuleData {
  /** What it serves, as the annotation `plumbline.dev/controls` of policies says it: `recovery/rpo`. */
  readonly controls: readonly string[];
}

/** Judges the objects of one cluster. */
export interface ClusterRule extends RuleData {
  readonly perCluster: (cluster: Cluster) => Iterable<Violation>;
}

/** Judges all clusters of an environment together. */
export interface EnvironmentRule extends RuleData {
  readonly perEnvironment: (environment: FleetEnvironment) => Iterable<Violation>;
}

export type FleetRule = ClusterRule | EnvironmentRule;

/** What `policies/<name>/rule.ts` exports by default; the folder names the rule. */
export function defineRule(rule: FleetRule): FleetRule {
  return rule;
}
