/** Kubernetes' authorizer: declared, so that expressions are checked; what it answers only a cluster knows. */
import { type Result, Undecided } from '../value/value.ts';
import { declare, type FunctionDeclaration, overload } from './declare.ts';

const authorizer = 'kubernetes.authorization.Authorizer';
const path = 'kubernetes.authorization.PathCheck';
const group = 'kubernetes.authorization.GroupCheck';
const resource = 'kubernetes.authorization.ResourceCheck';
const decision = 'kubernetes.authorization.Decision';

export const authorizerType = authorizer;
export const resourceCheckType = resource;

function ask(): Result {
  throw new Undecided('the expression asks the authorizer');
}

const methods: readonly (readonly [name: string, signature: string])[] = [
  ['path', `${authorizer}.(string): ${path}`],
  ['group', `${authorizer}.(string): ${group}`],
  ['serviceAccount', `${authorizer}.(string, string): ${authorizer}`],
  ['resource', `${group}.(string): ${resource}`],
  ['subresource', `${resource}.(string): ${resource}`],
  ['namespace', `${resource}.(string): ${resource}`],
  ['name', `${resource}.(string): ${resource}`],
  ['fieldSelector', `${resource}.(string): ${resource}`],
  ['labelSelector', `${resource}.(string): ${resource}`],
  ['check', `${path}.(string): ${decision}`],
  ['check', `${resource}.(string): ${decision}`],
  ['errored', `${decision}.(): bool`],
  ['error', `${decision}.(): string`],
  ['allowed', `${decision}.(): bool`],
  ['reason', `${decision}.(): string`],
];

export const authorizerLibrary: readonly FunctionDeclaration[] = methods.map(([name, signature]) =>
  declare(name, [overload(`${name} ${signature}`, signature, ask)]),
);
