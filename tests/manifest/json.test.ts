import fc from 'fast-check';
import { Schema } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../../src/manifest/dialect.ts';
import { readJson } from '../../src/manifest/json.ts';
import { YamlDocuments } from '../../src/manifest/yaml.ts';

/** Another schema of the same tags, so that the text is read as YAML. */
const asYaml = new Schema(manifestSchema.tags);

function readAs(schema: Schema, text: string) {
  const { values, findings } = new YamlDocuments(text, 'dump.json', schema);
  return { values, findings };
}

describe('JSON is read as the YAML that it is', () => {
  const indents = fc.constantFrom('', '  ', '    ');

  test('any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), indents, (value, indent) => {
        const text = JSON.stringify([value], undefined, indent);
        expect(readAs(manifestSchema, text).values).toEqual(readAs(asYaml, text).values);
      }),
    );
  });

  test('any text', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"a"',
        '"b\\""',
        '"\\\\"',
        '"\\u00e9"',
        '1',
        '-0',
        '1e400',
        ' ',
        '\n',
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = `{${parts.join('')}`;
        expect(readAs(manifestSchema, text)).toEqual(readAs(asYaml, text));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['\n {"a": "\\ud83d\\ude00 \\/ \\u2028 <<"}'],
    ['{"<<": {"a": 1}, "__proto__": {"b": 2}, "": null}'],
    ['{"a\\"": ":", "\\\\": [":", "\\\\\\""]}'],
    ['[9007199254740993, 1.50, -1, 1E3, 1.5e-3]'],
  ])('%s', (text) => {
    expect(readJson(text)).toEqual({ value: readAs(asYaml, text).values[0], offset: text.search(/\S/) });
  });
});

describe('what must be read as YAML, to say what is wrong or what it means', () => {
  test.each([
    ['a key that is there twice', '{"a": 1, "b": {"c": 1, "c": 2}}'],
    ['a number that is none in Go', '[1e400]'],
    ['a zero with a sign', '[-0]'],
    ['what YAML does not take unescaped', '["\u007f"]'],
    ['what is nested without end', `${'['.repeat(1000)}${']'.repeat(1000)}`],
    ['no JSON at all', '{a: 1}'],
    ['more behind it', '{"a": 1} # why'],
    ['nothing in brackets', 'a: 1'],
    ['nothing', ''],
  ])('%s', (_, text) => {
    expect(readJson(text)).toBeUndefined();
  });
});

test('values have the positions that they would have in YAML', () => {
  const documents = new YamlDocuments('\n{\n  "a": [1,\n    2]\n}\n', 'dump.json', manifestSchema);
  expect(documents.locate(0, [])).toEqual({ file: 'dump.json', line: 2, column: 1 });
  expect(documents.locate(0, ['a', 1])).toEqual({ file: 'dump.json', line: 4, column: 5 });
});
