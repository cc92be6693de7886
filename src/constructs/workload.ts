import type { Construct } from 'constructs';
import type { Labels } from './labels.ts';

/** What a scaler, a canary, a backup or an alert needs to know of a workload. Every workload construct is one. */
export interface Workload extends Construct {
  /** Name of the workload and of the Service in front of it. */
  readonly workloadName: string;
  /** For `scaleTargetRef`, `targetRef` and `workloadRef`. */
  readonly target: WorkloadReference;
  /** Selects its pods. */
  readonly selector: Labels;
}

export interface WorkloadReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

export const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment' } as const;
export const ROLLOUT = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' } as const;
export const STATEFUL_SET = { apiVersion: 'apps/v1', kind: 'StatefulSet' } as const;
