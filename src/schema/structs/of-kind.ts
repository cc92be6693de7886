import { isSet, type StructRule, type Wrong } from './struct.ts';

/**
 * A field that says which of the others is there.
 *
 * @param discriminator where the struct says what it is of
 * @param fields what is there with each of its values; none where it is `undefined`
 * @param mayLack fields that may be absent all the same
 */
export function ofKind(
  discriminator: string,
  fields: Readonly<Record<string, string | undefined>>,
  ...mayLack: readonly string[]
): StructRule {
  return (value) => {
    const kind = value[discriminator];
    // What is no such value, the schema tells.
    if (typeof kind !== 'string' || !Object.hasOwn(fields, kind)) return [];
    const own = fields[kind];
    const misplaced = Object.values(fields)
      .filter((field) => field !== undefined)
      .filter((field) => field !== own && isSet(value[field]));
    const wrong: Wrong[] = misplaced.map((field) => ({
      rule: 'exclusive-fields',
      at: [field],
      message: `does not go with ${discriminator} ${kind}`,
      allowed: own ?? 'none',
      next: `remove it, or correct ${discriminator}`,
    }));
    if (own !== undefined && !isSet(value[own]) && !mayLack.includes(own))
      wrong.push({
        rule: 'required-field',
        at: [own],
        message: `is missing, with ${discriminator} ${kind}`,
        allowed: `${own}, with ${discriminator} ${kind}`,
      });
    return wrong;
  };
}
