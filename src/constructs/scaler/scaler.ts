/**
 * Horizontal scaling of one workload by KEDA.
 *
 * - triggers.ts   the targets of `settings.scaling` as KEDA triggers, and what an app binds them to
 * - queries.ts    the Prometheus queries behind them
 * - behavior.ts   how fast the HPA may move
 * - checks.ts     what KEDA would refuse or silently ignore
 */
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ScaledObject, TriggerAuthentication } from '../../kubernetes/1.34/types/keda.sh_v1alpha1.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { Scaling } from '../../model/scaling.ts';
import { AppChart } from '../app.ts';
import { Manifest } from '../manifest.ts';
import { type ReportProblem, validateProps } from '../validation.ts';
import type { Workload, WorkloadReference } from '../workload.ts';
import { horizontalBehavior } from './behavior.ts';
import { checkScaler } from './checks.ts';
import { type ScalerBindings, triggersOf } from './triggers.ts';

export interface ScalerProps {
  /** A Deployment, StatefulSet or Rollout; it must not set its own replicas. */
  readonly workload: Workload;
  /** What the targets of `settings.scaling` are read from. Default: Prometheus for requests, latency and network. */
  readonly bindings?: ScalerBindings;
  /** Default: the app's `settings.scaling`. */
  readonly scaling?: Scaling;
  /** The container whose CPU and memory count. Default: the workload's name. */
  readonly container?: string;
}

/** Failures in a row before the fallback steps in; one missed scrape is none. */
const FAILURE_THRESHOLD = 3;

/** Kinds that write the replicas of what they target. */
const SCALERS: readonly string[] = ['HorizontalPodAutoscaler', 'ScaledObject'];

/**
 * A ScaledObject with one trigger for each target of the settings; the highest answer wins, unless a formula combines
 * them. Also the TriggerAuthentication by which KEDA reads the queue, where there is one.
 */
export class Scaler extends Construct {
  constructor(scope: Construct, id: string, { workload, bindings = {}, ...props }: ScalerProps) {
    super(scope, id);
    const { settings, namespace } = AppChart.containing(this).context;
    const scaling = props.scaling ?? settings.scaling;
    const name = workload.workloadName;
    if (!scaling) {
      validateProps(this, (report) =>
        report({ field: 'scaling', value: undefined, allowed: 'minReplicas, maxReplicas and a target' }),
      );
      return;
    }
    const authentication = `${name}-queue`;
    const container = props.container ?? name;
    const triggers = triggersOf(scaling, bindings, { namespace, workload: name, container, authentication });
    if (bindings.queue && scaling.queueLengthPerPod !== undefined) {
      new Manifest<TriggerAuthentication>(this, 'authentication', {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'TriggerAuthentication',
        metadata: { name: authentication },
        spec: {
          podIdentity: {
            provider: 'aws',
            ...(bindings.queue.roleArn && { roleArn: bindings.queue.roleArn }),
          },
        },
      });
    }
    new Manifest<ScaledObject>(this, 'scaled-object', {
      apiVersion: 'keda.sh/v1alpha1',
      kind: 'ScaledObject',
      metadata: { name },
      spec: {
        scaleTargetRef: workload.target,
        ...replicaRules(scaling),
        triggers,
        ...advancedRules(scaling),
      },
    });
    validateProps(this, (report) =>
      checkScaler({ name, scaling, bindings, triggers, resources: settings.resources }, report),
    );
    validateProps(this, (report) => this.#checkOwnership(workload.target, report));
  }

  /** Two controllers that write the same replicas undo each other; so would the next sync of a fixed number. */
  #checkOwnership(target: WorkloadReference, report: ReportProblem): void {
    for (const construct of AppChart.containing(this).node.findAll()) {
      // Rendering is what costs: only what could matter is rendered.
      if (!ApiObject.isApiObject(construct) || ![target.kind, ...SCALERS].includes(construct.kind)) continue;
      const object = construct.toJson() as KubernetesObject;
      const spec = object['spec'] as
        | { scaleTargetRef?: Partial<WorkloadReference>; replicas?: unknown }
        | undefined;
      const identity = `${object.kind} ${object.metadata.name}`;
      const scalesTarget =
        spec?.scaleTargetRef?.kind === target.kind && spec.scaleTargetRef.name === target.name;
      if (scalesTarget && construct.node.scope !== this) {
        report({
          field: 'workload',
          value: target.name,
          allowed: `one scaler, but ${identity} scales it too`,
          next: `remove one of them`,
        });
      }
      if (
        object.kind === target.kind &&
        object.metadata.name === target.name &&
        spec?.replicas !== undefined
      ) {
        report({
          field: 'workload',
          value: identity,
          allowed: 'a workload that leaves spec.replicas to its scaler',
        });
      }
    }
  }
}

/** KEDA asks and cools down by itself only around zero replicas; above, the HPA does, and the fields mean nothing. */
function replicaRules({ minReplicas, maxReplicas, pollingSeconds, cooldownSeconds, formula }: Scaling) {
  const reachesZero = minReplicas === 0;
  return {
    minReplicaCount: minReplicas,
    maxReplicaCount: maxReplicas,
    ...(pollingSeconds !== undefined &&
      (reachesZero || formula !== undefined) && { pollingInterval: pollingSeconds }),
    ...(cooldownSeconds !== undefined && reachesZero && { cooldownPeriod: cooldownSeconds }),
  };
}

function advancedRules(scaling: Scaling): Pick<ScaledObject['spec'], 'advanced' | 'fallback'> {
  const behavior = horizontalBehavior(scaling);
  const { formula, formulaTarget, fallbackReplicas } = scaling;
  const advanced = {
    ...(behavior && { horizontalPodAutoscalerConfig: { behavior } }),
    ...(formula !== undefined && {
      scalingModifiers: { formula, target: String(formulaTarget), metricType: 'AverageValue' as const },
    }),
  };
  return {
    ...(Object.keys(advanced).length > 0 && { advanced }),
    ...(fallbackReplicas !== undefined && {
      fallback: {
        failureThreshold: FAILURE_THRESHOLD,
        replicas: fallbackReplicas,
        behavior: fallbackBehavior(formula),
      },
    }),
  };
}

/**
 * Blind, it never removes replicas that were needed when it could last see.
 *
 * Behind a formula, though, one trigger that fails would blind it to all others. A formula that says with `??` what stands
 * in for such a trigger is still evaluated; the fallback is for when it answers nil.
 */
function fallbackBehavior(formula: string | undefined) {
  return formula?.includes('??') ? 'scalingModifiers' : 'currentReplicasIfHigher';
}
