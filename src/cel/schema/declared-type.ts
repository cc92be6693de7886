/** Types of fields that a custom resource's schema declares, as its rules are checked against them. */
import type { ApiSchema } from '../../kubernetes/facts.ts';
import { type Environment, type Structs, withVariables } from '../environment.ts';
import { baseEnvironments, type Origin } from '../kubernetes.ts';
import {
  boolType,
  bytesType,
  doubleType,
  durationType,
  dynType,
  intType,
  listType,
  mapType,
  optionalType,
  stringType,
  structType,
  type Type,
  timestampType,
} from '../type.ts';
import { escapeName } from './escape.ts';
import { structural } from './structural.ts';

const stringFormats: Readonly<Record<string, Type>> = {
  byte: bytesType,
  date: timestampType,
  'date-time': timestampType,
  duration: durationType,
};

const scalars: Readonly<Record<string, Type>> = { boolean: boolType, integer: intType, number: doubleType };

/** Whether rules see values of the schema at all. */
export function hasDeclaredType(schema: ApiSchema): boolean {
  const { type, isIntOrString, values, items } = structural(schema);
  if (isIntOrString || type === 'string' || type in scalars) return true;
  if (type === 'array') return items !== undefined && hasDeclaredType(items);
  return type === 'object' && (values === undefined || hasDeclaredType(values));
}

/** `undefined` where rules see nothing: no type is declared. Adds the fields of objects to `structs`. */
function declaredType(
  schema: ApiSchema,
  name: string,
  structs: Map<string, ReadonlyMap<string, Type>>,
  isRoot = false,
): Type | undefined {
  const { type, format = '', isIntOrString, properties, values, items } = structural(schema, isRoot);
  if (isIntOrString) return dynType;
  if (type === 'string') return stringFormats[format] ?? stringType;
  if (type === 'array') {
    const element = items && declaredType(items, `${name}.@idx`, structs);
    return element && listType(element);
  }
  if (type !== 'object') return scalars[type];
  if (values !== undefined) {
    const value = declaredType(values, `${name}.@elem`, structs);
    return value && mapType(stringType, value);
  }
  const fields = new Map<string, Type>();
  for (const [field, fieldSchema] of properties ?? []) {
    const spelt = escapeName(field);
    const fieldType = spelt && declaredType(fieldSchema, `${name}.${spelt}`, structs);
    if (spelt && fieldType) fields.set(spelt, fieldType);
  }
  structs.set(name, fields);
  return structType(name);
}

/** The type of whole objects, and the types that it is made of. */
export interface ObjectType {
  readonly type: Type;
  readonly structs: Structs;
}

/** @param name of the type */
export function objectType(schema: ApiSchema, name: string): ObjectType {
  const structs = new Map<string, ReadonlyMap<string, Type>>();
  return { type: declaredType(schema, name, structs, true) ?? dynType, structs };
}

export interface RuleOptions {
  readonly origin: Origin;
  /** The schema is that of the whole custom resource. */
  readonly isRoot: boolean;
  /** `optionalOldSelf` of the rule: `oldSelf` is an optional. */
  readonly optionalOldSelf: boolean;
}

/**
 * What a rule of `x-kubernetes-validations` may refer to: `self` and `oldSelf`.
 *
 * @returns `undefined` when the schema declares no type that rules could see.
 */
export function ruleEnvironment(schema: ApiSchema, options: RuleOptions): Environment | undefined {
  const structs = new Map<string, ReadonlyMap<string, Type>>();
  const self = declaredType(schema, 'selfType', structs, options.isRoot);
  if (self === undefined) return undefined;
  const oldSelf = options.optionalOldSelf ? optionalType(self) : self;
  return withVariables(baseEnvironments[options.origin], { self, oldSelf }, structs);
}
