import type { Activation } from '../cel/cel.ts';
import { fromJson, unknownKeys } from '../cel/value/json.ts';
import { Undecided, type Value } from '../cel/value/value.ts';
import type { ReadObject } from '../kubernetes/defaults/read.ts';
import type { KindFacts } from '../kubernetes/facts.ts';
import { formatPath, type Path } from '../manifest/path.ts';
import type { AdmissionRequest } from './request.ts';

/** What expressions read, by name. */
export type Variables = Activation['variables'];

/** A function in place of a variable, for what nobody knows before the request is made. */
export function unknownVariable(reason: string): () => never {
  return () => {
    throw new Undecided(reason);
  };
}

/** The object with a trap in place of every field that the API server fills: to read one is to be undecided. */
export function withTraps({ object, unknown }: ReadObject): ReadObject['object'] {
  for (const { path, filledBy, isThere } of unknown)
    setTrap(object, path, `${formatPath(path)} is filled by ${filledBy}`, isThere);
  return object;
}

/** @param isThere whether the field is there for certain; else nobody knows how many fields there are */
function setTrap(root: object, path: Path, reason: string, isThere = false): void {
  let holder: unknown = root;
  for (const step of path.slice(0, -1)) {
    if (typeof holder !== 'object' || holder === null) return;
    holder = (holder as Record<string | number, unknown>)[step];
  }
  const field = path.at(-1);
  if (typeof holder !== 'object' || holder === null || field === undefined) return;
  Object.defineProperty(holder, field, {
    enumerable: true,
    configurable: true,
    get: unknownVariable(reason),
  });
  if (!isThere && !Object.hasOwn(holder, unknownKeys))
    Object.defineProperty(holder, unknownKeys, { value: reason });
}

/** Who asks, and how; `undefined` where only the request itself could tell. */
export interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
  readonly dryRun: boolean;
}

const callerFields = ['userInfo', 'dryRun'];

function onlyThen(field: string): string {
  return `request.${field} is known only when the request is made`;
}

/** Is something undecided only because nobody said who asks? */
export function wantsCaller(reason: string): boolean {
  return callerFields.some((field) => reason === onlyThen(field));
}

/**
 * The variable `request`. Empty fields are left out, as Go leaves them out.
 *
 * @param ofKind, ofResource what the policy matched; they differ only in match conditions
 */
export function requestVariable(
  request: AdmissionRequest,
  ofKind: KindFacts | undefined,
  ofResource: KindFacts | undefined,
  caller: Caller | undefined,
): Value {
  const { group, version, kind, facts, name, namespace, operation } = request;
  const requestKind = { group, version, kind };
  const requestResource = { group, version, resource: facts?.plural };
  const matchedKind = ofKind ?? requestKind;
  const json: Record<string, unknown> = {
    kind: { group: matchedKind.group, version: matchedKind.version, kind: matchedKind.kind },
    resource:
      ofResource === undefined
        ? requestResource
        : { group: ofResource.group, version: ofResource.version, resource: ofResource.plural },
    requestKind,
    requestResource,
    ...(name !== '' && { name }),
    ...(namespace !== '' && { namespace }),
    operation,
    ...(caller !== undefined && {
      userInfo: {
        username: caller.username,
        ...(caller.groups.length > 0 && { groups: caller.groups }),
      },
      dryRun: caller.dryRun,
    }),
  };
  const fields = caller === undefined ? [...callerFields, 'options'] : ['options'];
  if (name === '') fields.push('name');
  for (const field of fields) setTrap(json, [field], onlyThen(field));
  if (facts === undefined) {
    for (const field of ['resource', 'requestResource'])
      setTrap(json, [field, 'resource'], `the resource name of ${kind} is not known`);
  }
  return fromJson(json);
}
