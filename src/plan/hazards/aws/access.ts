import { isNetworkWithin } from '../../../manifest/network.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import {
  type Fields,
  fieldsOf,
  type Selected,
  select,
  selectMaps,
  textOf,
} from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { awsType } from './controllers.ts';

/** Whom a security group lets in or out, on which ports. */
interface Way {
  readonly peer: string;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly path: Path;
}

const directions = { ingressRules: 'takes traffic from', egressRules: 'sends traffic to' } as const;

/** All of the internet. */
export const everyone: readonly string[] = ['0.0.0.0/0', '::/0'];

/** Security groups that let more through. Of a new one, only that it takes everyone in. */
export function securityGroupWidening({ type, before, after }: Reviewed): Hazard[] {
  if (type !== awsType('ec2/SecurityGroup') || after === undefined) return [];
  return (['ingressRules', 'egressRules'] as const).flatMap((field) => {
    const [old, now] = [before, after].map((group) => waysOf(group, field)) as [Way[], Way[]];
    // AWS lets everything out of a group that says nothing of it.
    if (field === 'egressRules' && old.length === 0) return [];
    const gained = now.filter((way) =>
      before === undefined ? everyone.includes(way.peer) : !old.some((other) => isWithin(way, other)),
    );
    return gained.map((way): Hazard => {
      const message = `${directions[field]} ${way.peer}${portText(way)}`;
      return { severity: 'warning', rule: 'exposure', message, path: way.path };
    });
  });
}

/** Ports and protocols that are left out, or -1, are all. */
function waysOf(group: KubernetesObject | undefined, field: keyof typeof directions): Way[] {
  return selectMaps(group, `spec.${field}[]`).flatMap(({ value, path }) => {
    const { fromPort, toPort, ipProtocol } = value;
    const protocol = typeof ipProtocol === 'string' ? ipProtocol : '-1';
    const isAny = protocol === '-1' || [fromPort, toPort].some((port) => (port ?? -1) === -1);
    const [from, to] = isAny ? [0, 65_535] : [fromPort, toPort].map((port) => Number(shown(port)));
    return peersOf(value).map((peer) => ({ peer, protocol, from: from ?? 0, to: to ?? 0, path }));
  });
}

function peersOf(rule: Fields): string[] {
  const texts = (pattern: string): string[] => select(rule, pattern).map(({ value }) => shown(value));
  return [
    ...texts('ipRanges[].cidrIP'),
    ...texts('ipv6Ranges[].cidrIPv6'),
    ...texts('prefixListIDs[].prefixListID'),
    ...selectMaps(rule, 'userIDGroupPairs[]').map(({ value }) => {
      const reference = textOf(fieldsOf(value, 'groupRef', 'from'), 'name');
      return `the group ${textOf(value, 'groupID') ?? textOf(value, 'groupName') ?? reference ?? ''}`;
    }),
  ];
}

function isWithin(one: Way, wider: Way): boolean {
  return (
    (wider.protocol === '-1' || one.protocol === wider.protocol) &&
    wider.from <= one.from &&
    one.to <= wider.to &&
    isNetworkWithin(one.peer, wider.peer)
  );
}

function portText({ protocol, from, to }: Way): string {
  if (from === 0 && to === 65_535) return protocol === '-1' ? '' : ` (${protocol})`;
  return ` on port ${from === to ? from : `${from}-${to}`}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

interface List {
  readonly find: (object: KubernetesObject | undefined) => readonly Selected[];
  readonly rule: string;
  readonly what: string;
}

const rights = (pattern: string, what = 'newly has the rights of'): List => ({
  find: (object) => select(object, pattern),
  rule: 'rbac-widening',
  what,
});

/** What gives more with each item. */
const lists: Readonly<Record<string, readonly List[]>> = {
  [awsType('eks/AccessEntry')]: [
    rights('spec.accessPolicies[].policyARN'),
    rights('spec.kubernetesGroups[]', 'newly belongs to the group'),
  ],
  [awsType('eks/Cluster')]: [{ find: apiNetworks, rule: 'exposure', what: 'its API takes requests from' }],
  [awsType('iam/Role')]: [rights('spec.policies[]'), rights('spec.policyRefs[].from.name')],
};

/** Amazon EKS, API reference, `VpcConfigRequest`: by default the API is public, and open to everyone. */
function apiNetworks(cluster: KubernetesObject | undefined): readonly Selected[] {
  const config = ['spec', 'resourcesVPCConfig'];
  if (cluster === undefined || fieldsOf(cluster, ...config)['endpointPublicAccess'] === false) return [];
  const said = select(cluster, 'spec.resourcesVPCConfig.publicAccessCIDRs[]');
  return said.length > 0 ? said : [{ value: everyone[0], path: config }];
}

/** Rights in AWS that are new, by policies as a whole, and networks that are let in. */
export function awsAccessWidening({ type, before, after }: Reviewed): Hazard[] {
  if (after === undefined) return [];
  return (lists[type] ?? []).flatMap(({ find, rule, what }) => {
    const old = find(before).map(({ value }) => shown(value));
    return find(after)
      .map(({ value, path }) => ({ text: shown(value), path }))
      .filter(({ text }) => !old.some((each) => isNetworkWithin(text, each)))
      .map(({ text, path }): Hazard => {
        const severity = administrator.test(text) ? 'error' : 'warning';
        return { severity, rule, message: `${what} ${text}`, path };
      });
  });
}

/** Policies of AWS's own that allow everything, in the account or in a cluster. */
const administrator = /:(?:policy\/AdministratorAccess|cluster-access-policy\/AmazonEKSClusterAdminPolicy)$/;
