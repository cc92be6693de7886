import type { Finding } from '../../report/finding.ts';
import { messageOf } from '../../report/thrown.ts';
import type { Judge, PolicyCase, Suite } from './case.ts';

/** The cases whose policy says something else than they do. All are judged, several at once. */
export async function runCases(suites: readonly Suite[], judge: Judge): Promise<Finding[]> {
  const results = await Promise.all(
    suites.flatMap(({ cases }) => cases.map(async (each) => runCase(each, judge))),
  );
  return results.flat();
}

/** Whether all cases of a suite are judged as they say. Stops at the first that is not. */
export async function casesHold({ cases }: Suite, judge: Judge): Promise<boolean> {
  for (const each of cases) if (differences(each, await judge(each.request)).length > 0) return false;
  return true;
}

async function runCase(each: PolicyCase, judge: Judge): Promise<Finding[]> {
  try {
    return differences(each, await judge(each.request));
  } catch (error) {
    const { name, location, request } = each;
    const message = `"${name}" cannot be judged: ${messageOf(error)}`;
    return [{ severity: 'unjudged', rule: 'policy-case', message, location, subject: request.policy }];
  }
}

function differences({ name, location, request, denied }: PolicyCase, found: readonly string[]): Finding[] {
  const base = { severity: 'error', rule: 'policy-case', location, subject: request.policy } as const;
  const missing = denied.filter((message) => !found.includes(message));
  const extra = found.filter((message) => !denied.includes(message));
  return [
    ...missing.map((message) => ({ ...base, message: `"${name}" is not denied with: ${message}` })),
    ...extra.map((message) => ({ ...base, message: `"${name}" is denied with: ${message}` })),
  ];
}
