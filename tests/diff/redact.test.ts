import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareObjects } from '../../src/diff/compare.ts';
import { mayHoldSecret, redact } from '../../src/diff/redact.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { JsonValue } from '../../src/manifest/object.ts';
import { base64, configMap, forms, hidings, kustomizePatch, secret, secretText } from './hidings.ts';

const facts = loadFacts();

test.each(Object.entries(hidings))('nothing is told of a value in %s but that it changed', (_, hide) => {
  fc.assert(
    fc.property(secretText, secretText, (before, after) => {
      fc.pre(before !== after);
      const [one, other] = [{ object: hide(before) }, { object: hide(after) }];
      const { changes } = compareObjects([one], [other], facts);
      expect(changes).toHaveLength(1);
      expect(changes[0]?.changes.length).toBeGreaterThan(0);
      const told = JSON.stringify(changes.map(({ before: _old, after: _now, ...rest }) => rest));
      for (const form of [...forms(before), ...forms(after)]) expect(told).not.toContain(form);
    }),
    { numRuns: 50 },
  );
});

test.each(Object.entries(hidings))('nor of one that comes or goes in %s', (_, hide) => {
  fc.assert(
    fc.property(secretText, (value) => {
      const object = hide(value);
      const { metadata } = object;
      const without = {
        apiVersion: object.apiVersion,
        kind: object.kind,
        metadata: { name: metadata.name ?? '', ...(metadata.namespace && { namespace: metadata.namespace }) },
      };
      for (const [from, to] of [
        [object, without],
        [without, object],
      ] as const) {
        const { changes } = compareObjects([{ object: from }], [{ object: to }], facts);
        expect(changes[0]?.changes.length).toBeGreaterThan(0);
        const told = JSON.stringify(changes.map(({ before: _old, after: _now, ...rest }) => rest));
        for (const form of forms(value)) expect(told).not.toContain(form);
      }
    }),
    { numRuns: 20 },
  );
});

test('which keys changed is told', () => {
  const before = secret({ data: { kept: base64('one'), turned: base64('two') } });
  const after = secret({ stringData: { kept: 'one', turned: 'three', new: 'four' } });
  const [change] = compareObjects([{ object: before }], [{ object: after }], facts).changes;
  expect(
    change?.changes.map(({ kind, where, ...values }) => [kind, where, values.before, values.after]),
  ).toEqual([
    ['added', 'data.new', undefined, '(redacted)'],
    ['changed', 'data.turned', '(redacted)', '(redacted)'],
  ] satisfies [string, string, JsonValue | undefined, JsonValue | undefined][]);
});

test('where no map of texts stands, nothing of the value is told as a name', () => {
  const told = (before: unknown, after: unknown) => {
    const [one, other] = [secret({ stringData: before }), secret({ stringData: after })];
    return compareObjects([{ object: one }], [{ object: other }], facts).changes[0]?.changes;
  };
  const value = { kind: 'changed', before: '(redacted)', after: '(redacted)' };
  expect(told('one', 'two')).toMatchObject([{ ...value, where: 'stringData' }]);
  expect(told({ key: { deep: 'one' } }, { key: { deep: 'two' } })).toMatchObject([
    { ...value, where: 'stringData.key' },
  ]);
});

test('nothing is told of a Secret in base64, however its bytes fall', () => {
  const bundle = (value: string) => ({
    ...configMap({}),
    binaryData: { bundle: base64(`kind: Secret\ndata: {key: ${value}}\n`) },
  });
  const { changes } = compareObjects([{ object: bundle('one') }], [{ object: bundle('two') }], facts);
  expect(changes[0]?.changes).toMatchObject([
    {
      where: 'binaryData.bundle',
      before: '(redacted: a text with a Secret in it)',
      after: '(redacted: a text with a Secret in it)',
    },
  ]);
});

test('nothing is told of a text that is too long to look for Secrets in it', () => {
  const told = (length: number) => {
    const object = (text: string) => ({ object: configMap({ text: text.repeat(length) }) });
    return compareObjects([object('a')], [object('b')], facts).changes[0]?.changes;
  };
  const hidden = '(redacted: a text too long to look for Secrets in it)';
  expect(told(10_000_000)).toMatchObject([{ before: hidden, after: hidden, redacted: true }]);
  expect(told(1_000_000)).toMatchObject([{ before: 'a'.repeat(1_000_000), after: 'b'.repeat(1_000_000) }]);
});

test.each(['A'.repeat(24), '0'.repeat(48), 'kind:', `kind:'`, `"kind":\\`])(
  'a long text that begins with %s is looked through once',
  (start) => {
    for (const run of [' ', "'", '"', '\\', 'A', '! ', '&a ', '\\u'])
      expect(mayHoldSecret(`${start}${run.repeat(900_000 / run.length)}!`)).toBe(false);
    expect(mayHoldSecret('data:,'.repeat(100_000) + 'data%3A,'.repeat(40_000))).toBe(false);
    expect(mayHoldSecret(`a: 1 #${start}${' # kind'.repeat(100_000)}`)).toBe(false);
    expect(mayHoldSecret(`a: b\n# ${start}${'kind: !'.repeat(100_000)}`)).toBe(false);
    expect(mayHoldSecret(`a: b\n# ${start}${'kind: ! '.repeat(100_000)}`)).toBe(false);
  },
);

test.each([
  'kind create cluster\n{{ external-secrets }} SecretStore, Secret-like, SealedSecret',
  `image: shop@sha256:${'0123456789abcdef'.repeat(4)} # of any kind: \\033[1mSecrets`,
  'echo "\\x1b[31mkind" > /data/x; {{ the Secrets }}',
  '{{ a Secret of any kindness }}',
  'a: 1 # of this kind: Secrets, SecretStore\nb: 2\n# a Secret of any kind: as you like\n',
  'kind: SecretStore # kind: SecretStore\na: {"b#kind": Secret}\n',
  'data:,kind%3A%20SecretStore%0Aname%3A%20caf%C3%A9%20100%',
  `dyn(object).kind == 'Secret' ? [] : object.kind in ['Secret']`,
])('what mentions no Secret is shown: %s', (text) => {
  expect(mayHoldSecret(text)).toBe(false);
});

test.each(['Deployment', 'ConfigMap|Deployment', 'SecretStore', 'secret', '(a+)+'])(
  "Kustomize's patch of %s is shown",
  (kind) => {
    expect(redact(kustomizePatch({ kind }, 'shown')).redacted).toBe(false);
  },
);

test('what only speaks of Secrets is no secret', () => {
  const object = (text: string) => configMap({ 'rules.yaml': text });
  const rules = (name: string) => `kind: SecretStore\nname: ${name}\n`;
  const [change] = compareObjects(
    [{ object: object(rules('a')) }],
    [{ object: object(rules('b')) }],
    facts,
  ).changes;
  expect(change?.changes).toEqual([
    {
      kind: 'changed',
      path: ['data', 'rules.yaml'],
      basePath: ['data', 'rules.yaml'],
      where: 'data["rules.yaml"]',
      before: rules('a'),
      after: rules('b'),
      embedded: {
        format: 'yaml',
        changes: [
          { kind: 'changed', path: ['name'], basePath: ['name'], where: 'name', before: 'a', after: 'b' },
        ],
      },
    },
  ]);
});
