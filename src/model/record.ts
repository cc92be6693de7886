import Type, { type TSchema, type TSchemaOptions } from 'typebox';
import type { FormedString } from './scalars.ts';

/**
 * A map from names to values. Keys of another form are refused (a bare `Type.Record` would let them pass unseen);
 * `keyErrorMessage` keeps the form in words for the findings of src/fleet.
 */
export function recordOf<V extends TSchema>(key: FormedString, value: V, options: TSchemaOptions = {}) {
  return {
    ...Type.Record(Type.String(), value, options),
    patternProperties: { [key.pattern]: value },
    additionalProperties: false,
    keyErrorMessage: key.patternErrorMessage,
  };
}
