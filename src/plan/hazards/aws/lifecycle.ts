import type { KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';
import { awsType } from './controllers.ts';

/** Buckets that delete by themselves what they did not, or sooner than before. */
export function earlierExpiry({ type, before, after }: Reviewed): Hazard[] {
  if (type !== awsType('s3/Bucket') || before === undefined || after === undefined) return [];
  const known = expiriesOf(before);
  return [...expiriesOf(after)].flatMap(([what, days]): Hazard[] => {
    const was = known.get(what);
    if (was !== undefined && was <= days) return [];
    const than = was === undefined ? '' : `, not after ${was} d`;
    const message = `deletes ${what} after ${days} d${than}`;
    return [{ severity: 'warning', rule: 'deletion', message, path: ['spec', 'lifecycle', 'rules'] }];
  });
}

/** After how many days what goes; of several rules for the same, the first to come counts. */
function expiriesOf(bucket: KubernetesObject): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { value: rule } of selectMaps(bucket, 'spec.lifecycle.rules[]')) {
    if (rule['status'] !== 'Enabled') continue;
    for (const [what, days] of [
      ['what is in it', fieldsOf(rule, 'expiration')['days']],
      ['earlier versions of what is in it', fieldsOf(rule, 'noncurrentVersionExpiration')['noncurrentDays']],
    ] as const) {
      if (typeof days !== 'number') continue;
      const part = `${what}${filterText(rule)}`;
      found.set(part, Math.min(days, found.get(part) ?? days));
    }
  }
  return found;
}

function filterText(rule: Fields): string {
  const { prefix, ...filter } = fieldsOf(rule, 'filter');
  const start = textOf(rule, 'prefix') ?? prefix ?? '';
  const others = Object.keys(filter).length === 0 ? '' : ` (${shown(filter)})`;
  return `${start === '' ? '' : ` below ${shown(start)}`}${others}`;
}
