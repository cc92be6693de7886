import { checkFormula } from './formula-checks.ts';
import type { Scaling } from './scaling.ts';
import { checkSchedules } from './schedule-checks.ts';
import type { Violation } from './violation.ts';

const resourceTargets = ['cpuPercent', 'memoryPercent'] as const;
/** Targets that KEDA reads from outside and shares out among pods. */
const sharedTargets = [
  'networkMegabitsPerSecondPerPod',
  'predictedRequestsPerSecondPerPod',
  'queueLengthPerPod',
  'requestsPerSecondPerPod',
] as const;

const outOfBounds = new Set(['fallback-out-of-bounds', 'schedule-out-of-bounds']);

/** What KEDA 2.21 and the HPA would refuse, ignore or do against the intention. Paths start at the settings. */
export function checkScaling(scaling: Scaling): Violation[] {
  const impossible = checkBounds(scaling);
  return [
    ...impossible,
    ...checkTargets(scaling),
    ...checkFallback(scaling),
    ...checkTimes(scaling),
    ...checkFormula(scaling),
    ...checkSchedules(scaling),
    // Nothing fits between bounds that contradict each other; that is not told a second time.
  ].filter(({ rule }) => impossible.length === 0 || !outOfBounds.has(rule));
}

function checkBounds({ minReplicas, maxReplicas }: Scaling): Violation[] {
  if (minReplicas <= maxReplicas) return [];
  return [
    {
      rule: 'min-above-max',
      path: ['scaling', 'minReplicas'],
      against: ['scaling', 'maxReplicas'],
      message: `minReplicas (${minReplicas}) is more than maxReplicas (${maxReplicas})`,
      allowed: `minReplicas from 0 to ${maxReplicas}`,
      next: 'lower minReplicas, or raise maxReplicas',
    },
  ];
}

function checkTargets(scaling: Scaling): Violation[] {
  const schedules = Object.keys(scaling.schedules ?? {}).length;
  const outside = [...sharedTargets, 'latencyMilliseconds' as const].some(
    (target) => scaling[target] !== undefined,
  );
  const resources = resourceTargets.filter((target) => scaling[target] !== undefined);
  if (outside || schedules > 0) return [];
  if (resources.length === 0) {
    const message = 'nothing decides on the replicas: no target and no schedule';
    const allowed = [...resourceTargets, ...sharedTargets, 'latencyMilliseconds', 'schedules'].join(', ');
    return [
      {
        rule: 'no-scaling-target',
        path: ['scaling'],
        message,
        allowed,
        next: 'add one, or set replicas instead of scaling',
      },
    ];
  }
  if (scaling.minReplicas > 0) return [];
  return [
    {
      rule: 'cannot-scale-from-zero',
      path: ['scaling', 'minReplicas'],
      message: `minReplicas is 0 and only ${resources.join(' and ')} decide: without a pod there is no use, and nothing would wake it`,
      allowed: 'at least 1',
      next: 'raise minReplicas, or add a target that exists without pods, such as queueLengthPerPod',
    },
  ];
}

function checkFallback(scaling: Scaling): Violation[] {
  const { fallbackReplicas, minReplicas, maxReplicas, formula, formulaTarget } = scaling;
  if (fallbackReplicas === undefined) return [];
  const violations: Violation[] = [];
  const path = ['scaling', 'fallbackReplicas'];
  if (fallbackReplicas < minReplicas || fallbackReplicas > maxReplicas) {
    violations.push({
      rule: 'fallback-out-of-bounds',
      path,
      against: ['scaling', fallbackReplicas < minReplicas ? 'minReplicas' : 'maxReplicas'],
      message: `fallbackReplicas (${fallbackReplicas}) is outside minReplicas (${minReplicas}) to maxReplicas (${maxReplicas})`,
      allowed: `${Math.max(1, minReplicas)} to ${maxReplicas}`,
    });
  }
  if (!sharedTargets.some((target) => scaling[target] !== undefined)) {
    violations.push({
      rule: 'fallback-without-metric',
      path,
      message:
        'fallbackReplicas stands in for no metric: cpu, memory, latency and schedules have no fallback in KEDA',
      allowed: `beside one of ${sharedTargets.join(', ')}`,
      next: 'add such a target, or remove fallbackReplicas',
    });
  }
  if (formula !== undefined && formulaTarget !== undefined && !Number.isInteger(formulaTarget)) {
    violations.push({
      rule: 'fallback-ignored',
      path: ['scaling', 'formulaTarget'],
      against: path,
      message: `formulaTarget is ${formulaTarget}, and KEDA silently ignores the fallback unless it is whole`,
      allowed: 'a whole number where fallbackReplicas is set',
      next: 'multiply the formula and its target by the same number',
    });
  }
  return violations;
}

function checkTimes(scaling: Scaling): Violation[] {
  const { pollingSeconds, cooldownSeconds } = scaling;
  const violations: Violation[] = [];
  for (const direction of ['scaleUp', 'scaleDown'] as const) {
    const pace = scaling[direction];
    if (!pace || pace.percent !== undefined || pace.pods !== undefined) continue;
    const message = `${direction} says how often, but not by how much`;
    violations.push({
      rule: 'empty-pace',
      path: ['scaling', direction],
      message,
      allowed: 'percent, pods or both',
    });
  }
  if (pollingSeconds !== undefined && cooldownSeconds !== undefined && cooldownSeconds < pollingSeconds) {
    violations.push({
      rule: 'cooldown-below-polling',
      path: ['scaling', 'cooldownSeconds'],
      against: ['scaling', 'pollingSeconds'],
      message: `cooldownSeconds (${cooldownSeconds}) is shorter than pollingSeconds (${pollingSeconds}), so one look is enough to go to zero`,
      allowed: `at least ${pollingSeconds}`,
    });
  }
  return violations;
}
