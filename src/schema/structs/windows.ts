import { fieldsOf, type Selected, select, selectMaps } from '../../manifest/select.ts';
import { type Fields, isEmpty, isSet, type Wrong } from './struct.ts';

/** Pods that say which system their nodes have (`validateWindows`, `validateLinux`, `validateWindowsHostProcessPod`). */

/** What is set at all is refused. */
const pointersOfLinux = ['hostUsers', 'resources', 'shareProcessNamespace'];
/** What is empty or false is taken. */
const valuesOfLinux = ['hostIPC', 'hostPID', 'securityContext.sysctls'];
const ofContextsOfLinux = ['appArmorProfile', 'runAsGroup', 'runAsUser', 'seLinuxOptions', 'seccompProfile'];
const ofPodContextOfLinux = [
  'fsGroup',
  'fsGroupChangePolicy',
  'seLinuxChangePolicy',
  'supplementalGroups',
  'supplementalGroupsPolicy',
];
const ofContainerContextOfLinux = [
  'allowPrivilegeEscalation',
  'capabilities',
  'privileged',
  'procMount',
  'readOnlyRootFilesystem',
];
const containers = ['containers[]', 'initContainers[]', 'ephemeralContainers[]'];

const forLinux: readonly string[] = [
  ...pointersOfLinux,
  ...[...ofContextsOfLinux, ...ofPodContextOfLinux].map((field) => `securityContext.${field}`),
  ...[...ofContextsOfLinux, ...ofContainerContextOfLinux].flatMap((field) =>
    containers.map((list) => `${list}.securityContext.${field}`),
  ),
];
const forWindows = ['', ...containers.map((list) => `${list}.`)].map(
  (place) => `${place}securityContext.windowsOptions`,
);

/** A pod that names a system sets nothing that is for the other one alone. */
export function fitsSystem(spec: Fields): Wrong[] {
  const system = fieldsOf(spec, 'os')['name'];
  const misplaced =
    system === 'windows'
      ? [...setAt(spec, forLinux), ...setAt(spec, valuesOfLinux).filter(({ value }) => isFilled(value))]
      : system === 'linux'
        ? setAt(spec, forWindows)
        : [];
  const other = system === 'windows' ? 'Linux' : 'Windows';
  return misplaced.map(({ path }) => ({
    at: path,
    message: `is for ${other} alone, and os.name is ${String(system)}`,
    allowed: `none, with os.name ${String(system)}`,
    next: 'remove it, or correct os.name',
  }));
}

function setAt(spec: Fields, patterns: readonly string[]): Selected[] {
  return patterns.flatMap((pattern) => select(spec, pattern)).filter(({ value }) => isSet(value));
}

function isFilled(value: unknown): boolean {
  return value !== false && !isEmpty(value);
}

/** Containers that run as processes of their node: all of a pod, or none, and in the network of the node. */
export function runsOnHostAsOne(spec: Fields): Wrong[] {
  const ofPod = hostProcess(spec);
  const each = containers.flatMap((list) => selectMaps(spec, list));
  const contradicting = each.filter(({ value }) => ofPod !== undefined && hostProcess(value) === !ofPod);
  const others = each.filter(({ value }) => (hostProcess(value) ?? ofPod) !== true);
  const wrong: Wrong[] = contradicting.map(({ value, path }) => ({
    at: [...path, 'securityContext', 'windowsOptions', 'hostProcess'],
    message: `${String(hostProcess(value))} differs from that of the pod, which is ${String(ofPod)}`,
    allowed: String(ofPod),
  }));
  if (others.length === each.length) return wrong;
  if (others.length > 0 && contradicting.length === 0)
    wrong.push({
      at: ['containers'],
      message: 'some of them run as processes of the node, and others do not',
      allowed: 'windowsOptions.hostProcess of all containers, or of none',
      next: 'set securityContext.windowsOptions.hostProcess of the pod',
    });
  if (spec['hostNetwork'] !== true)
    wrong.push({
      at: ['hostNetwork'],
      message: 'is not true, and containers run as processes of the node',
      allowed: 'true, with windowsOptions.hostProcess',
      next: 'set hostNetwork: true',
    });
  return wrong;
}

/** What is neither, the schema tells. */
function hostProcess(value: Fields): boolean | undefined {
  const given = fieldsOf(value, 'securityContext', 'windowsOptions')['hostProcess'];
  return typeof given === 'boolean' ? given : undefined;
}

const nameOfDomain =
  /^(?:[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}|[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*)$/;
const longestDomain = 255;
const longestUser = 104;

/** A user of Windows, with or without its domain (`validateWindowsSecurityContextOptions`). */
export function userIsOfWindows({ runAsUserName }: Fields): Wrong[] {
  if (typeof runAsUserName !== 'string') return [];
  const fault = faultOf(runAsUserName);
  if (fault === undefined) return [];
  return [
    {
      at: ['runAsUserName'],
      message: `${JSON.stringify(runAsUserName)} ${fault}`,
      allowed: 'USER or DOMAIN\\USER, such as ContainerUser',
    },
  ];
}

function faultOf(name: string): string | undefined {
  const [user = '', domain, ...rest] = name.split('\\').toReversed();
  if (rest.length > 0) return 'has more than one backslash';
  if (/\p{Cc}/u.test(name)) return 'has control characters';
  if (domain !== undefined && (domain.length > longestDomain || !nameOfDomain.test(domain)))
    return 'has no domain before the backslash';
  if (/^[. ]*$/.test(user)) return 'names no user';
  if (Buffer.byteLength(user) > longestUser) return `has a user of more than ${longestUser} characters`;
  return /["/:;|=,+*?<>@[\]]/.test(user) ? 'has a character that no user has' : undefined;
}
