import { fieldsOf } from '../../../manifest/select.ts';
import type { Reviewed } from '../hazard.ts';
import { isSelectorWithin } from '../label-demands.ts';

const monitor = 'monitoring.coreos.com';
const others: Readonly<Record<string, string>> = {
  [`${monitor}/PodMonitor`]: `${monitor}/ServiceMonitor`,
  [`${monitor}/ServiceMonitor`]: `${monitor}/PodMonitor`,
};

/** Whether a monitor of the other kind, by the same labels, comes or changes: Services are mostly labelled as their pods. */
export function isMeasuredByOthers({ type, before, newcomers }: Reviewed): boolean {
  const selector = fieldsOf(before, 'spec', 'selector');
  return (newcomers.objects.get(others[type] ?? '') ?? []).some(
    ({ metadata, spec }) =>
      metadata.namespace === before?.metadata.namespace &&
      isSelectorWithin(selector, fieldsOf({ spec }, 'spec', 'selector')),
  );
}
