import { fieldsOf, select, selectMaps, selectTexts } from '../../manifest/select.ts';
import { repeated } from '../repeated.ts';
import { type Fields, isEmpty, type StructRule, type Wrong } from './struct.ts';
import { leadsOut } from './volumes.ts';

/** Who may do what on a node (`validateSeccompProfileField`, `ValidateAppArmorProfileField`, `validateSysctls`). */

export function deniesAndGrants({ allowPrivilegeEscalation, privileged, capabilities }: Fields): Wrong[] {
  if (allowPrivilegeEscalation !== false) return [];
  const added = fieldsOf(capabilities)['add'];
  const granted =
    privileged === true
      ? 'privileged'
      : Array.isArray(added) && added.includes('CAP_SYS_ADMIN')
        ? 'capabilities.add CAP_SYS_ADMIN'
        : undefined;
  if (granted === undefined) return [];
  return [
    {
      at: ['allowPrivilegeEscalation'],
      message: `false contradicts ${granted}`,
      allowed: `true, or no ${granted}`,
      next: `remove ${granted}, or allowPrivilegeEscalation`,
    },
  ];
}

/** A profile of the node has a name, and no other one has. */
function profileIsNamed(isWrongName: (name: string) => boolean, allowed: string): StructRule {
  return ({ type, localhostProfile }) => {
    const at = ['localhostProfile'];
    if (type !== 'Localhost') {
      // What is no text, the schema tells.
      if (typeof localhostProfile !== 'string' || typeof (type ?? '') !== 'string') return [];
      return [
        {
          at,
          message: `is for type Localhost alone, and the type is ${isEmpty(type) ? 'missing' : String(type)}`,
          allowed: 'none, or type Localhost',
          next: 'remove it, or set type: Localhost',
        },
      ];
    }
    if (typeof localhostProfile !== 'string')
      return [{ at, message: 'is missing, with type Localhost', allowed }];
    if (!isWrongName(localhostProfile)) return [];
    return [{ at, message: `${JSON.stringify(localhostProfile)} is no profile of a node`, allowed }];
  };
}

export const seccompIsNamed = profileIsNamed(
  leadsOut,
  "a path below the kubelet's folder of profiles, without ..",
);

export const appArmorIsNamed = profileIsNamed(
  (name) => name.trim() === '' || name.trim() !== name,
  'the name of a profile that is loaded on the node',
);

export function sysctlsOnce(context: Fields): Wrong[] {
  const names = selectTexts(context, 'sysctls[].name');
  return repeated(names, ({ value }) => value).map(({ value, path }) => ({
    at: path,
    message: `${JSON.stringify(value)} is the name of an earlier sysctl too`,
    allowed: 'each name once',
    next: 'remove one of the two',
  }));
}

/** What a pod takes from its node, it cannot have as its own. */
const ofNode = [
  { shared: 'hostNetwork', own: /^net\./ },
  {
    shared: 'hostIPC',
    own: /^(?:kernel\.(?:sem|shm(?:all|max|mni|_rmid_forced)?|msg(?:max|mnb|mni)?)$|fs\.mqueue\.)/,
  },
] as const;

export function setsOwnSysctls(spec: Fields): Wrong[] {
  const sysctls = selectMaps(spec, 'securityContext.sysctls[]');
  return ofNode.flatMap(({ shared, own }) =>
    sysctls
      .filter(({ value: { name } }) => spec[shared] === true && typeof name === 'string' && own.test(name))
      .map(({ value: { name }, path }) => ({
        at: [...path, 'name'],
        message: `${String(name)} would be set for the whole node, with ${shared}`,
        allowed: `none of these, with ${shared}`,
        next: `remove it, or ${shared}`,
      })),
  );
}

/** Fields of a pod that cannot both be set (`validateHostUsers`, `ValidatePodSecurityContext`). */
const contradictions = [
  { field: 'shareProcessNamespace', value: true, others: ['hostPID'] },
  { field: 'hostUsers', value: false, others: ['hostNetwork', 'hostPID', 'hostIPC'] },
] as const;

export function sharesOneWay(spec: Fields): Wrong[] {
  return contradictions.flatMap(({ field, value, others }) =>
    others
      .filter((other) => spec[field] === value && spec[other] === true)
      .map((other) => ({
        at: [other],
        message: `cannot be true beside ${field}: ${value}`,
        allowed: `false, or no ${field}`,
        next: `remove ${other}, or ${field}`,
      })),
  );
}

/** All of `/proc` is for pods with users of their own (`validateProcMountType`). */
export function showsProcOfOwnUsers(spec: Fields): Wrong[] {
  if (spec['hostUsers'] === false) return [];
  return ['containers', 'initContainers'].flatMap((list) =>
    select(spec, `${list}[].securityContext.procMount`)
      .filter(({ value }) => value === 'Unmasked')
      .map(({ path }) => ({
        at: path,
        message: 'Unmasked goes only with hostUsers: false',
        allowed: 'Default, or beside hostUsers: false',
        next: 'set hostUsers: false, or remove procMount',
      })),
  );
}
