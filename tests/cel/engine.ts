import { compile } from '../../src/cel/cel.ts';
import { admissionEnvironment, type Origin } from '../../src/cel/kubernetes.ts';
import { ruleEnvironment } from '../../src/cel/schema/declared-type.ts';
import { fromSchema } from '../../src/cel/schema/typed-value.ts';
import { fromJson } from '../../src/cel/value/json.ts';
import type { Result, Value } from '../../src/cel/value/value.ts';
import type { ApiSchema } from '../../src/kubernetes/facts.ts';
import { describeOutcome } from './describe.ts';

/** What an expression is asked about: a policy's object, or a custom resource with its schema. */
export interface Subject {
  readonly object?: unknown;
  readonly schema?: ApiSchema;
  readonly self?: unknown;
  readonly oldSelf?: unknown;
}

/** What becomes of an expression, as tools/cel-oracle tells it too. */
export interface Answer {
  readonly refused?: string;
  readonly value?: unknown;
  readonly error?: string;
  readonly undecided?: string;
}

const policies: Readonly<Record<Origin, ReturnType<typeof admissionEnvironment>>> = {
  new: policyEnvironment('new'),
  stored: policyEnvironment('stored'),
};

function policyEnvironment(origin: Origin): ReturnType<typeof admissionEnvironment> {
  return admissionEnvironment({ origin, params: true, authorizer: true, variables: new Map() });
}

const emptyKind = { group: '', version: '', kind: '' };
const emptyResource = { group: '', version: '', resource: '' };
const request = {
  kind: emptyKind,
  resource: emptyResource,
  name: '',
  operation: '',
  uid: '',
  userInfo: {},
  object: null,
  oldObject: null,
  options: null,
};

/** What this engine makes of it. */
export function ask(expression: string, subject: Subject): Answer {
  const { schema } = subject;
  const environment =
    schema === undefined
      ? policies.new
      : ruleEnvironment(schema, { origin: 'new', isRoot: false, optionalOldSelf: false });
  if (environment === undefined) throw new Error('the schema declares no type');
  const compiled = compile(expression, environment);
  if ('errors' in compiled) return { refused: compiled.detail };
  return describeOutcome(compiled.program.evaluate({ variables: variablesOf(subject) })) as Answer;
}

function variablesOf({ schema, object, self, oldSelf }: Subject): Record<string, Value | (() => Result)> {
  if (schema === undefined) {
    return {
      object: fromJson(object),
      oldObject: null,
      params: null,
      namespaceObject: null,
      request: fromJson(request),
    };
  }
  const typed = (json: unknown) => (): Result => fromSchema(json, schema);
  return { self: typed(self), oldSelf: typed(oldSelf) };
}
