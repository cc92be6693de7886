import type { Pods } from '../../../kubernetes/pods.ts';
import { selects } from '../../../manifest/label-selector.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import type { Cluster, FleetWorkload } from '../cluster.ts';
import type { FleetObject } from '../fleet-object.ts';
import { type Amounts, amountsOf, podResources } from './resources.ts';

const one = 1_000_000_000n;

/**
 * What one more pod of a workload takes from a quota, by the quota's names, in units of 10⁻⁹: the pod's resources
 * (`podComputeUsageHelper`, pkg/quota/v1/evaluator/core/pods.go), and the claims that a StatefulSet makes for each pod
 * (persistent_volume_claims.go beside it).
 */
export function quotaUsage(cluster: Cluster, { object, pods }: FleetWorkload): Amounts {
  const { requests, limits } = podResources(cluster, object.namespace, pods);
  const usage = new Map([
    ['pods', one],
    ['count/pods', one],
  ]);
  const add = (name: string, amount: bigint): void => void usage.set(name, (usage.get(name) ?? 0n) + amount);
  for (const [name, amount] of requests) {
    add(`requests.${name}`, amount);
    if (isPlain(name)) add(name, amount);
  }
  for (const [name, amount] of limits) add(`limits.${name}`, amount);
  for (const { value } of object.maps('spec.volumeClaimTemplates[].spec')) {
    const storage = amountsOf(fieldsOf(value, 'resources', 'requests')).get('storage') ?? 0n;
    const ofClass = `${textOf(value, 'storageClassName') ?? ''}.storageclass.storage.k8s.io`;
    for (const prefix of ['', `${ofClass}/`]) {
      add(`${prefix}persistentvolumeclaims`, one);
      add(`${prefix}requests.storage`, storage);
    }
    add('count/persistentvolumeclaims', one);
  }
  return usage;
}

/** Resources that quotas know without a prefix too. */
function isPlain(name: string): boolean {
  return ['cpu', 'memory', 'ephemeral-storage'].includes(name) || name.startsWith('hugepages-');
}

/** Does a quota count these pods? All its scopes must match (`podMatchesScopeFunc`, pkg/quota/v1/evaluator/core/pods.go). */
export function countsPods(quota: FleetObject, pods: Pods): boolean {
  const scopes = quota
    .texts('spec.scopes[]')
    .map(({ value }): Fields => ({ scopeName: value, operator: 'Exists' }));
  const selector = quota.maps('spec.scopeSelector.matchExpressions[]').map(({ value }) => value);
  return [...scopes, ...selector].every((scope) => matchesScope(scope, pods));
}

function matchesScope({ scopeName, operator, values }: Fields, { spec }: Pods): boolean {
  const isTerminating = typeof spec['activeDeadlineSeconds'] === 'number';
  switch (scopeName) {
    case 'Terminating':
      return isTerminating;
    case 'NotTerminating':
      return !isTerminating;
    case 'BestEffort':
      return isBestEffort(spec);
    case 'NotBestEffort':
      return !isBestEffort(spec);
    case 'PriorityClass': {
      const name = textOf(spec, 'priorityClassName');
      const labels = name === undefined ? {} : { PriorityClass: name };
      return selects({ matchExpressions: [{ key: 'PriorityClass', operator, values }] }, labels);
    }
    case 'CrossNamespacePodAffinity':
      return affinityTerms.some((pattern) =>
        selectMaps(spec, pattern).some(
          ({ value }) => select(value, 'namespaces[]').length > 0 || value['namespaceSelector'] !== undefined,
        ),
      );
    default:
      return false;
  }
}

const affinityTerms = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  `affinity.${kind}.requiredDuringSchedulingIgnoredDuringExecution[]`,
  `affinity.${kind}.preferredDuringSchedulingIgnoredDuringExecution[].podAffinityTerm`,
]);

/** No container asks for or limits cpu or memory (`ComputePodQOS`, pkg/apis/core/v1/helper/qos/qos.go). */
function isBestEffort(spec: Fields): boolean {
  return ['containers[]', 'initContainers[]'].every((pattern) =>
    selectMaps(spec, pattern).every(({ value }) =>
      ['requests', 'limits'].every((list) => {
        const amounts = amountsOf(fieldsOf(value, 'resources', list));
        return !['cpu', 'memory'].some((name) => (amounts.get(name) ?? 0n) > 0n);
      }),
    ),
  );
}
