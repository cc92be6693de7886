import { DUMP_SCHEMA, dump, intYaml11Tag } from 'js-yaml';
import { readsAsNumber } from './dialect.ts';
import { remembering } from './remember.ts';

/**
 * How single strings are written. js-yaml decides: plain where every reader takes it for the same string, quoted
 * otherwise, a literal block for several lines. Its schema knows what YAML 1.1 and 1.2 would misread; added here are
 * go-yaml's other numbers (`0X1F`) and what YAML 1.1's grammar of floats lets through (`.`, `e3`). Answers are
 * remembered, because a fleet repeats the same few thousand strings.
 */

const integerTag = DUMP_SCHEMA.lookupScalarTag(intYaml11Tag.tagName) ?? intYaml11Tag;

const schema = DUMP_SCHEMA.withTags({
  ...integerTag,
  implicitFirstChars: null,
  resolve: (source, isExplicit, tagName) =>
    readsAsNumber(source) || /^[-+]?[0-9_]*\.?[0-9_]*(?:[eE][-+]?[0-9]+)?$/.test(source)
      ? 0
      : integerTag.resolve(source, isExplicit, tagName),
});

const rememberedStrings = 50_000;

/** A string as the value of a key at the left margin; the lines of a block are indented by two spaces. */
export const formatString = remembering((text) => {
  // Blank lines at the end would need an end-of-document marker, and readers differ on them.
  const quoted = /^\n*$|\n[ \t\n]+$/.test(text);
  return dump({ k: text }, { schema, lineWidth: -1, forceQuotes: quoted }).slice('k: '.length, -1);
}, rememberedStrings);

/** A string as a key. Keys of several lines are double-quoted: the other notation is legal, but unread by most tools. */
export const formatKey = remembering((text) => {
  if (/[\n\r]/.test(text) || text.length > 500) return JSON.stringify(text);
  return dump({ [text]: 0 }, { schema, lineWidth: -1 }).slice(0, -': 0\n'.length);
}, rememberedStrings);
