import { type Selected, selectMaps } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { repeated } from '../repeated.ts';
import type { Fields, StructRule } from './struct.ts';

/**
 * Lists whose items must differ, though OpenAPI does not tell by what.
 *
 * @param list a pattern such as `spec.taints[]`
 * @param fields by which items are told apart; the last one is where a repetition is told
 */
export function once(list: string, ...fields: readonly [string, ...string[]]): StructRule {
  const what = fields.join(' with ');
  const valuesOf = ({ value }: Selected<Fields>) => fields.map((field) => value[field] ?? '');
  return (value) =>
    repeated(selectMaps(value, list), (item) => JSON.stringify(valuesOf(item))).map((item) => ({
      at: [...item.path, fields.at(-1) ?? ''],
      message: `${valuesOf(item).map(quote).join(' with ')} is the ${what} of an earlier item too`,
      allowed: `each ${what} once`,
      next: 'remove one of the two',
    }));
}
