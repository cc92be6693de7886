/** The environments of the API server's release 1.34: which libraries there are, and admission's variables. */
import { type Environment, type Structs, withVariables } from './environment.ts';
import { authorizerLibrary, authorizerType, resourceCheckType } from './library/authorizer.ts';
import { conversions } from './library/conversions.ts';
import { mergeDeclarations } from './library/declare.ts';
import { cidrLibrary, ipLibrary } from './library/ip.ts';
import { listLibrary, listLibraryVersion3, setLibrary } from './library/lists.ts';
import { formatLibrary } from './library/named-formats.ts';
import { operators } from './library/operators.ts';
import { mapInsertion, optionalLibrary } from './library/optional.ts';
import { quantityLibrary } from './library/quantity.ts';
import { regexLibrary } from './library/regex.ts';
import { semverLibrary } from './library/semver.ts';
import { strings } from './library/strings.ts';
import { timeLibrary } from './library/time.ts';
import { urlLibrary } from './library/urls.ts';
import { dynType, listType, mapType, parseType, type Type } from './type.ts';

const libraries = [
  operators,
  conversions,
  strings.slice(0, 3),
  timeLibrary,
  urlLibrary,
  regexLibrary,
  listLibrary,
  authorizerLibrary,
  optionalLibrary,
  quantityLibrary,
  strings.slice(3),
  setLibrary,
  ipLibrary,
  cidrLibrary,
  formatLibrary,
  mapInsertion,
  semverLibrary,
];

const typeNames = 'bool bytes double int string uint net.IP net.CIDR'.split(' ');

/** Identifiers that are types. */
const types: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...typeNames.map((name): [string, Type] => [name, parseType(name)]),
  ['google.protobuf.Duration', parseType('duration')],
  ['google.protobuf.Timestamp', parseType('timestamp')],
  ['list', listType(dynType)],
  ['map', mapType(dynType, dynType)],
  ['null_type', parseType('null')],
  ['optional_type', parseType('optional(V)')],
  ['type', parseType('type')],
]);

/**
 * - `new`: what a policy or CRD may use that is created now. An API server takes only what its predecessor, 1.33, knows
 *   too, so that a cluster may roll back;
 * - `stored`: what runs once it is in a cluster: everything that 1.34 knows.
 */
export type Origin = 'new' | 'stored';

/** Everything but variables. */
export const baseEnvironments: Readonly<Record<Origin, Environment>> = {
  new: environmentOf(libraries, false),
  stored: environmentOf([...libraries, listLibraryVersion3], true),
};

function environmentOf(all: typeof libraries, sortBy: boolean): Environment {
  return { variables: new Map(), structs: new Map(), functions: mergeDeclarations(all), types, sortBy };
}

function fields(declared: Readonly<Record<string, string>>): ReadonlyMap<string, Type> {
  return new Map(Object.entries(declared).map(([name, type]) => [name, parseType(type)]));
}

const labels = 'map(string, string)';

/** Types of `request` and `namespaceObject`. */
export const admissionStructs: Structs = new Map([
  ['kubernetes.GroupVersionKind', fields({ group: 'string', version: 'string', kind: 'string' })],
  ['kubernetes.GroupVersionResource', fields({ group: 'string', version: 'string', resource: 'string' })],
  [
    'kubernetes.UserInfo',
    fields({ username: 'string', uid: 'string', groups: 'list(string)', extra: 'map(string, list(string))' }),
  ],
  [
    'kubernetes.AdmissionRequest',
    fields({
      kind: 'kubernetes.GroupVersionKind',
      resource: 'kubernetes.GroupVersionResource',
      subResource: 'string',
      requestKind: 'kubernetes.GroupVersionKind',
      requestResource: 'kubernetes.GroupVersionResource',
      requestSubResource: 'string',
      name: 'string',
      namespace: 'string',
      operation: 'string',
      userInfo: 'kubernetes.UserInfo',
      dryRun: 'bool',
      options: 'dyn',
    }),
  ],
  ['kubernetes.NamespaceSpec', fields({ finalizers: 'list(string)' })],
  [
    'kubernetes.NamespaceCondition',
    fields({
      status: 'string',
      type: 'string',
      lastTransitionTime: 'timestamp',
      message: 'string',
      reason: 'string',
    }),
  ],
  [
    'kubernetes.NamespaceStatus',
    fields({ conditions: 'list(kubernetes.NamespaceCondition)', phase: 'string' }),
  ],
  [
    'kubernetes.NamespaceMetadata',
    fields({
      name: 'string',
      generateName: 'string',
      namespace: 'string',
      labels,
      annotations: labels,
      UID: 'string',
      creationTimestamp: 'timestamp',
      deletionGracePeriodSeconds: 'int',
      deletionTimestamp: 'timestamp',
      generation: 'int',
      resourceVersion: 'string',
      finalizers: 'list(string)',
    }),
  ],
  [
    'kubernetes.Namespace',
    fields({
      metadata: 'kubernetes.NamespaceMetadata',
      spec: 'kubernetes.NamespaceSpec',
      status: 'kubernetes.NamespaceStatus',
    }),
  ],
]);

/** Name of the type of a policy's `variables`. */
export const variablesTypeName = 'kubernetes.variables';

export interface AdmissionOptions {
  readonly origin: Origin;
  /** Whether the policy has a paramKind. */
  readonly params: boolean;
  /** Not in messageExpression. */
  readonly authorizer: boolean;
  /** Types of the variables before this expression, by name: an expression sees those that are composed before it. */
  readonly variables: ReadonlyMap<string, Type>;
}

/** What an expression of a ValidatingAdmissionPolicy may refer to. */
export function admissionEnvironment(options: AdmissionOptions): Environment {
  const { origin, params, authorizer, variables } = options;
  return withVariables(
    baseEnvironments[origin],
    {
      object: dynType,
      oldObject: dynType,
      namespaceObject: parseType('kubernetes.Namespace'),
      request: parseType('kubernetes.AdmissionRequest'),
      variables: parseType(variablesTypeName),
      ...(params && { params: dynType }),
      ...(authorizer && {
        authorizer: parseType(authorizerType),
        'authorizer.requestResource': parseType(resourceCheckType),
      }),
    },
    new Map([...admissionStructs, [variablesTypeName, variables]]),
  );
}
