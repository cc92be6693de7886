import { type Pods, podsOf } from '../../../kubernetes/pods.ts';
import { select, selectMaps, selectTexts } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Where pods look names up, and newly get another answer than those around them. */
export function otherLookups({ type, before, after }: Reviewed): Hazard[] {
  const [was, is] = [before, after].map((object) => object && podsOf(type, object));
  if (was === undefined || is === undefined) return [];
  const known = new Set(lookupsOf(was));
  return lookupsOf(is)
    .filter((lookup) => !known.has(lookup))
    .map((lookup) => ({
      severity: 'warning',
      rule: 'traffic-change',
      message: `its pods ${lookup}`,
      path: is.specPath,
    }));
}

function lookupsOf({ spec }: Pods): string[] {
  return [
    ...selectMaps(spec, 'hostAliases[]').flatMap(({ value }) =>
      select(value, 'hostnames[]').map(
        (host) => `find ${shown(host.value)} at ${shown(value['ip'])} (hostAliases)`,
      ),
    ),
    ...selectTexts(spec, 'dnsConfig.nameservers[]').map(({ value }) => `ask ${value} for names (dnsConfig)`),
  ];
}
