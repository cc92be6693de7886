import { isDeepStrictEqual } from 'node:util';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** DaemonSets that leave nodes alone on which they ran: nobody writes logs down there, measures or connects. */
export function lostDaemonNodes({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'apps/DaemonSet' || before === undefined || after === undefined) return [];
  const tell = (message: string, field: string): Hazard => ({
    severity: 'warning',
    rule: 'capacity-cut',
    message,
    path: ['spec', 'template', 'spec', field],
  });
  const [old, now] = [before, after].map(tolerationsOf) as [Fields[], Fields[]];
  const lost = old.filter((one) => !isAdded(one) && !now.some((other) => isWithin(one, other)));
  const [had, has] = [before, after].map((each) => fieldsOf(each, ...podSpec, 'nodeSelector')) as [
    Fields,
    Fields,
  ];
  const labels = Object.entries(has).filter(([key, value]) => had[key] !== value && key !== everyNode);
  return [
    ...(lost.length === 0
      ? []
      : [
          tell(
            `no longer tolerates ${lost.map(taintText).join(', ')}: it leaves the nodes with that`,
            'tolerations',
          ),
        ]),
    ...(labels.length === 0
      ? []
      : [
          tell(
            `runs only on nodes with ${labels.map(([key, value]) => `${key}=${shown(value)}`).join(', ')}`,
            'nodeSelector',
          ),
        ]),
  ];
}

const podSpec = ['spec', 'template', 'spec'];

/** All are of Linux, but where somebody has made others. */
const everyNode = 'kubernetes.io/os';

function tolerationsOf(set: KubernetesObject): Fields[] {
  return selectMaps(set, 'spec.template.spec.tolerations[]').map(({ value }) => value);
}

/** Kubernetes 1.34, `ToleratesTaint` of `staging/src/k8s.io/api/core/v1/toleration.go`: no key, or no effect, stands for any. */
function isWithin(one: Fields, wider: Fields): boolean {
  const isFree = (field: string): boolean => wider[field] === undefined || wider[field] === '';
  const isSame = (field: string): boolean => one[field] === wider[field];
  if (isDeepStrictEqual(one, wider)) return true;
  if (!isFree('effect') && !isSame('effect')) return false;
  if (wider['operator'] === 'Exists') return isFree('key') || isSame('key');
  return isSame('key') && one['operator'] !== 'Exists' && isSame('value');
}

/** Kubernetes 1.34, `AddOrUpdateDaemonPodTolerations` of `pkg/controller/daemon/util/daemonset_util.go`. */
function isAdded({ key }: Fields): boolean {
  return /^node\.kubernetes\.io\/(?:not-ready|unreachable|unschedulable|(?:disk|memory|pid)-pressure)$/.test(
    shown(key),
  );
}

function taintText({ key, value, effect }: Fields): string {
  const name = key === undefined ? 'all taints' : `the taint ${shown(key)}`;
  const of = value === undefined ? '' : `=${shown(value)}`;
  return `${name}${of}${effect === undefined ? '' : `:${shown(effect)}`}`;
}
