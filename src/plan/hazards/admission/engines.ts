import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, HazardRule, Reviewed } from '../hazard.ts';
import { not, type Weakening, weakenings } from '../worse.ts';

/** Kyverno 1.15, `api/kyverno/v1/{spec,common}_types.go`: what is not enforced is only reported. */
const refuses: Weakening = [
  'validationFailureAction|rules[].validate.failureAction',
  (was, is) => isEnforced(was) && !isEnforced(is),
  'protection-cut',
  'only reports what it refused',
];
const isRequired: Weakening = [
  'failurePolicy',
  (was, is) => is === 'Ignore' && was !== 'Ignore',
  'protection-cut',
  'lets pass what it cannot look at',
];

function isEnforced(action: string | undefined): boolean {
  return action?.toLowerCase() === 'enforce';
}

const kyverno: HazardRule = weakenings({
  'kyverno.io/ClusterPolicy': [refuses, isRequired],
  'kyverno.io/Policy': [refuses, isRequired],
  'policies.kyverno.io/ValidatingPolicy': [
    ['validationActions[]', not('Deny'), 'protection-cut', 'only reports what it refused'],
    isRequired,
  ],
});

/** Policies of Kyverno and Gatekeeper that refuse no more what they refused. */
export function engineCuts(reviewed: Reviewed): readonly Hazard[] {
  return [...kyverno(reviewed), ...gatekeeper(reviewed)];
}

/** Gatekeeper 3.20, `pkg/util/enforcement_action.go`: who says nothing denies. */
function gatekeeper({ type, before, after }: Reviewed): Hazard[] {
  if (!type.startsWith('constraints.gatekeeper.sh/') || before === undefined || after === undefined)
    return [];
  const [was, is] = [before, after].map((each) => fieldsOf(each, 'spec')['enforcementAction'] ?? 'deny');
  if (was !== 'deny' || is === 'deny' || is === 'scoped') return [];
  const message = `only reports what it refused: enforcementAction is ${shown(is)}`;
  return [{ severity: 'warning', rule: 'protection-cut', message, path: ['spec', 'enforcementAction'] }];
}
