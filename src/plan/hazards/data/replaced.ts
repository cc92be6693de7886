import type { KubernetesObject } from '../../../manifest/object.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Reviewed } from '../hazard.ts';
import { givesSameRole, subjectsOf } from '../rights/rbac.ts';
import { limitsOfAll } from '../workloads/quotas.ts';
import { isBackedUpByOthers } from './backup.ts';
import { isMeasuredByOthers } from './monitored.ts';

type Finder = (before: KubernetesObject, reviewed: Reviewed) => boolean;

const rbac = 'rbac.authorization.k8s.io';
const rules = 'monitoring.coreos.com/PrometheusRule';

const finders: Readonly<Record<string, Finder>> = {
  ResourceQuota: isLimitedByOthers,
  [`${rbac}/ClusterRoleBinding`]: isBoundByOthers,
  [`${rbac}/RoleBinding`]: isBoundByOthers,
  'cert-manager.io/Certificate': isAskedForByIngress,
  [rules]: isRuledByOthers,
};

/** Whether others, which come or change, do together what an object did that goes. */
export function isReplaced(reviewed: Reviewed): boolean {
  const { type, before } = reviewed;
  const find = finders[type];
  return (
    isBackedUpByOthers(reviewed) ||
    isMeasuredByOthers(reviewed) ||
    (find !== undefined && before !== undefined && find(before, reviewed))
  );
}

/** No more is allowed of anything, whatever pods it is for. */
function isLimitedByOthers(before: KubernetesObject, { type, newcomers }: Reviewed): boolean {
  const others = limitsOfAll(newcomers.objects.get(type), before.metadata.namespace);
  const hard = Object.entries(fieldsOf(before, 'spec', 'hard'));
  return (
    hard.length > 0 &&
    hard.every(([name, amount]) => {
      const most = quantityOf(amount)?.nano;
      return others.some((other) => {
        const now = quantityOf(other[name])?.nano;
        return most !== undefined && now !== undefined && now <= most;
      });
    })
  );
}

function isBoundByOthers(before: KubernetesObject, { type, newcomers, leavers }: Reviewed): boolean {
  const bound = (newcomers.objects.get(type) ?? [])
    .filter((other) => givesSameRole(before, other, leavers))
    .map(subjectsOf);
  return [...subjectsOf(before)].every((subject) => bound.some((subjects) => subjects.has(subject)));
}

/** cert-manager 1.18, `pkg/controller/certificate-shim/sync.go`: it makes the Certificate of an Ingress that names an issuer. */
function isAskedForByIngress(before: KubernetesObject, { newcomers }: Reviewed): boolean {
  const secret = textOf(fieldsOf(before, 'spec'), 'secretName');
  return (newcomers.objects.get('networking.k8s.io/Ingress') ?? []).some(
    (ingress) =>
      ingress.metadata.namespace === before.metadata.namespace &&
      Object.keys(fieldsOf(ingress, 'metadata', 'annotations')).some((name) => issuers.has(name)) &&
      select(ingress, 'spec.tls[].secretName').some(({ value }) => value === secret),
  );
}

const issuers: ReadonlySet<string> = new Set(['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer']);

/** By alert and severity, or record, and what they ask. */
function isRuledByOthers(before: KubernetesObject, { newcomers }: Reviewed): boolean {
  const keysOf = (object: KubernetesObject): string[] =>
    selectMaps(object, 'spec.groups[].rules[]').map(({ value }) =>
      JSON.stringify([
        value['alert'],
        value['record'],
        shown(value['expr']),
        fieldsOf(value, 'labels')['severity'],
      ]),
    );
  const others = new Set((newcomers.objects.get(rules) ?? []).flatMap(keysOf));
  const own = keysOf(before);
  return own.length > 0 && own.every((key) => others.has(key));
}
