import type { SchemaNode } from '../node.ts';
import type { Problems } from '../problems.ts';
import { shortName } from '../validated.ts';
import {
  deniesAndGrants,
  hasNameServers,
  hostPortsAreTheirOwn,
  initContainersEnd,
  probesFit,
  staysInsideVolume,
  tellsOfItself,
  volumeTellsOfPod,
} from './pods.ts';
import {
  oneOfSurgeAndUnavailable,
  onlyForRollingUpdates,
  progressTakesLongerThanReadiness,
  selectsSomething,
  surgeOrUnavailable,
} from './rollouts.ts';
import { labelValuesFit, nodeValuesFit, spreadsOverDomains, tolerates } from './scheduling.ts';
import type { Fields, StructRule } from './struct.ts';

/**
 * What the API server checks by hand in built-in kinds, of several fields of one struct at a time, after it has filled
 * in defaults; by the last three parts of the definition's name. Read in `pkg/apis/<group>/validation` of Kubernetes
 * 1.34, and held against a real API server.
 */
const structs: ReadonlyMap<string, readonly StructRule[]> = new Map(
  Object.entries<readonly StructRule[]>({
    'apps.v1.DaemonSetSpec': [selectsSomething],
    'apps.v1.DaemonSetUpdateStrategy': [oneOfSurgeAndUnavailable],
    'apps.v1.DeploymentSpec': [selectsSomething, progressTakesLongerThanReadiness],
    'apps.v1.DeploymentStrategy': [onlyForRollingUpdates],
    'apps.v1.ReplicaSetSpec': [selectsSomething],
    'apps.v1.RollingUpdateDeployment': [surgeOrUnavailable],
    'apps.v1.StatefulSetSpec': [selectsSomething],
    'apps.v1.StatefulSetUpdateStrategy': [onlyForRollingUpdates],
    'core.v1.Container': [probesFit],
    'core.v1.DownwardAPIVolumeFile': [volumeTellsOfPod],
    'core.v1.EnvVarSource': [tellsOfItself],
    'core.v1.NodeSelectorRequirement': [nodeValuesFit],
    'core.v1.PodSpec': [hasNameServers, hostPortsAreTheirOwn, initContainersEnd],
    'core.v1.SecurityContext': [deniesAndGrants],
    'core.v1.Toleration': [tolerates],
    'core.v1.TopologySpreadConstraint': [spreadsOverDomains],
    'core.v1.VolumeMount': [staysInsideVolume],
    'meta.v1.LabelSelectorRequirement': [labelValuesFit],
  }),
);

/** Tells what fields of a built-in struct do not go together. */
export function checkStruct(value: Fields, node: SchemaNode, problems: Problems): void {
  const rules = node.definition === undefined ? undefined : structs.get(shortName(node.definition));
  // No API server reads the selector of a metric: the autoscaler does.
  const severity = problems.isBelow('metric') ? 'warning' : 'error';
  for (const { at, ...wrong } of rules?.flatMap((rule) => rule(value)) ?? []) {
    for (const step of at) problems.enter(step);
    problems.add({ rule: 'invalid-value', value: undefined, severity, ...wrong });
    for (const _ of at) problems.leave();
  }
}
