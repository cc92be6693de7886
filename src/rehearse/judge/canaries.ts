import type { KubernetesObject } from '../../manifest/object.ts';
import { select } from '../../manifest/select.ts';
import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { type Canary, canariesOf } from '../observe/canaries.ts';
import { kindOf, nameOf } from '../timeline.ts';

export function canaryFindings(move: Move): Finding[] {
  return canariesOf(move.timeline).flatMap((canary) => {
    const finding = findingOf(canary, changesAnalysis(move, canary));
    return finding === undefined ? [] : [{ ...finding, subject: `${canary.cluster} ${canary.name}` }];
  });
}

function findingOf({ outcome, message, blind }: Canary, isAnalysisNew: boolean): Finding | undefined {
  if (outcome === 'promoted' || outcome === 'unfinished') return undefined;
  if (outcome === 'paused')
    return {
      severity: 'warning',
      rule: 'canary-paused',
      message: `waits until a person goes on: ${message}`,
    };
  const words = outcome === 'aborted' ? 'was aborted' : 'came to no result';
  const next = 'see what the analysis asks, and what it was answered';
  if (blind.length > 0 && !isAnalysisNew)
    return {
      severity: 'unjudged',
      rule: 'canary-without-data',
      message: `the canary ${words}, as ${blind.join(', ')} found nothing to measure: no requests are made in a rehearsal`,
      next: 'let the query answer without requests, e.g. or vector(0), or judge this canary elsewhere',
    };
  const why = blind.length > 0 ? `; ${blind.join(', ')} found nothing to measure` : '';
  return {
    severity: 'error',
    rule: `canary-${outcome}`,
    message: `the canary ${words}: ${message}${why}`,
    next: /timed out progressing/.test(message)
      ? 'see why its pods are not Ready in time, or raise progressDeadlineSeconds'
      : next,
  };
}

/** Whether the analyses that it may use, or how it uses them, are not those that worked before. */
function changesAnalysis({ from, to }: Move, canary: Canary): boolean {
  const [before, after] = [from, to].map((desired) =>
    desired
      .filter(({ cluster }) => cluster === canary.cluster)
      .map(({ object }) => analysesOf(object, canary))
      .filter((analyses) => analyses !== undefined),
  );
  return JSON.stringify(before) !== JSON.stringify(after);
}

/** What an object says of a canary's analyses; `undefined` if it is not about them. */
function analysesOf(object: KubernetesObject, { name }: Canary): unknown {
  const kind = kindOf(object);
  if (kind === 'ClusterAnalysisTemplate.argoproj.io') return object['spec'];
  const namespace = / (.*)\//.exec(name)?.[1];
  if (kind === 'AnalysisTemplate.argoproj.io')
    return object.metadata.namespace === namespace ? object['spec'] : undefined;
  return nameOf(object) === name ? usesOfAnalyses.flatMap((where) => select(object, where)) : undefined;
}

/** Where a Rollout says which analyses judge it, and with which arguments. */
const usesOfAnalyses = [
  'spec.strategy.canary.analysis',
  'spec.strategy.canary.steps[].analysis',
  'spec.strategy.canary.steps[].experiment.analyses',
  'spec.strategy.blueGreen.prePromotionAnalysis',
  'spec.strategy.blueGreen.postPromotionAnalysis',
];
