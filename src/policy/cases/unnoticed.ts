import { InputError } from '../../report/errors.ts';
import type { Finding } from '../../report/finding.ts';
import type { Judge, Suite } from './case.ts';
import { type PolicyMutant, policyMutants } from './mutants.ts';
import { casesHold } from './run.ts';

/** Changes of a policy that none of its cases notices: a case is missing, or they mean the same. All are warnings. */
export async function unnoticedMutants(suite: Suite, judgeFor: (suite: Suite) => Judge): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const mutant of policyMutants(suite))
    if (await isUnnoticed(mutant, judgeFor)) findings.push(unnoticed(mutant, suite));
  return findings;
}

/** Whether all cases of a mutant hold. One that does not compile is noticed: no cluster would take it. */
export async function isUnnoticed(
  { suite }: PolicyMutant,
  judgeFor: (suite: Suite) => Judge,
): Promise<boolean> {
  try {
    return await casesHold(suite, judgeFor(suite));
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

function unnoticed({ change }: PolicyMutant, { policy, manifests }: Suite): Finding {
  const manifest = manifests.find(({ object }) => object.kind === 'ValidatingAdmissionPolicy');
  // `spec.validations[0].expression: …`
  const [, list = '', index] = /^spec\.(\w+)\[(\d+)\]/.exec(change) ?? [];
  const location = manifest?.locate(['spec', list, Number(index), 'expression']);
  return {
    severity: 'warning',
    rule: 'unnoticed-mutant',
    message: `no case notices ${change}`,
    ...(location !== undefined && { location }),
    subject: policy,
    next: 'add a case that tells the two apart, or simplify the expression if they mean the same',
  };
}
