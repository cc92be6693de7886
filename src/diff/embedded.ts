import { manifestSchema, writtenSchema } from '../manifest/dialect.ts';
import { isRecord } from '../manifest/object.ts';
import { YamlDocuments } from '../manifest/yaml.ts';

export interface EmbeddedValue {
  readonly format: 'json' | 'yaml';
  /** A map or a list; of several YAML documents, the list of them. */
  readonly value: unknown;
}

/** Longer texts are compared by line: to read them takes longer than anyone will look at them. */
export const longestText = 1_000_000;

/** As for YAML: what is nested deeper would exhaust the stack of whoever walks it. */
const deepestNesting = 100;

/** What a text holds that is JSON or YAML with fields; `undefined` for any other. */
export function readEmbedded(text: string): EmbeddedValue | undefined {
  if (text.length > longestText || text.startsWith('#!') || !/[:[{]/.test(text)) return undefined;
  if (/^\s*[[{]/.test(text)) {
    try {
      const value: unknown = JSON.parse(text);
      return isDeeper(value, deepestNesting) ? undefined : { format: 'json', value };
    } catch {
      // It may still be YAML, whose maps and lists can begin so.
    }
  }
  if (!/\n|^\s*[[{]|^[\w"'-]+:\s/.test(text)) return undefined;
  const { values, findings } = new YamlDocuments(text, '', manifestSchema);
  const documents = values.filter((value) => value !== null && value !== undefined);
  if (findings.length > 0 || documents.length === 0 || !documents.every(hasFields)) return undefined;
  return { format: 'yaml', value: documents.length === 1 ? documents[0] : documents };
}

/** The same with each number, and in YAML each word, as it stands in the text; `undefined` if it has tags of its own. */
export function readWritten(text: string, format: EmbeddedValue['format']): unknown {
  if (format === 'json') return JSON.parse(text, sourceOf);
  const { values, findings } = new YamlDocuments(text, '', writtenSchema);
  const documents = values.filter(hasFields);
  if (findings.length > 0) return undefined;
  return documents.length === 1 ? documents[0] : documents;
}

function sourceOf(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? context?.source : value;
}

function hasFields(value: unknown): boolean {
  return isRecord(value) || Array.isArray(value);
}

function isDeeper(value: unknown, levels: number): boolean {
  return (
    hasFields(value) &&
    (levels === 0 || Object.values(value as object).some((each) => isDeeper(each, levels - 1)))
  );
}
