import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { rememberingEach } from '../../../manifest/remember.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { ObjectsByType } from '../../by-type.ts';
import { qualifiedName } from '../../leavers.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { widenedAggregation } from './aggregation.ts';

/** One thing that may be done: a verb on a resource of a group, of all names or one; or on a URL. */
type Permission = readonly [verb: string, group: string, resource: string, name: string];

const everything = '*';

/** Stands for the group of URLs, which no right to resources covers. */
const urls = 'URLs';

/** Rules and bindings that allow more than before. What is new as a whole allows all it says. */
export function rbacWidening(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  if (after === undefined) return [];
  if (/^rbac\.authorization\.k8s\.io\/(Cluster)?Role$/.test(type))
    return [...widenedRole(reviewed, after), ...widenedAggregation(before, after)];
  if (/^rbac\.authorization\.k8s\.io\/(Cluster)?RoleBinding$/.test(type))
    return widenedBinding(reviewed, after);
  return before === undefined ? [] : otherAccount(podsOf(type, before), podsOf(type, after));
}

/** The rights of pods are those of their account. */
function otherAccount(before: Pods | undefined, after: Pods | undefined): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const field = 'serviceAccountName';
  const [was, is] = [before, after].map(({ spec }) => textOf(spec, field) ?? 'default');
  if (was === is) return [];
  const message = `its pods have the rights of ServiceAccount ${is}, not of ${was}`;
  return [{ severity: 'warning', rule: 'rbac-widening', message, path: [...after.specPath, field] }];
}

/** What a role allows that goes with the change, in all namespaces or in the same one, another one may take over. */
function widenedRole({ before, leavers }: Reviewed, after: KubernetesObject): Hazard[] {
  const leaving =
    before === undefined ? roleTypes.flatMap((type) => leavers.objects.get(type) ?? []) : [before];
  const allowed = leaving.filter((role) => reachesAs(role, after)).flatMap(permissionsOf);
  const gained = permissionsOf(after).filter(
    (permission) => !allowed.some((each) => covers(each, permission)),
  );
  if (gained.length === 0) return [];
  const texts = [...new Set(gained.map(permissionText))].sort();
  const some = texts.slice(0, 5).join(', ');
  const more = texts.length > 5 ? ` and ${texts.length - 5} more` : '';
  const isGreat = gained.some(
    ([verb, , resource]) => isEverything(verb) || isEverything(resource) || escalating.has(verb),
  );
  return [
    {
      severity: isGreat ? 'error' : 'warning',
      rule: 'rbac-widening',
      message: `newly allows ${some}${more}`,
      path: ['rules'],
    },
  ];
}

/** With these, whoever has them can get any other (Kubernetes' documentation of RBAC, "Privilege escalation"). */
const escalating = new Set(['bind', 'escalate', 'impersonate']);

const roleTypes = ['ClusterRole', 'Role'].map((kind) => `rbac.authorization.k8s.io/${kind}`);

/** Whether one is for all namespaces, or for the same one as another. */
function reachesAs({ kind, metadata }: KubernetesObject, other: KubernetesObject): boolean {
  return kind.startsWith('Cluster') || metadata.namespace === other.metadata.namespace;
}

function isEverything(text: string): boolean {
  return text === everything;
}

function permissionsOf(role: KubernetesObject | undefined): Permission[] {
  return selectMaps(role, 'rules[]').flatMap(({ value }) => {
    const list = (field: string): string[] => select(value, `${field}[]`).map((each) => shown(each.value));
    const names = list('resourceNames');
    const resources = list('apiGroups').flatMap((group) =>
      list('resources').flatMap((resource) =>
        (names.length === 0 ? [everything] : names).map((name) => [group, resource, name] as const),
      ),
    );
    const paths = list('nonResourceURLs').map((path) => [urls, path, everything] as const);
    return list('verbs').flatMap((verb) =>
      [...resources, ...paths].map((what): Permission => [verb, ...what]),
    );
  });
}

/** As the API server matches them: any resource's `scale`, and all URLs below one. */
function covers(one: Permission, other: Permission): boolean {
  if ((one[1] === urls) !== (other[1] === urls)) return false;
  return one.every((part, index) => {
    const asked = other[index] ?? '';
    if (part === everything || part === asked) return true;
    if (part.startsWith('*/')) return asked.endsWith(part.slice(1));
    return part.startsWith('/') && part.endsWith('*') && asked.startsWith(part.slice(0, -1));
  });
}

function permissionText([verb, group, resource, name]: Permission): string {
  if (group === urls) return `${verb} ${isEverything(resource) ? 'all URLs' : resource}`;
  const what = group === '' ? resource : `${resource}.${group}`;
  return `${verb} ${what}${name === everything ? '' : ` ${name}`}`;
}

/** Whom a binding that goes gave the same role, in the same namespace or in all, has it already. */
function widenedBinding(reviewed: Reviewed, after: KubernetesObject): Hazard[] {
  const { before, leavers } = reviewed;
  const [old, role] = [roleOf(before), roleOf(after)];
  const leaving = bindings.flatMap((type) => leavers.objects.get(type) ?? []);
  const givers = [before, ...leaving].filter(
    (binding) => binding !== undefined && rightsGiven(binding, after, reviewed).areNoMore,
  );
  const known = new Set(givers.flatMap((binding) => [...subjectsOf(binding)]));
  const gained = unknownTo(known, subjectsOf(after), reviewed);
  if (gained.length === 0) return [];
  const message = `newly gives ${gained.join(', ')} the ${role}`;
  const isGreat = role.endsWith(' cluster-admin') || gained.some((subject) => everyone.test(subject));
  const severity = isGreat ? 'error' : 'warning';
  return [{ severity, rule: 'rbac-widening', message, path: old === role ? ['subjects'] : ['roleRef'] }];
}

export const bindings = ['ClusterRoleBinding', 'RoleBinding'].map(
  (kind) => `rbac.authorization.k8s.io/${kind}`,
);

/** Of those a binding names, those that had no such rights. An account that comes in place of one that goes has its rights. */
function unknownTo(
  known: ReadonlySet<string>,
  named: ReadonlySet<string>,
  { newcomers, leavers }: Reviewed,
): string[] {
  const accounts = (objects: ObjectsByType): Set<string> =>
    new Set(
      objects.get('ServiceAccount')?.map(({ metadata }) => accountOf(metadata.namespace, metadata.name)),
    );
  const gained = [...named.difference(known)];
  const come = named.intersection(accounts(newcomers.objects)).difference(accounts(leavers.formerly));
  const gone = known.intersection(accounts(leavers.objects)).difference(named);
  const [users, formerUsers] = [newcomers.objects, leavers.formerly].map(accountsOfPods) as [Users, Users];
  // Whose pods had another account got that one's place, and the rights of this one.
  const areOthers = [...users].some(([pods, account]) => {
    const was = formerUsers.get(pods);
    return come.has(account) && was !== undefined && !known.has(was);
  });
  const isPlaced = come.size <= gone.size && namespacesOf(come).isSubsetOf(namespacesOf(gone)) && !areOthers;
  return isPlaced ? gained.filter((subject) => !come.has(subject)) : gained;
}

function accountOf(namespace = '', name = 'default'): string {
  return `ServiceAccount ${namespace}/${name}`;
}

type Users = ReadonlyMap<string, string>;

/** Accounts by what makes pods with them. All bindings of a change ask the same. */
const accountsOfPods = rememberingEach(
  (objects: ObjectsByType): Users =>
    new Map(
      [...objects].flatMap(([type, ofType]) =>
        ofType.flatMap((object): [string, string][] => {
          const pods = podsOf(type, object);
          const { namespace, name } = object.metadata;
          if (pods === undefined) return [];
          return [
            [`${type} ${namespace}/${name}`, accountOf(namespace, textOf(pods.spec, 'serviceAccountName'))],
          ];
        }),
      ),
    ),
);

function namespacesOf(subjects: ReadonlySet<string>): Set<string> {
  return new Set([...subjects].map((subject) => subject.split('/', 1)[0] ?? ''));
}

/** What a later binding gives of what a former one gave, to whomever. */
export interface Rights {
  readonly areNoMore: boolean;
  readonly areNoLess: boolean;
}

/** By the same role, one that goes on by another name, or one that allows as much, in as many namespaces. */
export function rightsGiven(former: KubernetesObject, later: KubernetesObject, reviewed: Reviewed): Rights {
  const { leavers, newcomers } = reviewed;
  const [was, is] = [former, later].map(referenceOf) as [RoleReference, RoleReference];
  const isSame = was.type === is.type && leavers.areSame(was.type, was.name, is.name);
  const [had, has] = [roleIn(leavers.formerly, was), roleIn(newcomers.objects, is)];
  const areKnown = had !== undefined && has !== undefined;
  return {
    areNoMore: reachesAs(former, later) && (isSame || (areKnown && allowsAll(had, has))),
    areNoLess: reachesAs(later, former) && (isSame || (areKnown && allowsAll(has, had))),
  };
}

function allowsAll(role: KubernetesObject, other: KubernetesObject): boolean {
  const allowed = permissionsOf(role);
  return permissionsOf(other).every((permission) => allowed.some((each) => covers(each, permission)));
}

interface RoleReference {
  readonly type: string;
  readonly name: string;
}

function referenceOf({ metadata, ...binding }: KubernetesObject): RoleReference {
  const { kind, name } = fieldsOf(binding, 'roleRef');
  const home = kind === 'Role' ? metadata.namespace : undefined;
  return { type: `rbac.authorization.k8s.io/${shown(kind)}`, name: qualifiedName(home, shown(name)) };
}

function roleIn(objects: ObjectsByType, { type, name }: RoleReference): KubernetesObject | undefined {
  return objects
    .get(type)
    ?.find(({ metadata }) => qualifiedName(metadata.namespace, metadata.name ?? '') === name);
}

/** Whom these take in nobody knows beforehand. */
const everyone =
  /^(?:Group .*system:(?:un)?authenticated|Group .*system:serviceaccounts|User .*system:anonymous)$/;

/** `ClusterRole view`. */
function roleOf(binding: KubernetesObject | undefined): string {
  const role = fieldsOf(binding, 'roleRef');
  return `${textOf(role, 'kind') ?? 'role'} ${textOf(role, 'name') ?? ''}`;
}

/** `Group team`, `ServiceAccount shop/api`. */
export function subjectsOf(binding: KubernetesObject | undefined): ReadonlySet<string> {
  return new Set(
    selectMaps(binding, 'subjects[]').map(({ value }) => {
      const namespace = textOf(value, 'namespace');
      const name = `${namespace === undefined ? '' : `${namespace}/`}${textOf(value, 'name') ?? ''}`;
      return `${textOf(value, 'kind') ?? ''} ${name}`;
    }),
  );
}
