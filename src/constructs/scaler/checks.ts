import type { Scaling } from '../../model/scaling.ts';
import type { Resources } from '../../model/settings.ts';
import type { ReportProblem } from '../validation.ts';
import { checkFormula } from './formula.ts';
import { checkSchedules } from './schedules.ts';
import type { ScalerBindings, Trigger } from './triggers.ts';

export interface ScalerInput {
  readonly name: string;
  readonly scaling: Scaling;
  readonly bindings: ScalerBindings;
  readonly triggers: readonly Trigger[];
  readonly resources: Resources | undefined;
}

/** Labels hold at most 63 characters, and KEDA labels its HPA with `keda-hpa-<name>`. */
const MAX_NAME_LENGTH = 63 - 'keda-hpa-'.length;

/**
 * What KEDA and the HPA would refuse, ignore or do against the intention, as KEDA 2.21 does it
 * (apis/keda/v1alpha1/scaledobject_webhook.go, pkg/fallback).
 */
export function checkScaler(input: ScalerInput, report: ReportProblem): void {
  checkReplicas(input, report);
  checkBindings(input, report);
  checkTriggers(input, report);
  checkFallback(input, report);
  checkPace(input.scaling, report);
  checkFormula(input.scaling, input.triggers, report);
  checkSchedules(input.scaling, report);
}

function checkReplicas({ name, scaling, triggers }: ScalerInput, report: ReportProblem): void {
  const { minReplicas, maxReplicas } = scaling;
  if (minReplicas > maxReplicas) {
    report({
      field: 'scaling.minReplicas',
      value: minReplicas,
      allowed: `at most maxReplicas (${maxReplicas})`,
    });
  }
  if (minReplicas === 0 && triggers.length > 0 && triggers.every(isResource)) {
    report({
      field: 'scaling.minReplicas',
      value: 0,
      allowed: 'at least 1 where only cpu and memory decide: no pod, no usage, and nothing would wake it',
      next: 'raise minReplicas or add a target that exists without pods, such as queueLengthPerPod',
    });
  }
  if (name.length > MAX_NAME_LENGTH) {
    report({
      field: 'name',
      value: name,
      allowed: `at most ${MAX_NAME_LENGTH} characters: KEDA names its HPA after it`,
    });
  }
}

function checkBindings({ scaling, bindings }: ScalerInput, report: ReportProblem): void {
  const needs = (field: string, target: number | undefined, binding: unknown, bound: string): void => {
    if (target !== undefined && binding === undefined) {
      report({ field: `scaling.${field}`, value: target, allowed: `only where the app binds ${bound}` });
    }
  };
  needs('queueLengthPerPod', scaling.queueLengthPerPod, bindings.queue, 'a queue');
  needs(
    'predictedRequestsPerSecondPerPod',
    scaling.predictedRequestsPerSecondPerPod,
    bindings.predictor,
    'a predictor',
  );
}

function checkTriggers({ scaling, triggers, resources }: ScalerInput, report: ReportProblem): void {
  if (triggers.length === 0) {
    report({
      field: 'scaling',
      value: scaling,
      allowed: 'at least one target or schedule',
      next: 'add one (docs/guide/scaling.md), or set replicas instead of scaling',
    });
  }
  for (const field of ['cpuPercent', 'memoryPercent'] as const) {
    if (scaling[field] !== undefined && !resources) {
      report({
        field: `scaling.${field}`,
        value: scaling[field],
        allowed: 'only with resources: it is a share of the request',
      });
    }
  }
  // KEDA reads queueLength as an integer (aws_sqs_queue_scaler.go) and refuses the trigger otherwise.
  if (scaling.queueLengthPerPod !== undefined && !Number.isInteger(scaling.queueLengthPerPod)) {
    report({
      field: 'scaling.queueLengthPerPod',
      value: scaling.queueLengthPerPod,
      allowed: 'a whole number of messages',
    });
  }
}

/** A fallback stands in for a metric that cannot be read, so some metric must be read, and be a share per pod. */
function checkFallback({ scaling, triggers }: ScalerInput, report: ReportProblem): void {
  const { fallbackReplicas, formula, formulaTarget, minReplicas, maxReplicas } = scaling;
  if (fallbackReplicas === undefined) return;
  const field = 'scaling.fallbackReplicas';
  if (fallbackReplicas < minReplicas || fallbackReplicas > maxReplicas) {
    report({
      field,
      value: fallbackReplicas,
      allowed: `between minReplicas (${minReplicas}) and maxReplicas (${maxReplicas})`,
    });
  }
  if (
    !triggers.some(
      (trigger) => !isResource(trigger) && trigger.type !== 'cron' && trigger.metricType === 'AverageValue',
    )
  ) {
    report({
      field,
      value: fallbackReplicas,
      allowed:
        'only beside a target per pod that is read from outside (queue, requests, network, prediction): cpu, memory and schedules have no fallback, and that of latency needs ready pods',
    });
  }
  if (formula !== undefined && formulaTarget !== undefined && !Number.isInteger(formulaTarget)) {
    report({
      field: 'scaling.formulaTarget',
      value: formulaTarget,
      allowed: 'a whole number where fallbackReplicas is set: KEDA silently ignores the fallback otherwise',
      next: 'multiply the formula and its target by the same number',
    });
  }
}

function checkPace(scaling: Scaling, report: ReportProblem): void {
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    const pace = scaling[direction];
    if (pace && pace.percent === undefined && pace.pods === undefined) {
      report({
        field: `scaling.${direction}`,
        value: pace,
        allowed: 'percent, pods or both: a period without them means nothing',
      });
    }
  }
}

function isResource({ type }: Trigger): boolean {
  return type === 'cpu' || type === 'memory';
}
