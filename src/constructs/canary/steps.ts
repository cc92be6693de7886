import type { Rollout } from '../../kubernetes/1.34/types/argoproj.io_v1alpha1.ts';
import type { Canary as CanarySettings } from '../../model/settings.ts';
import type { ReportProblem } from '../validation.ts';
import { CANARY_HASH, MEASUREMENTS_PER_PAUSE } from './analysis.ts';

export type CanaryStrategy = NonNullable<NonNullable<Rollout['spec']['strategy']>['canary']>;

export interface CanaryStrategyProps {
  /** Names of the AnalysisTemplates that watch the whole release. */
  readonly templates: readonly string[];
  readonly stableService: string;
  readonly canaryService: string;
  /** VirtualService and, within it, the HTTP route whose weights Argo Rollouts writes. */
  readonly virtualService: string;
  readonly route: string;
}

/**
 * The canary strategy of a Rollout: each weight is held for the pause while the analysis runs beside it, from the first
 * weight to the end, and aborts the release by itself.
 *
 * `dynamicStableScale` stays off: it saves the pods that run twice, but an abort would then have to wait for the old
 * version to start again.
 */
export function canaryStrategy(
  { weightsPercent, pauseSeconds }: CanarySettings,
  props: CanaryStrategyProps,
): CanaryStrategy {
  return {
    stableService: props.stableService,
    canaryService: props.canaryService,
    trafficRouting: { istio: { virtualService: { name: props.virtualService, routes: [props.route] } } },
    analysis: {
      templates: props.templates.map((templateName) => ({ templateName })),
      args: [{ name: CANARY_HASH, valueFrom: { podTemplateHashValue: 'Latest' } }],
      startingStep: 1,
    },
    steps: weightsPercent.flatMap((setWeight) => [
      { setWeight },
      { pause: { duration: `${pauseSeconds}s` } },
    ]),
    maxUnavailable: 0,
    // Time for every proxy to learn where the stable service points, before its old pods go.
    scaleDownDelaySeconds: 60,
    // The pods of an aborted release stay for a while: they are the evidence.
    abortScaleDownDelaySeconds: 300,
  };
}

export function checkCanary({ weightsPercent, pauseSeconds }: CanarySettings, report: ReportProblem): void {
  weightsPercent.forEach((weight, index) => {
    const before = weightsPercent[index - 1];
    if (before === undefined || weight > before) return;
    report({
      field: `canary.weightsPercent[${index}]`,
      value: weight,
      allowed: `above the weight before it (${before})`,
    });
  });
  if (pauseSeconds < MEASUREMENTS_PER_PAUSE) {
    report({
      field: 'canary.pauseSeconds',
      value: pauseSeconds,
      allowed: `at least ${MEASUREMENTS_PER_PAUSE}, so that the analysis can see a failure twice and abort`,
    });
  }
}
