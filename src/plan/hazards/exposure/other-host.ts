import { fieldsOf } from '../../../manifest/select.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { hosted, isSameDestination } from './destinations.ts';
import { serviceOf } from './subsets.ts';

/** DestinationRules that are for other traffic than before, where none is for what they were for. */
export function otherHosts(reviewed: Reviewed): Hazard[] {
  const { type, before, after, newcomers } = reviewed;
  if (type !== 'networking.istio.io/DestinationRule' || before === undefined || after === undefined)
    return [];
  const [was, is] = [before, after].map((rule) => hosted(fieldsOf(rule, 'spec'), rule.metadata.namespace));
  if (was === undefined || is === undefined || isSameDestination(was, is, reviewed)) return [];
  const rules = newcomers.objects.get(type) ?? [];
  if (rules.some((rule) => serviceOf(fieldsOf(rule, 'spec'), rule.metadata.namespace) === was.id)) return [];
  const message = `its subsets, limits and encryption are for traffic to ${is.name}, no longer to ${was.name}`;
  return [{ severity: 'warning', rule: 'protection-cut', message, path: ['spec', 'host'] }];
}
