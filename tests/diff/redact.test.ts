import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareObjects } from '../../src/diff/compare.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import type { JsonValue, KubernetesObject } from '../../src/manifest/object.ts';
import { formatManifest } from '../../src/manifest/write.ts';

const facts = loadFacts();

/** Random enough to be found by chance nowhere, of characters that YAML and JSON write as they are. */
const secretText = fc.string({
  unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'.split('')),
  minLength: 16,
  maxLength: 24,
});

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const secret = (fields: Readonly<Record<string, unknown>>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's', namespace: 'n' },
  ...fields,
});
const configMap = (data: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c', namespace: 'n' },
  data,
});
const annotated = (object: KubernetesObject, text: string): KubernetesObject => ({
  ...object,
  metadata: { ...object.metadata, annotations: { 'kubectl.kubernetes.io/last-applied-configuration': text } },
});

/** Each way in which a value can stand in an object, as a whole or as the only thing of a map, a list or a text. */
const hidings: Readonly<Record<string, (value: string) => KubernetesObject>> = {
  data: (value) => secret({ data: { key: base64(value) } }),
  'data that is no base64': (value) => secret({ data: { key: `${value}!` } }),
  'data of another shape': (value) => secret({ data: [{ name: value }] }),
  'data in maps': (value) => secret({ data: { deep: { deeper: [value] } } }),
  stringData: (value) => secret({ stringData: { key: value } }),
  'stringData of several lines': (value) => secret({ stringData: { key: `a: 1\nb: ${value}\n` } }),
  'what was last applied': (value) => {
    const object = secret({ data: { key: base64(value) } });
    return annotated(object, JSON.stringify(object));
  },
  'what was last applied elsewhere': (value) =>
    annotated(configMap({}), JSON.stringify(secret({ stringData: { key: value } }))),
  'a manifest in a text': (value) =>
    configMap({ 'secret.yaml': formatManifest(secret({ stringData: { key: value } })) }),
  'one manifest of several': (value) =>
    configMap({
      'all.yaml': `${formatManifest(configMap({ a: '1' }))}---\n${formatManifest(secret({ data: { key: base64(value) } }))}`,
    }),
  'a manifest among other text': (value) =>
    configMap({ 'notes.md': `Apply this:\n\n\`\`\`\nkind: Secret\ndata: {key: ${value}}\n\`\`\`\n\t- [\n` }),
  'a template of a manifest': (value) =>
    configMap({ 'secret.tpl': `{{ if . }}\nkind: "Secret"\nstringData:\n  key: ${value}\n{{ end }}\n` }),
  'a manifest in a manifest': (value) =>
    configMap({
      'inner.json': JSON.stringify(
        configMap({ 's.json': JSON.stringify(secret({ stringData: { key: value } })) }),
      ),
    }),
  'an object in an object': (value) => ({
    apiVersion: 'example.com/v1',
    kind: 'Bundle',
    metadata: { name: 'b' },
    spec: { resources: [{ kind: 'ConfigMap' }, secret({ stringData: { key: value } })] },
  }),
  'an item of a set': (value) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'f', finalizers: [JSON.stringify(secret({ stringData: { key: value } }))] },
  }),
};

const forms = (value: string): string[] => [value, base64(value), base64(value).slice(0, 12)];

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
