import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { select } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard } from '../hazard.ts';

/** Whether a value, as text, is worse than the one before; nothing is what is not there. */
type Worse = (was: string | undefined, is: string | undefined) => boolean;

/** Fields below `spec`, of which `a|b` are one, how they get worse, and what the object does then. */
export type Weakening = readonly [
  fields: string,
  worse: Worse,
  rule: string,
  effect: string,
  severity?: Hazard['severity'],
];

export const unset: Worse = (was, is) => was === 'true' && is !== 'true';
export const set: Worse = (was, is) => was !== 'true' && is === 'true';
/** Of what is true by default. */
export const denied: Worse = (was, is) => was !== 'false' && is === 'false';
export const fewer: Worse = (was, is) => Number(is) < Number(was);
export const gone: Worse = (was, is) => was !== undefined && is === undefined;
export const not =
  (best: string): Worse =>
  (was, is) =>
    was === best && is !== best;
/** Of what is as large as its name says: `db.r6g.8xlarge`, `cache.t4g.medium`. */
export const smaller: Worse = (was, is) => sizeOf(is) < sizeOf(was);

/** What guards less, keeps less or can do less than before. */
export function weakened(
  rows: readonly Weakening[],
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): Hazard[] {
  return rows.flatMap(([fields, worse, rule, effect, severity = 'warning']) =>
    fields.split(' ').flatMap((field): Hazard[] => {
      const [was, is] = [before, after].map((object) => valueOf(object, field));
      if (!worse(was, is)) return [];
      const name = field.split('|', 1)[0] ?? '';
      const message = `${effect}: ${name} ${changeText(was, is)}`;
      return [{ severity, rule, message, path: ['spec', ...name.split('.')] }];
    }),
  );
}

function changeText(was: string | undefined, is: string | undefined): string {
  if (is === undefined) return 'is gone';
  return was === undefined ? `is ${is}` : `goes from ${was} to ${is}`;
}

/** Only of what is no text itself it does not matter which. */
function valueOf(object: KubernetesObject | undefined, field: string): string | undefined {
  const found = field.split('|').flatMap((each) => select(object, `spec.${each}`));
  const value = found.find((each) => each.value !== null)?.value;
  const text = shown(value);
  return value === undefined ? undefined : isRecord(value) ? 'another' : text;
}

/** Nothing is smaller than what nobody knows. */
function sizeOf(type = ''): number {
  const [, multiple, name = ''] = /\.(\d*)(nano|micro|small|medium|large|xlarge)$/.exec(type) ?? [];
  const rank = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge'].indexOf(name);
  return rank === -1 ? Number.NaN : rank + Number(multiple || 1) - 1;
}
