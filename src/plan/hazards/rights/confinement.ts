import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import type { Path } from '../../../manifest/path.ts';
import { type Fields, fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { containerPairs } from '../container-pairs.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { type Fact, newlySeen, newlyWritten } from './host-folders.ts';

/** Pods that come out of their confinement: by what they are newly given, or no longer kept from. */
export function unconfined({ type, before, after }: Reviewed): Hazard[] {
  const now = after === undefined ? undefined : podsOf(type, after);
  if (now === undefined) return [];
  const old = before === undefined ? undefined : podsOf(type, before);
  const known = new Set(old === undefined ? [] : formerPrivileges(old, now).map(({ message }) => message));
  const gained = privileges(now).filter(({ message }) => !known.has(message));
  const lost =
    old === undefined
      ? []
      : [...newlyWritten(old, now), ...lostRestrictions(old, now), ...lostOfPods(old, now)];
  return [...gained, ...newlySeen(old, now), ...lost].map(({ message, path }) => ({
    severity: 'warning',
    rule: 'exposure',
    message,
    path,
  }));
}

/** As told of containers by the names that they have now. */
function formerPrivileges(before: Pods, after: Pods): Fact[] {
  const containers = containerPairs(before, after).map(({ was, is: { value, path } }) => ({
    value: { ...was, name: value['name'] },
    path,
  }));
  return privileges({ ...before, containers });
}

function privileges(pods: Pods): Fact[] {
  const { spec, specPath } = pods;
  const ofHost = ['hostNetwork', 'hostPID', 'hostIPC']
    .filter((field) => spec[field] === true)
    .map((field) => ({ message: `its pods share the node's own (${field})`, path: [...specPath, field] }));
  const shared =
    spec['shareProcessNamespace'] === true
      ? [
          {
            message: 'its containers see each other, with files and variables (shareProcessNamespace)',
            path: specPath,
          },
        ]
      : [];
  const context = fieldsOf(spec, 'securityContext');
  const asRoot =
    context['runAsUser'] === 0 ? [{ message: 'its pods run as root (runAsUser 0)', path: specPath }] : [];
  return [
    ...ofHost,
    ...shared,
    ...asRoot,
    ...kernelPrivileges('its pods', context, specPath),
    ...pods.containers.flatMap(containerPrivileges),
  ];
}

/** Kubernetes' documentation, "Pod Security Standards", "Baseline": what it lets pods say of these. */
const confinedTypes: ReadonlySet<string> = new Set([
  '',
  ...['', '_init', '_kvm', '_engine'].map((kind) => `container${kind}_t`),
]);
const safeSysctls =
  /^(?:kernel\.shm_rmid_forced|net\.ipv4\.(?:ip_local_port_range|ip_local_reserved_ports|ip_unprivileged_port_start|ping_group_range|tcp_fin_timeout|tcp_keepalive_(?:intvl|probes|time)|tcp_[rw]mem|tcp_syncookies))$/;

/** @param who says it: all pods, or a container */
function kernelPrivileges(who: string, context: Fields, path: Path): Fact[] {
  const { type = '', user = '', role = '' } = fieldsOf(context, 'seLinuxOptions');
  const labels = [confinedTypes.has(shown(type)) ? '' : type, user, role].map(shown).filter(Boolean);
  return [
    ...(fieldsOf(context, 'windowsOptions')['hostProcess'] === true
      ? [{ message: `${who} run on the node itself (hostProcess)`, path }]
      : []),
    ...labels.map((label) => ({ message: `${who} have the label ${label} of SELinux`, path })),
    ...selectMaps(context, 'sysctls[]')
      .map(({ value }) => shown(value['name']))
      .filter((name) => !safeSysctls.test(name))
      .map((name) => ({ message: `${who} set ${name} of the kernel (sysctls)`, path })),
  ];
}

/** Pod Security allows this one even where it is strictest (Kubernetes' documentation, "Pod Security Standards"). */
const harmlessCapability = 'NET_BIND_SERVICE';

function containerPrivileges({ value, path }: Pods['containers'][number]): Fact[] {
  const name = `its container ${shown(value['name'])}`;
  const context = fieldsOf(value, 'securityContext');
  const at = [...path, 'securityContext'];
  const flags = ['privileged', 'allowPrivilegeEscalation']
    .filter((field) => context[field] === true)
    .map((field) => ({ message: `${name} is not confined (${field})`, path: [...at, field] }));
  const capabilities = select(context, 'capabilities.add[]', at)
    .filter((each) => each.value !== harmlessCapability)
    .map((each) => ({ message: `${name} has the capability ${shown(each.value)}`, path: each.path }));
  const asRoot =
    context['runAsUser'] === 0 ? [{ message: `${name} runs as root (runAsUser 0)`, path: at }] : [];
  const ports = selectMaps(value, 'ports[]', path)
    .filter((each) => typeof each.value['hostPort'] === 'number')
    .map((each) => ({
      message: `${name} is reachable on the node's port ${shown(each.value['hostPort'])} (hostPort)`,
      path: each.path,
    }));
  const unmasked =
    context['procMount'] === 'Unmasked'
      ? [{ message: `${name} sees more of the kernel (procMount: Unmasked)`, path: at }]
      : [];
  return [
    ...flags,
    ...capabilities,
    ...asRoot,
    ...unmasked,
    ...kernelPrivileges(`processes of ${name}`, context, at),
    ...ports,
  ];
}

/** What containers were kept from, and are no longer. What is told as a privilege is not told again. */
function lostRestrictions(before: Pods, after: Pods): Fact[] {
  return containerPairs(before, after).flatMap(({ was, is: { value, path } }) => {
    const kept = new Set(restrictions(value, after.spec));
    const lost = restrictions(was, before.spec).filter((restriction) => !kept.has(restriction));
    const { privileged, allowPrivilegeEscalation } = fieldsOf(value, 'securityContext');
    const isTold = privileged === true || allowPrivilegeEscalation === true;
    return lost
      .filter((restriction) => !isTold || restriction !== noEscalation)
      .map((restriction) => ({
        message: `its container ${shown(value['name'])} is no longer confined (${restriction})`,
        path: [...path, 'securityContext'],
      }));
  });
}

/** What keeps pods as a whole from their node, and from the API server. */
const ofPods: Readonly<Record<string, (pods: Pods) => string | undefined>> = {
  runtimeClassName: ({ spec }) => textOf(spec, 'runtimeClassName'),
  automountServiceAccountToken: ({ spec }) => no(spec['automountServiceAccountToken']),
  hostUsers: ({ spec }) => no(spec['hostUsers']),
  // Kubernetes' documentation, "Restrict a Container's Access to Resources with AppArmor": by default, they are confined.
  appArmorProfile: ({ spec }) => {
    const { type } = fieldsOf(spec, 'securityContext', 'appArmorProfile');
    return type === 'Unconfined' ? undefined : 'RuntimeDefault';
  },
  'sidecar.istio.io/inject': ({ annotations, labels }) => {
    const inject = labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'];
    return inject === 'false' ? undefined : 'true';
  },
};

function no(value: unknown): string | undefined {
  return value === false ? 'false' : undefined;
}

/** Another one of a kind may be as good. */
function lostOfPods(before: Pods, after: Pods): Fact[] {
  return Object.entries(ofPods).flatMap(([name, of]) => {
    const was = of(before);
    if (was === undefined || of(after) !== undefined) return [];
    return [{ message: `its pods are no longer confined (${name}: ${was})`, path: after.specPath }];
  });
}

const noEscalation = 'allowPrivilegeEscalation: false';

/** A container's own word counts before that of its pod. */
function restrictions(container: Fields, pod: Fields): string[] {
  const own = fieldsOf(container, 'securityContext');
  const common = fieldsOf(pod, 'securityContext');
  const seccomp = own['seccompProfile'] ?? common['seccompProfile'];
  const profile = shown(fieldsOf({ seccomp }, 'seccomp')['type']);
  const dropped = select(own, 'capabilities.drop[]').map(({ value }) => value);
  return [
    ...((own['runAsNonRoot'] ?? common['runAsNonRoot']) === true ? ['runAsNonRoot'] : []),
    ...(own['allowPrivilegeEscalation'] === false ? [noEscalation] : []),
    ...(own['readOnlyRootFilesystem'] === true ? ['readOnlyRootFilesystem'] : []),
    ...(/^(RuntimeDefault|Localhost)$/.test(profile) ? ['seccompProfile'] : []),
    ...(dropped.includes('ALL') ? ['capabilities.drop: ALL'] : []),
  ];
}
