import { expect, test } from 'vitest';
import { manifestSchema } from '../../src/manifest/dialect.ts';
import { YamlDocuments } from '../../src/manifest/yaml.ts';

test.each([
  'unidentified: *Tr0ub4dor-3',
  'list: [*Tr0ub4dor-3]',
  'scalar: !Tr0ub4dor-3',
  'scalar: !!Tr0ub4dor-3',
  'scalar: !<Tr0ub4dor-3>',
  'scalar: !Tr0ub4dor-3 text',
  'integer: !!int Tr0ub4dor-3',
  'map: !Tr0ub4dor-3 {a: 1}',
  'list: !Tr0ub4dor-3 [a]',
  'handle: !Tr0ub4dor-3!x',
  'characters: !Tr0ub4dor-3^',
  '%TAG !Tr0ub4dor-3! a\n%TAG !Tr0ub4dor-3! b\n---\na: 1',
  '%Tr0ub4dor-3\n',
  'percent: %Tr0ub4dor-3',
  'anchor: &Tr0ub4dor-3 &x',
  'question: ? Tr0ub4dor-3',
  'block: |Tr0ub4dor-3',
  'quotes: "Tr0ub4dor-3\\q"',
])('a password that is no YAML is not quoted: %s', (text) => {
  const { findings } = new YamlDocuments(text, 'secret.yaml', manifestSchema);
  expect(findings.map(({ rule }) => rule)).toEqual(['yaml-syntax']);
  expect(JSON.stringify(findings)).not.toMatch(/Tr0ub/i);
});
