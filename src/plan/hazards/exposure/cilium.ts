import { isNetworkWithin } from '../../../manifest/network.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { select, selectTexts } from '../../../manifest/select.ts';
import { isGlobWithin } from '../glob.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

const rules = ['spec', 'specs[]'];

/** By which fields of a rule policies of Cilium name who is outside of the cluster, or everybody. */
const peers: Readonly<Record<string, readonly string[]>> = {
  'lets in traffic from': [
    'ingress[].fromCIDR[]',
    'ingress[].fromCIDRSet[].cidr',
    'ingress[].fromEntities[]',
  ],
  'lets traffic out to': [
    'egress[].toCIDR[]',
    'egress[].toCIDRSet[].cidr',
    'egress[].toEntities[]',
    'egress[].toFQDNs[].matchName',
    'egress[].toFQDNs[].matchPattern',
  ],
};

/** Policies of Cilium that newly let in, or out, what they kept from each other. */
export function ciliumWidening({ type, before, after }: Reviewed): Hazard[] {
  if (!/^cilium\.io\/Cilium(?:Clusterwide)?NetworkPolicy$/.test(type)) return [];
  if (before === undefined || after === undefined) return [];
  return Object.entries(peers).flatMap(([what, fields]) => {
    // Who says nothing of a direction keeps nothing out there.
    const [direction = ''] = fields[0]?.split('[') ?? [];
    if (rules.every((rule) => select(before, `${rule}.${direction}[]`).length === 0)) return [];
    const [known, all] = [before, after].map((policy) => peersOf(policy, fields)) as [string[], string[]];
    const found = all.filter((one) => !known.some((other) => isWithin(one, other)));
    return [...new Set(found)].map(
      (peer): Hazard => ({
        severity: 'warning',
        rule: 'exposure',
        message: `${what} ${peer}`,
        path: ['spec'],
      }),
    );
  });
}

function peersOf(policy: KubernetesObject, fields: readonly string[]): string[] {
  return rules.flatMap((rule) =>
    fields.flatMap((field) => selectTexts(policy, `${rule}.${field}`).map(({ value }) => value)),
  );
}

/** Cilium 1.18, `pkg/policy/api/entity.go`: `world` is whatever has an address or a name outside of the cluster. */
function isWithin(one: string, wider: string): boolean {
  const isOutside = one.startsWith('world') || /[.:*]/.test(one);
  if (wider === 'all') return true;
  if (wider === 'world') return isOutside;
  if (wider === 'cluster') return !isOutside && one !== 'all';
  return isGlobWithin(one, wider) || isNetworkWithin(one, wider);
}
