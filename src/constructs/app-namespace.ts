import { Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { NetworkPolicy } from '../kubernetes/1.34/types/networking.k8s.io_v1.ts';
import type { LimitRange, Namespace, ResourceQuota, ResourceQuotaSpec } from '../kubernetes/1.34/types/v1.ts';
import type { Resources } from '../model/settings.ts';
import { AppChart, type AppContext } from './app.ts';
import { GPU_RESOURCE } from './conventions.ts';
import { ClusterManifest, Manifest } from './manifest.ts';
import { type Share, totalQuantity } from './total-quantity.ts';

/** The most that one workload may ever ask of the cluster. */
export interface Reservation {
  /** Pods at the same time: replicas, and those that a release adds. */
  readonly pods: number;
  /** Of each container of a pod, sidecars included. */
  readonly containers: readonly Pick<Resources, 'cpu' | 'memory' | 'gpus'>[];
  /** Size of each pod's volume. Default: none. */
  readonly volumeSize?: string | undefined;
}

const ID = 'app-namespace';

/**
 * The app's namespace and what holds in all of it: pods must be restricted, nothing may be connected to unless a
 * policy says so, a container without resources gets small ones, and together they may use as much as the workloads
 * have reserved, so that a fault cannot fill the cluster and a legitimate scale-out is never refused.
 */
export class AppNamespace extends Construct {
  readonly #reservations: Reservation[] = [];

  private constructor(scope: Construct) {
    super(scope, ID);
    const { context } = AppChart.containing(this);
    if (!isAnothers(context)) {
      new ClusterManifest<Namespace>(this, 'namespace', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: context.namespace, labels: podSecurityLabels() },
      });
    }
    new Manifest<NetworkPolicy>(this, 'default-deny', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'default-deny' },
      spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    });
    new Manifest<LimitRange>(this, 'limits', {
      apiVersion: 'v1',
      kind: 'LimitRange',
      metadata: { name: 'defaults' },
      spec: {
        limits: [
          {
            type: 'Container',
            default: { memory: '128Mi' },
            defaultRequest: { cpu: '50m', memory: '128Mi' },
          },
        ],
      },
    });
    new Manifest<ResourceQuota>(this, 'quota', {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'reserved' },
      spec: Lazy.any({ produce: () => ({ hard: quotaOf(this.#reservations) }) }) as ResourceQuotaSpec,
    });
  }

  /** The one of the app that `construct` belongs to; made by the first workload that asks. */
  static of(construct: Construct): AppNamespace {
    const chart = Chart.of(construct);
    const existing = chart.node.tryFindChild(ID);
    return existing instanceof AppNamespace ? existing : new AppNamespace(chart);
  }

  /** Widens the quota. Every workload reserves the most it may need. */
  reserve(reservation: Reservation): void {
    this.#reservations.push(reservation);
  }
}

/** The namespace that is called as another app is that app's to make. */
function isAnothers({ app, namespace, fleet }: AppContext): boolean {
  return (
    app !== namespace && fleet.apps.some((other) => other.app === namespace && other.namespace === namespace)
  );
}

function podSecurityLabels(): Readonly<Record<string, string>> {
  return {
    'pod-security.kubernetes.io/enforce': 'restricted',
    'pod-security.kubernetes.io/audit': 'restricted',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
}

/**
 * Sum of all reservations, by the names that quotas know; nobody may open a port of the nodes or a load balancer. In a new
 * namespace Services come with the quota and may be there before it counts: what holds then is the policy
 * `restrict-service-exposure`.
 */
export function quotaOf(reservations: readonly Reservation[]): Record<string, string> {
  const cpu = totalOf(reservations, ({ containers }) => containers.map((container) => container.cpu));
  const memory = totalOf(reservations, ({ containers }) => containers.map((container) => container.memory));
  const gpus = totalOf(reservations, ({ containers }) => containers.map((container) => container.gpus ?? 0));
  return {
    pods: totalOf(reservations, () => [1]),
    'requests.cpu': cpu,
    'requests.memory': memory,
    'limits.memory': memory,
    ...(gpus !== '0' && { [`requests.${GPU_RESOURCE}`]: gpus }),
    persistentvolumeclaims: totalOf(reservations, ({ volumeSize }) => [volumeSize === undefined ? 0 : 1]),
    'requests.storage': totalOf(reservations, ({ volumeSize }) => [volumeSize ?? 0]),
    'services.nodeports': '0',
    'services.loadbalancers': '0',
  };
}

/** What all pods need together. */
function totalOf(
  reservations: readonly Reservation[],
  needsOfPod: (reservation: Reservation) => readonly (string | number)[],
): string {
  return totalQuantity(
    reservations.flatMap((reservation) =>
      needsOfPod(reservation).map((need): Share => [need, reservation.pods]),
    ),
  );
}
