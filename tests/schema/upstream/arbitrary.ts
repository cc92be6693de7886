import fc from 'fast-check';
import type { ApiSchema } from '../../../src/kubernetes/facts.ts';

/** Values that fit some fields and no others. */
const strays = fc.constantFrom<unknown>(
  null,
  '',
  'x',
  'a b',
  '1h',
  '10.0.0.1',
  1,
  1.5,
  -1,
  true,
  [],
  [null],
  {},
  { zz: 1 },
);

/** Texts to try on a pattern. */
const texts = [
  'a',
  '1',
  '1m',
  '10s',
  'https://a.example.com',
  'a.example.com',
  '/',
  '*',
  'a/b',
  'A',
  '1Gi',
  'ami-1',
];

/**
 * Values of a structural schema: mostly right, with a stray value, a missing or an unknown field now and then.
 *
 * @param depth how deep the value stands; optional fields grow rare further down
 */
export function arbitraryOf(schema: ApiSchema, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: fitting(schema, depth), weight: 80 }, { arbitrary: strays, weight: 1 });
}

function fitting(schema: ApiSchema, depth: number): fc.Arbitrary<unknown> {
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...schema['enum']);
  if (schema['x-kubernetes-int-or-string'] === true) return fc.constantFrom<unknown>(1, '1', '25%', '100m');
  switch (schema['type']) {
    case 'string':
      return fc.constantFrom(...textsFor(schema));
    case 'integer':
    case 'number':
      return integerIn(schema);
    case 'boolean':
      return fc.boolean();
    case 'array':
      return listOf(schema, depth);
    case 'object':
      return objectOf(schema, depth);
    default:
      return strays;
  }
}

function textsFor(schema: ApiSchema): string[] {
  if (schema['format'] === 'date-time') return ['2026-01-31T09:30:00Z', 'yesterday'];
  if (schema['format'] === 'byte') return ['YQ==', 'YQ'];
  const { pattern } = schema;
  if (typeof pattern !== 'string' || pattern.includes('(?i)')) return ['a', 'web', 'x.y'];
  const expression = new RegExp(pattern);
  const matching = texts.filter((text) => expression.test(text));
  return matching.length > 0 ? matching : texts;
}

function integerIn(schema: ApiSchema): fc.Arbitrary<number> {
  const minimum = typeof schema['minimum'] === 'number' ? schema['minimum'] : 0;
  const maximum = typeof schema['maximum'] === 'number' ? schema['maximum'] : minimum + 10;
  return fc.integer({ min: Math.ceil(minimum), max: Math.min(Math.floor(maximum), 2 ** 31 - 1) + 1 });
}

function listOf(schema: ApiSchema, depth: number): fc.Arbitrary<unknown> {
  const minLength = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  return fc.array(arbitraryOf((schema['items'] ?? {}) as ApiSchema, depth + 1), {
    minLength,
    maxLength: minLength + 2,
  });
}

function objectOf(schema: ApiSchema, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, ApiSchema>);
  const required = new Set((schema['required'] ?? []) as string[]);
  const alternatives = (schema['oneOf'] ?? schema['anyOf'] ?? []) as ApiSchema[];
  for (const name of (alternatives[0]?.['required'] ?? []) as string[]) required.add(name);
  const presentPercent = depth === 0 ? 90 : depth < 4 ? 25 : 5;
  const fields = properties.map(([name, property]) => {
    const percent = required.has(name) ? 98 : presentPercent;
    return fc.nat(99).chain((chance) => {
      const isPresent = chance < percent && depth < 10;
      return isPresent ? arbitraryOf(property, depth + 1).map((value) => entry(name, value)) : none;
    });
  });
  const values = schema['additionalProperties'];
  const isMap = typeof values === 'object';
  const mapEntry = isMap
    ? arbitraryOf(values as ApiSchema, depth + 1).map((value) => entry('a', value))
    : none;
  const stray = fc.nat(149).map((chance) => (chance === 0 ? entry('zzUnknown', 1) : []));
  return fc.tuple(...fields, mapEntry, stray).map((entries) => Object.fromEntries(entries.flat()));
}

/** One field, or none: entries to be flattened into an object. */
type Entries = readonly (readonly [string, unknown])[];

const none: fc.Arbitrary<Entries> = fc.constant([]);

function entry(name: string, value: unknown): Entries {
  return [[name, value]];
}
