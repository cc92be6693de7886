import type { Scaling } from '../../model/scaling.ts';
import { checkScaling } from '../../model/scaling-checks.ts';
import type { Resources } from '../../model/settings.ts';
import { type ReportProblem, reportViolations } from '../validation.ts';
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
 * What KEDA would refuse or ignore of the settings together with what the app binds them to. The settings by
 * themselves are judged by src/model/scaling-checks.ts, which also judges the files of environments.
 */
export function checkScaler(input: ScalerInput, report: ReportProblem): void {
  reportViolations(report, checkScaling(input.scaling), { scaling: input.scaling });
  checkName(input.name, report);
  checkBindings(input, report);
  checkTargets(input, report);
  checkFormula(input, report);
}

function checkName(name: string, report: ReportProblem): void {
  if (name.length <= MAX_NAME_LENGTH) return;
  report({
    field: 'name',
    value: name,
    allowed: `at most ${MAX_NAME_LENGTH} characters: KEDA names its HPA after it`,
  });
}

function checkBindings({ scaling, bindings }: ScalerInput, report: ReportProblem): void {
  const belongTogether = (
    field: 'queueLengthPerPod' | 'predictedRequestsPerSecondPerPod',
    bound: 'queue' | 'predictor',
  ): void => {
    const target = scaling[field];
    const binding = bindings[bound];
    if (target !== undefined && binding === undefined) {
      report({ field: `scaling.${field}`, value: target, allowed: `only where the app binds a ${bound}` });
    }
    // KEDA would never ask it, and the app would not scale by it.
    if (binding !== undefined && target === undefined) {
      report({
        field: `bindings.${bound}`,
        value: binding,
        allowed: `only where scaling.${field} says how much one pod takes`,
        next: `add ${field} to scaling, or leave bindings.${bound} out: no target uses it`,
      });
    }
  };
  belongTogether('queueLengthPerPod', 'queue');
  belongTogether('predictedRequestsPerSecondPerPod', 'predictor');
}

function checkTargets({ scaling, resources }: ScalerInput, report: ReportProblem): void {
  for (const field of ['cpuPercent', 'memoryPercent'] as const) {
    if (scaling[field] !== undefined && !resources) {
      report({
        field: `scaling.${field}`,
        value: scaling[field],
        allowed: 'only with resources: it is a share of the request',
      });
    }
  }
  // KEDA reads queueLength as an integer (pkg/scalers/aws_sqs_queue_scaler.go) and refuses the trigger otherwise.
  const { queueLengthPerPod } = scaling;
  if (queueLengthPerPod !== undefined && !Number.isInteger(queueLengthPerPod)) {
    report({
      field: 'scaling.queueLengthPerPod',
      value: queueLengthPerPod,
      allowed: 'a whole number of messages',
    });
  }
}

/** With a formula, KEDA hands the HPA one composite metric: a trigger that it does not name is read and then ignored. */
function checkFormula({ scaling: { formula }, triggers }: ScalerInput, report: ReportProblem): void {
  if (formula === undefined) return;
  const words = new Set(formula.match(/[A-Za-z_]\w*/g));
  for (const { name } of triggers) {
    if (name === undefined || words.has(name)) continue;
    report({
      field: 'scaling.formula',
      value: formula,
      allowed: `a formula that names every trigger: ${name} would be ignored`,
      next: `use ${name} in the formula, or remove its target`,
    });
  }
}
