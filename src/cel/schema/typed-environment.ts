import { type Environment, withVariables } from '../environment.ts';
import { admissionStructs, baseEnvironments, variablesTypeName } from '../kubernetes.ts';
import { authorizerType } from '../library/authorizer.ts';
import { parseType, type Type } from '../type.ts';
import type { ObjectType } from './declared-type.ts';

/** What policies are about, as schemas describe it. */
export interface TypedOptions {
  readonly object: ObjectType;
  /** `undefined` for a policy without paramKind. */
  readonly params: ObjectType | undefined;
  readonly variables: ReadonlyMap<string, Type>;
}

/** What expressions of a stored policy are type-checked in, which is no condition for running them. */
export function typedEnvironment({ object, params, variables }: TypedOptions): Environment {
  return withVariables(
    baseEnvironments.stored,
    {
      object: object.type,
      oldObject: object.type,
      namespaceObject: parseType('kubernetes.Namespace'),
      request: parseType('kubernetes.AdmissionRequest'),
      variables: parseType(variablesTypeName),
      authorizer: parseType(authorizerType),
      ...(params && { params: params.type }),
    },
    new Map([
      ...admissionStructs,
      ...object.structs,
      ...(params?.structs ?? []),
      [variablesTypeName, variables],
    ]),
  );
}
