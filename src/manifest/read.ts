import type { Finding, Location } from '../report/finding.ts';
import { isInexactInteger, manifestSchema } from './dialect.ts';
import { isRecord, type KubernetesObject } from './object.ts';
import type { Path } from './path.ts';
import type { PathEnd } from './positions.ts';
import { isList, problemOf } from './problem.ts';
import { type FilePart, splitDocuments } from './split.ts';
import { YamlDocuments } from './yaml.ts';

/** One object and where it was read. */
export interface LoadedManifest {
  readonly object: KubernetesObject;
  /** Where its document starts, by file only: cheap. `locate` gives lines. */
  readonly file: string;
  /** What is compared: the file as it is called on both sides, whose folders may have other names. */
  readonly path?: string;
  /** Position of the value at `path` in the object, or of its key; of the nearest ancestor that exists, otherwise. */
  locate(path: Path, end?: PathEnd): Location;
}

export interface ReadManifests {
  readonly manifests: readonly LoadedManifest[];
  readonly findings: readonly Finding[];
}

/**
 * Reads manifests, ours or not, as kubectl would: YAML with one or more documents, JSON (several, each beginning on a
 * line of its own), `List`s expanded. Empty documents are skipped. Scalars are read as go-yaml reads them (see `dialect.ts`).
 * A document that cannot be used becomes an `unjudged` finding and does not hide the others. So does an integer that
 * is read as its neighbour, as a number has no more digits here: the object is read all the same.
 */
export function readManifests(text: string, file: string): ReadManifests {
  const manifests: LoadedManifest[] = [];
  const findings: Finding[] = [];
  for (const part of splitDocuments(text)) {
    const yaml = readAsGo(part, file);
    // Not spread into one call: a text can have more to tell of than a call can have arguments.
    for (const finding of [...yaml.findings.map(asJudged), ...inexactIntegers(part.text, yaml)])
      findings.push(finding);
    for (const [document, value] of yaml.values.entries()) {
      if (value === null || value === undefined) continue;
      const locate = (path: Path, end?: PathEnd) => yaml.locate(document, path, end);
      for (const item of expandLists(value, [])) {
        const at = (path: Path, end?: PathEnd) => locate([...item.path, ...path], end);
        const problem = problemOf(item.value, at);
        if (problem !== undefined) findings.push(problem);
        else manifests.push({ object: item.value as KubernetesObject, file, locate: at });
      }
    }
  }
  return { manifests, findings };
}

/** Lines that are indented on go-yaml's behalf before a text is given up: each costs reading it again. */
const mostIndentedLines = 500;

/**
 * Within quotes and brackets, go-yaml lets a line begin anywhere; YAML wants it deeper than what it belongs to. Tools
 * have written such lines into widely copied manifests, so they are indented here until the text can be read.
 */
function readAsGo({ text, firstLine }: FilePart, file: string): YamlDocuments {
  const asWritten = new YamlDocuments(text, file, manifestSchema, firstLine);
  let lines: string[] | undefined;
  let read = asWritten;
  for (let count = 0; count < mostIndentedLines; count += 1) {
    const [finding] = read.findings;
    if (finding === undefined) return read;
    if (!finding.message.endsWith('deficient indentation')) break;
    lines ??= text.split('\n');
    const line = (finding.location?.line ?? firstLine) - firstLine;
    const indented = `${' '.repeat(80)}${lines[line]}`;
    if (indented.startsWith(' '.repeat(160))) break;
    lines[line] = indented;
    read = new YamlDocuments(lines.join('\n'), file, manifestSchema, firstLine);
  }
  return asWritten;
}

/** The API server's own readers take the last of two equal keys, so the object can still be judged: it is bad. */
function asJudged(finding: Finding): Finding {
  return finding.rule === 'duplicate-key' ? { ...finding, severity: 'error' } : finding;
}

/**
 * Scalars that begin as integers do and have at least as many digits as the first one that a double cannot hold,
 * 2^53 + 1. Few files have any: what begins elsewhere, as a digest behind `sha256:`, is none.
 */
const longInteger = /[-+]?[0-9](?<=(?:^|[\s[{,]|["'\]}\s]:)[-+]?[0-9])[0-9a-fA-FxXoO_]{15,}(?=[\s,\]}:]|$)/g;

/** What two texts have alike if none of their integers is another one, be it read as its neighbour. */
export function longIntegers(text: string): string {
  return (text.match(longInteger) ?? []).join(' ');
}

function inexactIntegers(text: string, yaml: YamlDocuments): Finding[] {
  if (longIntegers(text) === '') return [];
  const found = yaml.plainScalars().filter((scalar) => isInexactInteger(scalar.text));
  return found.map((scalar) => ({
    severity: 'unjudged',
    rule: 'inexact-integer',
    // Not which one: it may be a value of a Secret.
    message: 'this integer has more digits than can be told apart here',
    location: yaml.locateOffset(scalar.offset),
    allowed: 'integers that a double holds exactly, as all up to 2^53',
    next: 'write it as text if the field takes text; else look at it yourself',
  }));
}

interface Item {
  readonly value: unknown;
  readonly path: Path;
}

/** `List` (or a typed list such as `ConfigMapList`, whose items may leave out what its own kind says) to its items. */
function expandLists(value: unknown, path: Path): Item[] {
  if (isRecord(value) && isList(value) && (value.items === undefined || value.items === null)) return [];
  if (!isRecord(value) || typeof value.kind !== 'string' || !Array.isArray(value.items))
    return [{ value, path }];
  if (!value.kind.endsWith('List') || (isRecord(value.metadata) && 'name' in value.metadata))
    return [{ value, path }];
  const itemKind = value.kind.slice(0, -'List'.length);
  const defaults = itemKind === '' ? {} : { apiVersion: value.apiVersion, kind: itemKind };
  return value.items.flatMap((item: unknown, index) =>
    expandLists(isRecord(item) ? { ...defaults, ...item } : item, [...path, 'items', index]),
  );
}
