import { Construct } from 'constructs';
import type { VirtualService } from '../kubernetes/1.34/types/networking.istio.io_v1.ts';
import { AppChart } from './app.ts';
import { Canary } from './canary/canary.ts';
import { PUBLIC_GATEWAY } from './conventions.ts';
import { DisruptionBudget } from './disruption-budget.ts';
import type { Labels } from './labels.ts';
import { Manifest } from './manifest.ts';
import { gateway, type NetworkPeer } from './peers.ts';
import { WorkloadPods } from './pods/pods.ts';
import type { ProbesProps } from './pods/probes.ts';
import type { WorkloadProps } from './pods/props.ts';
import { deployment, podsOfCanary, podsOfRollingUpdate, REVISION_LABELS, rollout } from './releases.ts';
import { checkReplicas, type ReplicaProps, replicaBounds } from './replicas.ts';
import { validateProps } from './validation.ts';
import type { Workload, WorkloadReference } from './workload.ts';
import { SERVICE_PORT, trafficService } from './workload-service.ts';

export interface HttpServiceProps extends WorkloadProps, ReplicaProps {
  /** Port that the container listens on. Default: 8080. */
  readonly port?: number;
  /** Default: `/readyz` and `/livez`. */
  readonly probes?: ProbesProps;
  /** Whether `<name>.<domain of the environment>` leads to it from outside. Default: false. */
  readonly exposed?: boolean;
  /** Who may call it besides, when it is exposed, the gateway. Default: nobody. */
  readonly allowFrom?: readonly NetworkPeer[];
  /** Pods that must stay when nodes are drained. Default: a tenth of the pods, at least one, may go at a time. */
  readonly minAvailable?: number;
}

/**
 * Stateless pods that answer requests. With `settings.canary` it is a Rollout whose new versions get traffic step by
 * step, else a Deployment. Its number of replicas belongs to a `Scaler` when there is `settings.scaling`.
 */
export class HttpService extends Construct implements Workload {
  readonly workloadName: string;
  readonly target: WorkloadReference;
  readonly selector: Labels;

  constructor(scope: Construct, id: string, props: HttpServiceProps = {}) {
    super(scope, id);
    const { port = 8080, probes = {}, exposed = false, allowFrom = [], ...common } = props;
    const { settings, environment, app } = AppChart.containing(this).context;
    const replicas = replicaBounds(settings, props);
    const canary = settings.canary;
    validateProps(this, (report) => checkReplicas(report, settings, props));
    const pods = new WorkloadPods(this, 'pods', {
      ...common,
      port,
      probes,
      allowFrom: exposed ? [gateway(), ...allowFrom] : allowFrom,
      maxPods: canary ? podsOfCanary(replicas) : podsOfRollingUpdate(replicas),
      revisionLabel: canary ? REVISION_LABELS.rollout : REVISION_LABELS.deployment,
    });
    const name = pods.workloadName;
    this.workloadName = name;
    this.selector = pods.selector;
    trafficService(this, pods);
    const route = exposed
      ? { hosts: [`${props.name ?? app}.${environment.domain}`], gateways: [PUBLIC_GATEWAY] }
      : {};
    if (canary) {
      const { strategy } = new Canary(this, 'canary', {
        name,
        selector: pods.selector,
        port: SERVICE_PORT,
        settings: canary,
        ...route,
      });
      this.target = rollout(this, pods, replicas, strategy);
    } else {
      if (exposed) this.#route(name, route);
      this.target = deployment(this, pods, replicas);
    }
    new DisruptionBudget(this, 'disruption-budget', {
      name,
      selector: pods.selector,
      replicas,
      minAvailable: props.minAvailable,
    });
  }

  /** All traffic from outside to the one Service; with a canary, its own route does this. */
  #route(
    name: string,
    outside: { readonly hosts?: readonly string[]; readonly gateways?: readonly string[] },
  ): void {
    new Manifest<VirtualService>(this, 'route', {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name },
      spec: { ...outside, http: [{ route: [{ destination: { host: name } }] }] },
    });
  }
}
