import { podsOf } from '../../../kubernetes/pods.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { containerPairs } from '../container-pairs.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { isLimitedTo, limitsOfAll } from './quotas.ts';

/** Containers that nothing limits, or reserves anything for, any more; and limits to what a namespace may have. */
export function limitChanges(reviewed: Reviewed): Hazard[] {
  return [...lostLimits(reviewed), ...newQuotas(reviewed), ...lostQuotas(reviewed)];
}

const losses: Readonly<Record<string, string>> = {
  limits: 'may take all that its node has',
  requests: 'is promised none, and goes first when its node has too little',
};

function lostLimits({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  return containerPairs(podsOf(type, before), podsOf(type, after)).flatMap((pair) => {
    const { value, path } = pair.is;
    const [was, is] = [pair.was, value].map((container) => fieldsOf(container, 'resources'));
    return Object.entries(losses).flatMap(([kind, what]): Hazard[] => {
      const lost = Object.keys(fieldsOf(was, kind)).filter((name) => !isSet(is, kind, name));
      if (lost.length === 0) return [];
      const message = `its container ${shown(value['name'])} has no ${lost.join(', ')} in its ${kind} any more: it ${what}`;
      return [{ severity: 'warning', rule: 'limit-removal', message, path: [...path, 'resources'] }];
    });
  });
}

/** Who is limited and asks for nothing is given a request of the limit (Kubernetes 1.34, `SetDefaults_Pod`). */
function isSet(resources: unknown, kind: string, name: string): boolean {
  const kinds = kind === 'requests' ? ['requests', 'limits'] : ['limits'];
  return kinds.some((each) => Object.hasOwn(fieldsOf(resources, each), name));
}

/** Nothing can be refused by the quota of a namespace that comes with it. */
function newQuotas({ type, before, after, newcomers, leavers }: Reviewed): Hazard[] {
  if (type !== 'ResourceQuota' || after === undefined) return [];
  if (newcomers.namespaces.has(after.metadata.namespace ?? '')) return [];
  const known = fieldsOf(before, 'spec', 'hard');
  const hard = fieldsOf(after, 'spec', 'hard');
  // What another one allowed that goes.
  const former = limitsOfAll(leavers.objects.get(type), after.metadata.namespace);
  const found = Object.entries(hard).filter(
    ([name, amount]) => !Object.hasOwn(known, name) && !isLimitedTo(former, name, amount),
  );
  const [first] = found;
  if (first === undefined) return [];
  const texts = found.map(
    ([name, amount], index) => `${name}${index === 0 ? ' of its namespace' : ''} to ${shown(amount)}`,
  );
  const message = `newly limits ${texts.join(', ')}: what goes beyond is refused`;
  return [{ severity: 'warning', rule: 'quota', message, path: ['spec', 'hard', first[0]] }];
}

function lostQuotas({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'ResourceQuota' || before === undefined || after === undefined) return [];
  const now = fieldsOf(after, 'spec', 'hard');
  const lost = Object.keys(fieldsOf(before, 'spec', 'hard')).filter((name) => !Object.hasOwn(now, name));
  if (lost.length === 0) return [];
  const message = `no longer limits ${lost.join(', ')} of its namespace`;
  return [{ severity: 'warning', rule: 'limit-removal', message, path: ['spec', 'hard'] }];
}
