import { fieldsOf } from '../../manifest/select.ts';
import { quote } from '../describe.ts';
import { qualifiedName } from '../names.ts';
import type { StructRule } from './struct.ts';

/** Keys of labels in a map, which no keyword of a schema tells. */
export function labelKeys(field: string): StructRule {
  return (value) =>
    Object.keys(fieldsOf(value, field))
      .filter((key) => !qualifiedName.test(key))
      .map((key) => ({
        at: [field, key],
        message: `${quote(key)} is no key of a label`,
        allowed: qualifiedName.allowed,
      }));
}
