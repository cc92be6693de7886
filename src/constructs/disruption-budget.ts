import { Construct } from 'constructs';
import type { PodDisruptionBudget } from '../kubernetes/1.34/types/policy_v1.ts';
import type { Labels } from './labels.ts';
import { Manifest } from './manifest.ts';
import type { ReplicaBounds } from './replicas.ts';
import { validateProps } from './validation.ts';

export interface DisruptionBudgetProps {
  /** The workload. */
  readonly name: string;
  readonly selector: Labels;
  readonly replicas: ReplicaBounds;
  /** Pods that must stay. Default: a tenth of the pods, at least one, may go at a time. */
  readonly minAvailable?: number | undefined;
}

/** How many pods may be evicted at a time when nodes are drained. */
export class DisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, props: DisruptionBudgetProps) {
    super(scope, id);
    const { name, selector, replicas, minAvailable } = props;
    validateProps(this, (report) => {
      if (minAvailable === undefined || minAvailable < replicas.min) return;
      report({
        field: 'minAvailable',
        value: minAvailable,
        allowed: `less than the least number of replicas (${replicas.min})`,
        next: 'lower minAvailable or raise minReplicas; otherwise no node that carries a pod can ever be drained',
      });
    });
    new Manifest<PodDisruptionBudget>(this, 'budget', {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name },
      spec: {
        selector: { matchLabels: selector },
        ...(minAvailable === undefined ? { maxUnavailable: '10%' } : { minAvailable }),
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}
