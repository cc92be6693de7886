/** Policies over every kind that is known, with expressions on fields that are there and some that are not. */
import type { ApiFacts, ApiSchema, KindFacts } from '../../../src/kubernetes/facts.ts';
import { isRecord } from '../../../src/manifest/object.ts';
import type { Policy } from '../../../src/policy/policies.ts';

/** What a policy is type-checked by. */
export type CheckedPolicy = Pick<Policy, 'matchConstraints' | 'paramKind' | 'validations' | 'variables'>;

const uses = [
  ' == 1',
  " == 'a'",
  ' > 0',
  '.size() > 0',
  ' == null',
  ".all(x, x == 'a')",
  ' == oldObject.metadata.name',
  ".exists(x, x.name == 'a')",
  ' == variables.first',
  ' == params.metadata.name',
  ".?a.orValue('a') == 'a'",
  ' == type(object)',
];
const expressionsPerPolicy = 5;

export function checkedPolicies(facts: ApiFacts): CheckedPolicy[] {
  const kinds = facts.kinds().filter(({ kind }) => !kind.endsWith('List'));
  const next = random(kinds.length);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  return kinds.map((kind) => {
    const other = pick(kinds);
    const isAlone = next() < 0.6;
    const expression = (use: readonly string[]): string => {
      const path = pathIn(facts.schemaOf(kind), facts, pick);
      return `object${next() < 0.15 ? path.replace(/\w(?=\.|$)/, '') : path}${pick(use)}`;
    };
    return {
      matchConstraints: constraints(isAlone ? [kind] : [kind, other]),
      ...(next() < 0.3 && { paramKind: { apiVersion: apiVersionOf(other), kind: other.kind } }),
      variables: [{ name: 'first', expression: expression(['']) }],
      validations: Array.from({ length: expressionsPerPolicy }, () => ({ expression: expression(uses) })),
    };
  });
}

function constraints(kinds: readonly KindFacts[]): Policy['matchConstraints'] {
  const names = (of: keyof KindFacts): string[] => [...new Set(kinds.map((kind) => String(kind[of])))];
  const rule = {
    apiGroups: names('group'),
    apiVersions: names('version'),
    resources: names('plural'),
    resourceNames: [],
    operations: ['*'],
    scope: '*',
  } as const;
  return {
    resourceRules: [rule],
    excludeResourceRules: [],
    matchPolicy: 'Equivalent',
    namespaceSelector: {},
    objectSelector: {},
  };
}

function apiVersionOf({ group, version }: KindFacts): string {
  return group === '' ? version : `${group}/${version}`;
}

/** As `.spec.ports[0].name`, as deep as chance has it. */
function pathIn(schema: ApiSchema, facts: ApiFacts, pick: <T>(items: readonly T[]) => T, depth = 0): string {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const definition = facts.definitions()[reference.slice('#/definitions/'.length)] ?? {};
    return pathIn(definition, facts, pick, depth);
  }
  const { properties, items, additionalProperties } = schema;
  if (depth > 6 || (depth > 1 && pick([false, false, false, true]))) return '';
  if (isRecord(properties) && Object.keys(properties).length > 0) {
    const name = pick(Object.keys(properties).filter((each) => /^\w+$/.test(each)));
    return `.${name}${pathIn(properties[name] as ApiSchema, facts, pick, depth + 1)}`;
  }
  if (isRecord(items)) return `[0]${pathIn(items, facts, pick, depth + 1)}`;
  return isRecord(additionalProperties) ? `['a']${pathIn(additionalProperties, facts, pick, depth + 1)}` : '';
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
