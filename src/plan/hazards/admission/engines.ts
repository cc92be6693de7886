import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, HazardRule, Reviewed } from '../hazard.ts';
import { denied, not, type Weakening, weakenings } from '../worse.ts';

const isRequired: Weakening = [
  'failurePolicy',
  (was, is) => is === 'Ignore' && was !== 'Ignore',
  'protection-cut',
  'lets pass what it cannot look at',
];

const isAsked: Weakening = [
  'admission',
  denied,
  'protection-cut',
  'is no longer asked before anything is admitted',
];

const required: HazardRule = weakenings({
  'kyverno.io/ClusterPolicy': [isRequired, isAsked],
  'kyverno.io/Policy': [isRequired, isAsked],
  'policies.kyverno.io/ValidatingPolicy': [
    ['validationActions[]', not('Deny'), 'protection-cut', 'only reports what it refused'],
    isRequired,
  ],
});

/** Policies of Kyverno and Gatekeeper that refuse no more what they refused. */
export function engineCuts(reviewed: Reviewed): readonly Hazard[] {
  return [...required(reviewed), ...kyverno(reviewed), ...gatekeeper(reviewed)];
}

function kyverno({ type, before, after }: Reviewed): Hazard[] {
  if (!/^kyverno\.io\/(?:Cluster)?Policy$/.test(type) || before === undefined || after === undefined)
    return [];
  const [was, is] = [enforcedBy(before), enforcedBy(after)];
  const lax = [...was].filter(([rule, isEnforced]) => isEnforced && is.get(rule) === false);
  if (lax.length === 0) return [];
  const message = `only reports what it refused: ${lax.map(([rule]) => rule).join(', ')}`;
  return [{ severity: 'warning', rule: 'protection-cut', message, path: ['spec'] }];
}

/** Rules by name, and whether they refuse. Kyverno 1.15, `api/kyverno/v1/common_types.go`: what is not enforced is only reported. */
function enforcedBy(policy: KubernetesObject): ReadonlyMap<string, boolean> {
  const ofAll = textOf(fieldsOf(policy, 'spec'), 'validationFailureAction');
  return new Map(
    selectMaps(policy, 'spec.rules[]').map(({ value }) => {
      const action = textOf(fieldsOf(value, 'validate'), 'failureAction') ?? ofAll;
      return [textOf(value, 'name') ?? '', action?.toLowerCase() === 'enforce'];
    }),
  );
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
