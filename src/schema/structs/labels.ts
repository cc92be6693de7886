import { isRecord } from '../../manifest/object.ts';
import { quote } from '../describe.ts';
import { qualifiedName } from '../fields/shapes.ts';
import { goPattern } from '../patterns.ts';
import { type StructRule } from './struct.ts';

/** Keys of labels in a map, which no keyword of a schema tells. */
export function labelKeys(field: string): StructRule {
  return (value) =>
    Object.keys(isRecord(value[field]) ? value[field] : {})
      .filter((key) => goPattern(qualifiedName.pattern)?.test(key) === false)
      .map((key) => ({
        at: [field, key],
        message: `${quote(key)} is no key of a label`,
        allowed: qualifiedName['x-plumb-allowed'],
      }));
}
