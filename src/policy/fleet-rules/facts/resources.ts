import type { Pods } from '../../../kubernetes/pods.ts';
import { formatQuantity, quantityOf } from '../../../manifest/quantity.ts';
import { type Fields, fieldsOf, selectMaps } from '../../../manifest/select.ts';
import type { Cluster } from '../cluster.ts';

/** Amounts by resource (`cpu`, `memory`, `nvidia.com/gpu`), in units of 10⁻⁹. */
export type Amounts = ReadonlyMap<string, bigint>;

/** What one pod asks for. */
export interface PodResources {
  readonly requests: Amounts;
  readonly limits: Amounts;
}

/**
 * What the API server and its quotas count for a pod (`PodRequests` and `PodLimits` of
 * k8s.io/component-helpers/resource/helpers.go): containers and sidecars together, or what init containers need if that
 * is more; then the pod's own resources and its overhead. Containers get what a LimitRange of the namespace gives to
 * those without, and pods in Istio's mesh the proxy that their annotations describe.
 */
export function podResources(cluster: Cluster, namespace: string, pods: Pods): PodResources {
  const defaults = containerDefaults(cluster, namespace);
  const filled = (container: Fields): PodResources => resourcesOf(container, defaults);
  const containers = selectMaps(pods.spec, 'containers[]').map(({ value }) => filled(value));
  const inits = selectMaps(pods.spec, 'initContainers[]').map(({ value }) => ({
    isSidecar: value['restartPolicy'] === 'Always',
    resources: filled(value),
  }));
  const mesh = meshProxy(pods);
  const total = (of: keyof PodResources): Amounts => {
    let sidecars: Amounts = new Map();
    let starting: Amounts = new Map();
    for (const { isSidecar, resources } of inits) {
      const together = sum([sidecars, resources[of]]);
      if (isSidecar) sidecars = together;
      starting = largest([starting, together]);
    }
    const running = sum([...containers.map((each) => each[of]), sidecars]);
    const ofPod = new Map([
      ...largest([running, starting]),
      ...amountsOf(fieldsOf(pods.spec, 'resources', of)),
    ]);
    return sum([ofPod, amountsOf(fieldsOf(pods.spec, 'overhead')), mesh[of]]);
  };
  return { requests: total('requests'), limits: total('limits') };
}

/** Amounts that are there; what is no quantity is the schema's affair. */
export function amountsOf(written: Fields): Amounts {
  return new Map(
    Object.entries(written).flatMap(([name, value]) => {
      const quantity = quantityOf(value);
      return quantity === undefined ? [] : [[name, quantity.nano] as const];
    }),
  );
}

/** As people write it: `2500m`, `3Gi`. */
export function formatAmount(amount: bigint): string {
  const inBinary = formatQuantity({ nano: amount, format: 'binarySI' });
  return /[KMGTPE]i$/.test(inBinary) ? inBinary : formatQuantity({ nano: amount, format: 'decimalSI' });
}

function sum(all: readonly Amounts[]): Amounts {
  const total = new Map<string, bigint>();
  for (const amounts of all)
    for (const [name, amount] of amounts) total.set(name, (total.get(name) ?? 0n) + amount);
  return total;
}

function largest(all: readonly Amounts[]): Amounts {
  const most = new Map<string, bigint>();
  for (const amounts of all)
    for (const [name, amount] of amounts) {
      const known = most.get(name);
      if (known === undefined || known < amount) most.set(name, amount);
    }
  return most;
}

/** Requests default to limits at once (pkg/apis/core/v1/defaults.go), the rest to the LimitRange's. */
function resourcesOf(container: Fields, defaults: PodResources): PodResources {
  const limits = amountsOf(fieldsOf(container, 'resources', 'limits'));
  const requests = new Map([...limits, ...amountsOf(fieldsOf(container, 'resources', 'requests'))]);
  return {
    requests: new Map([...defaults.requests, ...requests]),
    limits: new Map([...defaults.limits, ...limits]),
  };
}

/** Without defaultRequest, a LimitRange's default serves for both (`SetDefaults_LimitRangeItem`, pkg/apis/core/v1/defaults.go). */
function containerDefaults(cluster: Cluster, namespace: string): PodResources {
  const limits = cluster
    .ofType('LimitRange', namespace)
    .flatMap((range) => range.maps('spec.limits[]'))
    .filter(({ value }) => value['type'] === 'Container')
    .map(({ value }) => value);
  const byDefault = largest(limits.map((each) => amountsOf(fieldsOf(each, 'default'))));
  const requested = largest(limits.map((each) => amountsOf(fieldsOf(each, 'defaultRequest'))));
  return { requests: new Map([...byDefault, ...requested]), limits: byDefault };
}

/** Annotations of the sidecar injector: https://istio.io/latest/docs/reference/config/annotations/ */
function meshProxy(pods: Pods): PodResources {
  const annotations = pods.annotations;
  if (pods.labels['sidecar.istio.io/inject'] !== 'true') return { requests: new Map(), limits: new Map() };
  const named = (cpu: string, memory: string): Amounts =>
    amountsOf({
      cpu: annotations[`sidecar.istio.io/${cpu}`],
      memory: annotations[`sidecar.istio.io/${memory}`],
    });
  return {
    requests: named('proxyCPU', 'proxyMemory'),
    limits: named('proxyCPULimit', 'proxyMemoryLimit'),
  };
}
