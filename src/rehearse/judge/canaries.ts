import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { type Canary, canariesOf } from '../observe/canaries.ts';
import { kindOf } from '../timeline.ts';

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
    next,
  };
}

/** Whether analyses of its namespace are not those that worked before. */
function changesAnalysis({ from, to }: Move, { cluster, name }: Canary): boolean {
  const namespace = / (.*)\//.exec(name)?.[1];
  const [before, after] = [from, to].map((desired) =>
    desired
      .filter((each) => each.cluster === cluster && each.object.metadata.namespace === namespace)
      .filter(({ object }) => kindOf(object) === 'AnalysisTemplate.argoproj.io')
      .map(({ object }) => JSON.stringify(object['spec'])),
  );
  return JSON.stringify(before) !== JSON.stringify(after);
}
