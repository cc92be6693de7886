import { podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Workloads that no longer see what they have kept: it stays, but they begin with nothing. */
export function volumeLosses({ type, before, after }: Reviewed): Hazard[] {
  if (before === undefined || after === undefined) return [];
  const lost = claimsOf(type, before).difference(claimsOf(type, after));
  const path = podsOf(type, after)?.specPath ?? ['spec'];
  return [...lost].map((claim) => ({
    severity: 'warning',
    rule: 'left-behind',
    message: `its containers no longer see what is on ${claim}: that stays, and they begin without`,
    path,
  }));
}

/** Claims, and templates of claims, that a container has mounted. */
function claimsOf(type: string, object: KubernetesObject): ReadonlySet<string> {
  const pods = podsOf(type, object);
  const claims = new Map([
    ...selectMaps(object, 'spec.volumeClaimTemplates[].metadata').map(({ value }): [string, string] => {
      const name = textOf(value, 'name') ?? '';
      return [name, `the claims of ${name}`];
    }),
    ...selectMaps(pods?.spec, 'volumes[]').flatMap(({ value }): [string, string][] => {
      const claim = textOf(fieldsOf(value, 'persistentVolumeClaim'), 'claimName');
      return claim === undefined ? [] : [[textOf(value, 'name') ?? '', `the claim ${claim}`]];
    }),
  ]);
  const mounts = (pods?.containers ?? []).flatMap(({ value }) =>
    ['volumeMounts', 'volumeDevices'].flatMap((field) => select(value, `${field}[].name`)),
  );
  return new Set(mounts.flatMap(({ value }) => claims.get(shown(value)) ?? []));
}
