import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile, type Outcome } from '../../src/cel/cel.ts';
import { composedType, withVariables } from '../../src/cel/environment.ts';
import { admissionEnvironment, baseEnvironments } from '../../src/cel/kubernetes.ts';
import { escapeName, unescapeName } from '../../src/cel/schema/escape.ts';
import { dynType, formatType, intType, parseType } from '../../src/cel/type.ts';
import { fromJson } from '../../src/cel/value/json.ts';
import { LazyMap } from '../../src/cel/value/lazy.ts';
import { CelError, Undecided, type Value } from '../../src/cel/value/value.ts';

const environment = admissionEnvironment({
  origin: 'new',
  params: false,
  authorizer: true,
  variables: new Map([['limit', intType]]),
});

function evaluate(expression: string, variables: Record<string, Value> = {}, costLimit?: number): Outcome {
  const compiled = compile(expression, environment);
  if ('errors' in compiled) throw new Error(compiled.detail);
  return compiled.program.evaluate({ variables, ...(costLimit !== undefined && { costLimit }) });
}

test('An expression is judged over an object, and its cost is told', () => {
  const object = fromJson({ spec: { replicas: 3 } });
  expect(evaluate('object.spec.replicas <= 5', { object })).toEqual({
    outcome: 'value',
    value: true,
    cost: 4,
  });
});

test('Errors stand at the line and column where the API server puts them', () => {
  const compiled = compile("object.a &&\n  1 + 'x'", environment);
  expect('errors' in compiled && compiled.errors).toEqual([
    { message: "found no matching overload for '_+_' applied to '(int, string)'", line: 2, column: 5 },
  ]);
  expect('errors' in compiled && compiled.detail).toContain("\n |   1 + 'x'\n | ....^");
});

test('A lazy variable is worked out when it is used, once, and its error counts only then', () => {
  let calls = 0;
  const limit = new LazyMap('kubernetes.variables', new Set(['limit']), (name) => {
    calls += 1;
    return new CelError(`composited variable "${name}" fails to evaluate: no such key: x`);
  });
  const variables = { variables: limit };
  expect(evaluate('true || variables.limit > 1', variables)).toMatchObject({ outcome: 'value', value: true });
  expect(calls).toBe(0);
  expect(evaluate('variables.limit > 1 && variables.limit > 2', variables)).toMatchObject({
    outcome: 'error',
  });
  expect(calls).toBe(1);
});

test('What only a cluster knows is undecided, unless it does not matter', () => {
  const compiled = compile(
    "true || authorizer.group('').resource('pods').check('get').allowed()",
    environment,
  );
  if ('errors' in compiled) throw new Error(compiled.detail);
  const variables = {
    authorizer: (): Value => {
      throw new Undecided('the expression asks the authorizer');
    },
  };
  expect(compiled.program.evaluate({ variables })).toMatchObject({ outcome: 'value', value: true });
  const asked = compile("authorizer.path('/healthz').check('get').allowed()", environment);
  if ('errors' in asked) throw new Error(asked.detail);
  expect(asked.program.evaluate({ variables })).toMatchObject({
    outcome: 'undecided',
    reason: 'the expression asks the authorizer',
  });
});

test.each([
  [
    'google.protobuf.Int64Value{value: 1} == 1',
    'google.protobuf.Int64Value{} constructs a protocol buffer message',
  ],
  ["format.dns1123Label().validate('A').value()[0]", 'the text of a complaint of format.validate() is used'],
  ["sign(quantity('M'))", "'M' is a quantity to some readers only"],
  ["url('http://a:b:c/').getHost()", 'whether the host "a:b:c" is refused depends on the release of Go'],
  ['optional.of(optional.of(1))', 'an optional is put into an optional'],
])('%s is undecided', (expression, reason) => {
  expect(evaluate(expression)).toMatchObject({ outcome: 'undecided', reason });
});

test('A number that JavaScript may have rounded is undecided, a bigint is exact', () => {
  expect(evaluate('object.n', { object: fromJson({ n: 2 ** 60 }) })).toMatchObject({ outcome: 'undecided' });
  expect(evaluate('object.n', { object: fromJson({ n: 2n ** 60n }) })).toMatchObject({ value: 2n ** 60n });
});

test('Beyond the limit of costs is an error, just below it undecided', () => {
  const object = fromJson({ items: Array.from({ length: 100 }, (_each, index) => index) });
  const expression = 'object.items.all(x, object.items.all(y, x + y >= 0))';
  const { cost } = evaluate(expression, { object });
  expect(evaluate(expression, { object }, cost * 2)).toMatchObject({ outcome: 'value', value: true });
  expect(evaluate(expression, { object }, cost)).toMatchObject({ outcome: 'undecided' });
  expect(evaluate(expression, { object }, Math.round(cost / 2))).toMatchObject({
    outcome: 'error',
    message: 'operation cancelled: actual cost limit exceeded',
  });
});

test('The list library of 1.34 runs where it is stored, and is refused in what is new', () => {
  expect(compile('[2, 1].sort()', environment)).toHaveProperty('errors');
  const stored = baseEnvironments.stored;
  for (const [expression, value] of [
    ['[2, 1].sort() == [1, 2]', true],
    ["['bb', 'a'].sortBy(s, s.size()) == ['a', 'bb']", true],
    ['[1, 2, 3].slice(0, 2) == [1, 2]', true],
    ['[1, 2].reverse() == [2, 1]', true],
    ['[1, 1, 2].distinct() == [1, 2]', true],
    ['[[1], [2, 3]].flatten() == [1, 2, 3]', true],
    ['[[dyn(1), dyn([2])]].flatten(2) == [1, 2]', true],
    ['lists.range(3) == [0, 1, 2]', true],
  ] as const) {
    const compiled = compile(expression, stored);
    if ('errors' in compiled) throw new Error(compiled.detail);
    expect(compiled.program.evaluate({ variables: {} }), expression).toMatchObject({ value });
  }
  const wrong = compile('[1, 2].slice(1, 5)', stored);
  expect('program' in wrong && wrong.program.evaluate({ variables: {} })).toMatchObject({
    message: 'cannot slice(1, 5), list is length 2',
  });
});

test("A policy's variables carry plain types over, and nothing else", () => {
  for (const [type, carried] of [
    ['int', 'int'],
    ['list(string)', 'list(string)'],
    ['map(string, kubernetes.Quantity)', 'map(string, dyn)'],
    ['optional(int)', 'dyn'],
  ] as const) {
    expect(formatType(composedType(parseType(type), dynType))).toBe(carried);
  }
});

test('Names of fields survive being spelt as identifiers', () => {
  expect(escapeName('a-b.c/d__e')).toBe('a__dash__b__dot__c__slash__d__underscores__e');
  expect(escapeName('namespace')).toBe('__namespace__');
  expect(escapeName('1a')).toBeUndefined();
  expect(unescapeName('a__what__b')).toBeUndefined();
  const name = fc.stringMatching(/^[a-z.\-/]([a-z0-9.\-/]|_[a-z])*$/);
  fc.assert(fc.property(name, (each) => unescapeName(escapeName(each) ?? '') === each));
});

test('Integers never wrap: an operation is exact or an error', () => {
  const typed = withVariables(baseEnvironments.new, { a: intType, b: intType });
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const operations = {
    '+': (a: bigint, b: bigint) => a + b,
    '-': (a: bigint, b: bigint) => a - b,
    '*': (a: bigint, b: bigint) => a * b,
  };
  for (const [operator, exact] of Object.entries(operations)) {
    const compiled = compile(`a ${operator} b`, typed);
    if ('errors' in compiled) throw new Error(compiled.detail);
    const { program } = compiled;
    fc.assert(
      fc.property(int64, int64, (a, b) => {
        const outcome = program.evaluate({ variables: { a, b } });
        const expected = exact(a, b);
        const fits = BigInt.asIntN(64, expected) === expected;
        return fits
          ? outcome.outcome === 'value' && outcome.value === expected
          : outcome.outcome === 'error' && outcome.message === 'integer overflow';
      }),
    );
  }
});

test('What nests too deep, or is too long, is refused', () => {
  expect(compile(`${'('.repeat(300)}1${')'.repeat(300)}`, environment)).toHaveProperty('errors');
  expect(compile(`'${'x'.repeat(100_001)}'`, environment)).toHaveProperty('errors');
});

test('What a fold over a map costs depends on which entry ends it: near the limit, that is not certain', () => {
  const object = fromJson({ a: 0, b: 1, c: 1, d: 1 });
  const list = fromJson(Array.from({ length: 20 }, (_, index) => index + 1));
  const expression = 'object.exists(key, object[key] == 0 || oldObject.all(each, each > 20))';
  const far = evaluate(expression, { object, oldObject: list });
  expect(far).toMatchObject({ outcome: 'value', value: true });
  const limit = far.cost * 2;
  // The first entry decides here; the API server may meet the others first.
  const slow = expression.replace('each > 20', 'each > 0');
  expect(
    evaluate(`object.exists(key, object[key] == 0) && ${slow}`, { object, oldObject: list }, limit),
  ).toMatchObject({
    outcome: 'undecided',
  });
  // In a list, the order is certain.
  const first = slow.replaceAll('object[key]', 'key').replace('object.', 'dyn([0, 1, 1, 1]).');
  expect(evaluate(first, { object, oldObject: list }, limit)).toMatchObject({ value: true });
  // Without an end before the last entry, so is the sum.
  const all = 'object.map(key, object[key] + size(oldObject.filter(each, each > 0)))';
  expect(evaluate(`size(${all}) == 4`, { object, oldObject: list }, 200)).toMatchObject({
    outcome: 'error',
    message: 'operation cancelled: actual cost limit exceeded',
  });
});
