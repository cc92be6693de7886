import type { Document, Section } from '../../report/document.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { Judge, Suite } from './case.ts';
import { runCases } from './run.ts';

/** What the cases of one policy showed. */
export interface TestedPolicy {
  readonly policy: string;
  readonly caseCount: number;
  /** Errors for cases that the policy judges otherwise, unjudged ones for what cannot be told. */
  readonly findings: readonly Finding[];
}

/**
 * Runs the cases of one policy.
 *
 * @param judgeFor may throw an InputError: then none of the cases can be judged
 */
export async function testPolicy(suite: Suite, judgeFor: (suite: Suite) => Judge): Promise<TestedPolicy> {
  const { policy, cases } = suite;
  try {
    return { policy, caseCount: cases.length, findings: await runCases([suite], judgeFor(suite)) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { policy, caseCount: cases.length, findings: error.findings };
  }
}

/** A table of all policies, and what is wrong. */
export function testDocument(title: string, tested: readonly TestedPolicy[]): Document {
  const counts = tested.map((each) => ({ policy: each.policy, ...countsOf(each) }));
  const findings = tested.flatMap((each) => each.findings);
  const sum = (of: (each: Counts) => number): number => counts.reduce((total, each) => total + of(each), 0);
  const passed = sum((each) => each.passed);
  const failed = sum((each) => each.failed);
  const unjudged = sum((each) => each.unjudged);
  const sections: Section[] = [
    {
      type: 'table',
      columns: ['policy', 'passed', 'failed', 'unjudged'],
      rows: counts.map((each) => [
        each.policy,
        String(each.passed),
        String(each.failed),
        String(each.unjudged),
      ]),
    },
    { type: 'findings', findings },
  ];
  const policies = counted(tested.length, 'policy', 'policies');
  return {
    title,
    summary: `${counted(passed + failed + unjudged, 'case')} of ${policies}: ${passed} passed, ${failed} failed, ${unjudged} unjudged`,
    sections,
    data: { version: 1, policies: counts },
  };
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly unjudged: number;
}

/** A case can have several findings; each is at the place of its case. */
function countsOf({ caseCount, findings }: TestedPolicy): Counts {
  const ofCases = findings.filter(({ rule }) => rule === 'policy-case');
  const ofPolicy = findings.filter(({ rule, severity }) => rule !== 'policy-case' && severity !== 'warning');
  if (ofPolicy.length > 0) return { passed: 0, failed: 0, unjudged: caseCount };
  const places = (severity: Finding['severity']): number =>
    new Set(
      ofCases
        .filter((finding) => finding.severity === severity)
        .map(({ location }) => JSON.stringify(location)),
    ).size;
  const failed = places('error');
  const unjudged = places('unjudged');
  return { passed: caseCount - failed - unjudged, failed, unjudged };
}
