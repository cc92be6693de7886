import { expect, test } from 'vitest';
import { type Heard, settled } from '../../../src/policy/api-server/settle.ts';
import type { PolicyResult } from '../../../src/policy/results.ts';
import { configMap, judged, policy } from '../judged.ts';

const params = ['a', 'b'].map(
  (name) =>
    `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: shop}, data: {owner: ${name}}}`,
);
const byOwner = policy({
  expression: "object.metadata.name == params.data.owner || object.metadata.uid == ''",
  spec: 'paramKind: {apiVersion: v1, kind: ConfigMap}',
  binding: 'paramRef: {selector: {}, namespace: shop, parameterNotFoundAction: Deny}',
});

/** What becomes of what is said offline of the ConfigMap `plain`. */
function after(policies: string, heard: Partial<Heard>, isAuthority = true): string[] {
  const { results } = judged({ policies, objects: configMap, params: params.join('\n---\n') });
  const [first] = results;
  if (first === undefined) throw new Error('something is said');
  const bindings = first.binding === undefined ? [] : [first.binding];
  const asked = { manifest: first.manifest, operation: 'CREATE' as const };
  const settling = { policies: [first.policy], bindings, isAuthority: () => isAuthority };
  return settled(asked, results, { denials: [], isRefused: false, ...heard }, settling).map(told);
}

const told = ({ verdict, binding, param, failures }: PolicyResult) =>
  [verdict, binding?.name ?? '-', param, ...failures.map(({ message }) => message)].join(' | ');
const denial = (message: string, binding = 'p') => ({ policy: 'p', binding, message });

test('of several parameters, the one that could not be decided is meant', () => {
  expect(after(byOwner, {})).toEqual([
    'allowed | p | shop/a',
    'allowed | p | shop/b',
    'allowed | p | shop/plain',
  ]);
  expect(after(byOwner, { denials: [denial('no')] })).toEqual([
    'denied | p | shop/a | no',
    'allowed | p | shop/b',
    'allowed | p | shop/plain',
  ]);
});

test('a denial of which nothing was said offline is told', () => {
  expect(after(policy({ expression: 'true' }), { denials: [denial('no', 'q')] })).toEqual([
    'allowed | p | ',
    'denied | - |  | no',
  ]);
});

test('what is skipped stays so, and what the server cannot judge stays as it was', () => {
  expect(after(policy({ spec: 'matchConditions: [{name: c, expression: "false"}]' }), {})).toEqual([
    'skipped | p | ',
  ]);
  expect(after(policy(), {}, false)).toEqual(['denied | p |  | failed expression: false']);
});

test('a refusal hides others like it', () => {
  const unusable = policy({
    spec: 'paramKind: {apiVersion: v1, kind: ConfigMap}',
    binding: 'paramRef: {name: none, namespace: shop, parameterNotFoundAction: Deny}',
  });
  expect(after(unusable, { isRefused: true })[0]).toContain(
    'denied | p |  | failed to configure binding: no params found',
  );
  expect(after(unusable, {})).toEqual(['allowed | p | ']);
});
