import { load } from 'js-yaml';
import type { Finding, Location } from '../report/finding.ts';
import { sourceSchema } from './dialect.ts';
import type { Path } from './path.ts';
import type { MapKey, PathEnd } from './positions.ts';
import { invalidEncoding } from './text.ts';
import { YamlDocuments } from './yaml.ts';

export interface Source {
  /** `undefined` where a finding says why. */
  readonly value: unknown;
  readonly findings: readonly Finding[];
  /**
   * The position of the value at `path`, or of its key; of the nearest ancestor that exists, otherwise. An unknown
   * key is shown by `locate([...path, key], 'key')`.
   */
  locate(path: Path, end?: PathEnd): Location;
}

/**
 * Reads a hand-written file: exactly one YAML 1.2 document, without duplicate keys, merge keys, keys that are not
 * strings, or aliases that blow up. All findings are `unjudged`: nothing can be said about a file that says two things.
 */
export function parseSource(text: string, file: string): Source {
  if (text.includes('\uFFFD')) return unusable(file, [invalidEncoding(file)]);
  const yaml = new YamlDocuments(text, file, sourceSchema);
  const findings = yaml.findings.length > 0 ? yaml.findings : shapeFindings(yaml, file);
  const locate = (path: Path, end?: PathEnd) => yaml.locate(0, path, end);
  return { value: findings.length === 0 ? yaml.values[0] : undefined, findings, locate };
}

function unusable(file: string, findings: readonly Finding[]): Source {
  return { value: undefined, findings, locate: () => ({ file }) };
}

function shapeFindings(yaml: YamlDocuments, file: string): Finding[] {
  return [...documentCount(yaml, file), ...yaml.keys().flatMap((key) => keyFindings(key, yaml))];
}

function documentCount(yaml: YamlDocuments, file: string): Finding[] {
  const base = { severity: 'unjudged', allowed: 'one YAML document' } as const;
  if (yaml.values.length > 1) {
    const location = yaml.locate(1, []);
    const message = `the file holds ${yaml.values.length} documents`;
    return [
      { ...base, rule: 'several-documents', message, location, next: 'make each document a file of its own' },
    ];
  }
  const [value] = yaml.values;
  if (value !== undefined && value !== null) return [];
  return [
    {
      ...base,
      rule: 'empty-file',
      message: 'the file is empty',
      location: { file },
      next: 'fill it, or remove it',
    },
  ];
}

function keyFindings(key: MapKey, yaml: YamlDocuments): Finding[] {
  if (key.style !== 'plain') return [];
  const isMerge = key.text === '<<';
  if (!isMerge && key.text !== '' && isText(key.text)) return [];
  // Not before something is to be told: a position costs a walk through the file.
  const base = { severity: 'unjudged', location: yaml.locateOffset(key.offset) } as const;
  if (isMerge) {
    const message = 'merge keys (<<) are no part of YAML 1.2';
    return [{ ...base, rule: 'merge-key', message, next: 'write the values out' }];
  }
  const message =
    key.text === '' ? 'a key is empty' : `the key ${key.text} is read as a number, boolean or null`;
  return [
    { ...base, rule: 'non-string-key', message, allowed: 'text', next: `write "${key.text}" in quotes` },
  ];
}

/** The same few keys recur in all files, and reading one costs as much as a line of YAML. */
const textKeys = new Map<string, boolean>();

function isText(key: string): boolean {
  const known = textKeys.get(key);
  if (known !== undefined) return known;
  const isString = typeof load(key, { schema: sourceSchema }) === 'string';
  textKeys.set(key, isString);
  return isString;
}
