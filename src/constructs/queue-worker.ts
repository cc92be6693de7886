import { Construct } from 'constructs';
import { AppChart } from './app.ts';
import { DisruptionBudget } from './disruption-budget.ts';
import type { Labels } from './labels.ts';
import { toHttps } from './peers.ts';
import { WorkloadPods } from './pods/pods.ts';
import type { ProbesProps } from './pods/probes.ts';
import type { WorkloadProps } from './pods/props.ts';
import { deployment, podsOfRollingUpdate, REVISION_LABELS } from './releases.ts';
import { checkReplicas, type ReplicaProps, replicaBounds } from './replicas.ts';
import type { SqsQueue } from './sqs-queue.ts';
import { validateProps } from './validation.ts';
import type { Workload, WorkloadReference } from './workload.ts';
import { metricsService } from './workload-service.ts';

export interface QueueWorkerProps extends WorkloadProps, ReplicaProps {
  /** Where its work comes from; its pods find the address in `QUEUE_URL`. */
  readonly queue: SqsQueue;
  /** Answered on port 8081. Default: `/readyz` and `/livez`. */
  readonly probes?: ProbesProps;
}

/** Service times that a pod gets to finish the message in hand. */
const SHUTDOWN_SERVICE_TIMES = 3;

/**
 * Pods that take messages from a queue. Nobody connects to them, and they need HTTPS to reach the queue. A pod that is
 * stopped gets the time to finish its message (three times the declared service time, at least 30 seconds).
 */
export class QueueWorker extends Construct implements Workload {
  readonly workloadName: string;
  readonly target: WorkloadReference;
  readonly selector: Labels;

  constructor(scope: Construct, id: string, { queue, probes = {}, ...props }: QueueWorkerProps) {
    super(scope, id);
    const { settings, load } = AppChart.containing(this).context;
    const replicas = replicaBounds(settings, props);
    validateProps(this, (report) => checkReplicas(report, settings, props));
    const pods = new WorkloadPods(this, 'pods', {
      shutdownSeconds: Math.max(30, Math.ceil((SHUTDOWN_SERVICE_TIMES * (load?.serviceTimeMs ?? 0)) / 1000)),
      ...props,
      config: { QUEUE_URL: queue.url, ...props.config },
      connectTo: [toHttps(), ...(props.connectTo ?? [])],
      probes,
      maxPods: podsOfRollingUpdate(replicas),
      revisionLabel: REVISION_LABELS.deployment,
    });
    this.workloadName = pods.workloadName;
    this.selector = pods.selector;
    metricsService(this, pods);
    this.target = deployment(this, pods, replicas);
    new DisruptionBudget(this, 'disruption-budget', {
      name: pods.workloadName,
      selector: pods.selector,
      replicas,
    });
  }
}
