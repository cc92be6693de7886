import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, selectTexts, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Reviewed } from '../hazard.ts';
import { bindings, rightsGiven, subjectsOf } from '../rights/rbac.ts';
import { longestWait } from '../workloads/alerts.ts';
import { isLimitedTo, limitsOfAll } from '../workloads/quotas.ts';
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
  return hard.length > 0 && hard.every(([name, amount]) => isLimitedTo(others, name, amount));
}

function isBoundByOthers(before: KubernetesObject, reviewed: Reviewed): boolean {
  const bound = bindings
    .flatMap((type) => reviewed.newcomers.objects.get(type) ?? [])
    .filter((other) => rightsGiven(before, other, reviewed).areNoLess)
    .map(subjectsOf);
  return [...subjectsOf(before)].every((subject) => bound.some((subjects) => subjects.has(subject)));
}

/**
 * cert-manager 1.18, `pkg/controller/certificate-shim/sync.go`: it makes a Certificate of each Secret that an Ingress which
 * names an issuer has for its hosts.
 */
function isAskedForByIngress(before: KubernetesObject, { newcomers }: Reviewed): boolean {
  const secret = textOf(fieldsOf(before, 'spec'), 'secretName');
  const names = textsOf(before, 'spec.dnsNames[]');
  return (newcomers.objects.get('networking.k8s.io/Ingress') ?? []).some(
    (ingress) =>
      ingress.metadata.namespace === before.metadata.namespace &&
      Object.keys(fieldsOf(ingress, 'metadata', 'annotations')).some((name) => issuers.has(name)) &&
      selectMaps(ingress, 'spec.tls[]').some(
        ({ value }) => value['secretName'] === secret && names.isSubsetOf(textsOf(value, 'hosts[]')),
      ),
  );
}

function textsOf(root: unknown, pattern: string): Set<string> {
  return new Set(selectTexts(root, pattern).map(({ value }) => value));
}

const issuers: ReadonlySet<string> = new Set(['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer']);

/** By alert and severity, or record, and what they ask; and no later. */
function isRuledByOthers(before: KubernetesObject, { newcomers }: Reviewed): boolean {
  const rulesOf = (object: KubernetesObject): Fields[] =>
    selectMaps(object, 'spec.groups[].rules[]').map(({ value }) => value);
  const others = Map.groupBy((newcomers.objects.get(rules) ?? []).flatMap(rulesOf), keyOf);
  const own = rulesOf(before);
  return (
    own.length > 0 &&
    own.every((rule) =>
      others.get(keyOf(rule))?.some((other) => longestWait([other]).time <= longestWait([rule]).time),
    )
  );
}

function keyOf(rule: Fields): string {
  return JSON.stringify([
    rule['alert'],
    rule['record'],
    shown(rule['expr']),
    fieldsOf(rule, 'labels')['severity'],
  ]);
}
