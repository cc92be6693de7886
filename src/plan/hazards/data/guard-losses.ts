import { restrictedDirections } from '../../../kubernetes/network-policy.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select } from '../../../manifest/select.ts';
import type { Loss } from './loss.ts';

type LossFinder = (object: KubernetesObject | undefined) => Loss | undefined;

/** What keeps traffic out, and what alerts, as it says. Where one is left that keeps the same out, who loses one that lets in is let in no more. */
export const guardLosses: Readonly<Record<string, LossFinder>> = {
  'monitoring.coreos.com/PrometheusRule': (rule) => ({
    severity: 'warning',
    what:
      select(rule, 'spec.groups[].rules[].alert').length === 0 &&
      select(rule, 'spec.groups[].rules[].record').length > 0
        ? 'so what goes by its records sees nothing'
        : 'so nobody is alerted by its rules any more',
    role: 'duty',
    along: [],
  }),
  'networking.k8s.io/NetworkPolicy': (policy) => {
    const directions = restrictedDirections(policy);
    const letsIn = directions.some(
      (direction) => select(policy, `spec.${direction.toLowerCase()}[]`).length > 0,
    );
    return letsIn ? entrance : wall;
  },
  'security.istio.io/AuthorizationPolicy': (policy) => {
    const { action = 'ALLOW', rules } = fieldsOf(policy, 'spec');
    if (action === 'AUDIT') return undefined;
    return action === 'ALLOW' && Array.isArray(rules) && rules.length > 0 ? entrance : wall;
  },
};

const wall: Loss = { severity: 'error', what: 'so what it kept out may come in', role: 'duty', along: [] };
const entrance: Loss = {
  severity: 'warning',
  what: 'so what it let in may be refused, or what nothing else keeps out may come in',
  role: 'duty',
  along: [],
};
