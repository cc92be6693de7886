import { selectMaps } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import type { StructRule } from './struct.ts';

/**
 * Lists whose items must differ, though OpenAPI does not tell by what.
 *
 * @param list a pattern such as `spec.taints[]`
 * @param fields by which items are told apart; the last one is where a repetition is told
 */
export function once(list: string, ...fields: readonly [string, ...string[]]): StructRule {
  return (value) => {
    const seen = new Set<string>();
    return selectMaps(value, list).flatMap(({ value: item, path }) => {
      const values = fields.map((field) => item[field] ?? '');
      const each = JSON.stringify(values);
      if (!seen.has(each)) {
        seen.add(each);
        return [];
      }
      return [
        {
          at: [...path, fields.at(-1) ?? ''],
          message: `${values.map((part) => quote(part)).join(' with ')} is the ${fields.join(' with ')} of an earlier item too`,
          allowed: `each ${fields.join(' with ')} once`,
          next: 'remove one of the two',
        },
      ];
    });
  };
}
