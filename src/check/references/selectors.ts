import { formatLabels, formatSelector, hasLabels, selects } from '../../manifest/label-selector.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import { type Fields, fieldsOf, selectMaps, selectTexts } from '../../manifest/select.ts';
import type { Problem } from '../../schema/verdict.ts';
import type { Inventory, Workload } from '../inventory.ts';
import type { CheckedObject } from '../problem.ts';

/**
 * Selectors of pods that select none. An error where all pods of the namespace are known: the input has workloads in
 * it, and nothing (an operator's custom resource) that could make other pods.
 */

export function servicePods(from: CheckedObject, inventory: Inventory): Problem[] {
  const spec = fieldsOf(from.object, 'spec');
  const selector = spec['selector'];
  if (!isRecord(selector) || Object.keys(selector).length === 0 || spec['type'] === 'ExternalName') return [];
  const selected = inventory
    .workloadsIn(from.identity.namespace)
    .filter(({ pods }) => hasLabels(pods.labels, written(selector)));
  if (selected.length === 0) return [nothing(from, ['spec', 'selector'], formatLabels(selector), inventory)];
  return targetPorts(from, selected);
}

export function disruptionBudgetPods(from: CheckedObject, inventory: Inventory): Problem[] {
  return podSelector(from, ['spec', 'selector'], inventory);
}

/** A policy may be laid down before the pods that it is for: at most a warning. */
export function networkPolicyPods(from: CheckedObject, inventory: Inventory): Problem[] {
  return podSelector(from, ['spec', 'podSelector'], inventory).map((problem) => ({
    ...problem,
    severity: 'warning',
  }));
}

function podSelector(from: CheckedObject, path: readonly string[], inventory: Inventory): Problem[] {
  const selector: Fields = fieldsOf(from.object, ...path);
  if (Object.keys(selector).length === 0) return [];
  const workloads = inventory.workloadsIn(from.identity.namespace);
  if (workloads.some(({ pods }) => selects(writtenSelector(selector), pods.labels))) return [];
  return [nothing(from, path, formatSelector(selector), inventory)];
}

/** Labels that controllers add to each pod: no template has them, and Services that single out one pod want them. */
const addedByControllers = new Set([
  'apps.kubernetes.io/pod-index',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-completion-index',
  'batch.kubernetes.io/job-name',
  'controller-revision-hash',
  'controller-uid',
  'job-name',
  'pod-template-generation',
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'statefulset.kubernetes.io/pod-name',
]);

function written(labels: Fields): Fields {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !addedByControllers.has(key)));
}

function writtenSelector({ matchLabels, matchExpressions, ...rest }: Fields): Fields {
  const isWritten = (expression: unknown) =>
    !isRecord(expression) ||
    typeof expression['key'] !== 'string' ||
    !addedByControllers.has(expression['key']);
  return {
    ...rest,
    matchLabels: isRecord(matchLabels) ? written(matchLabels) : matchLabels,
    matchExpressions: Array.isArray(matchExpressions) ? matchExpressions.filter(isWritten) : matchExpressions,
  };
}

function nothing(from: CheckedObject, path: Path, selector: string, inventory: Inventory): Problem {
  const { namespace } = from.identity;
  const isCertain = inventory.knowsPodsOf(namespace);
  return {
    severity: isCertain ? 'error' : 'warning',
    rule: 'selects-no-pods',
    path,
    message: isCertain
      ? `no workload${namespace === '' ? '' : ` in namespace ${namespace}`} has pods with ${selector}`
      : `none of the manifests read makes pods with ${selector}`,
    next: isCertain
      ? 'give it the labels of the pods that it is for'
      : 'make sure that the cluster has such pods',
  };
}

/** Named target ports that some selected pod lacks: those pods get no traffic on it. */
function targetPorts(from: CheckedObject, workloads: readonly Workload[]): Problem[] {
  return selectMaps(from.object, 'spec.ports[]').flatMap(({ value, path }) =>
    selectTexts(value, 'targetPort', path).flatMap((target): Problem[] => {
      const lacking = workloads.filter(({ pods }) => !portNames(pods.spec).includes(target.value));
      const [first] = lacking;
      if (first === undefined) return [];
      const names = portNames(first.pods.spec);
      return [
        {
          severity: 'warning',
          rule: 'missing-port',
          path: target.path,
          message: `pods of the ${first.identity.kind} ${first.identity.name} have no port named ${JSON.stringify(target.value)}`,
          allowed:
            names.length === 0 ? 'a number: the pods name no ports' : `${names.join(', ')}, or a number`,
          next: 'name the port in the container, or correct the name',
        },
      ];
    }),
  );
}

function portNames(spec: Fields): string[] {
  return ['containers[].ports[].name', 'initContainers[].ports[].name'].flatMap((pattern) =>
    selectTexts(spec, pattern).map(({ value }) => value),
  );
}
