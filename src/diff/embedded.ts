import { manifestSchema } from '../manifest/dialect.ts';
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

function hasFields(value: unknown): boolean {
  return isRecord(value) || Array.isArray(value);
}

function isDeeper(value: unknown, levels: number): boolean {
  return (
    hasFields(value) &&
    (levels === 0 || Object.values(value as object).some((each) => isDeeper(each, levels - 1)))
  );
}
