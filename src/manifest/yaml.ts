import { constructFromEvents, EVENT_ID, type Event, parseEvents, type Schema, YAMLException } from 'js-yaml';
import type { Finding, Location } from '../report/finding.ts';
import { manifestSchema } from './dialect.ts';
import { readJson } from './json.ts';
import type { Path } from './path.ts';
import {
  keysOf,
  lineAndColumnAmong,
  lineStartsOf,
  type MapKey,
  offsetOf,
  type PathEnd,
  type PlainScalar,
  plainScalarsOf,
  rootOffsets,
} from './positions.ts';
import { causeOffset, syntaxFinding } from './syntax-error.ts';

/** Values that aliases may expand to, all copies counted. A page of text can otherwise stand for terabytes. */
const expandedValuesLimit = 100_000;

/** The documents of one text. Positions are computed when asked for. */
export class YamlDocuments {
  /** One entry for each document; none when the text cannot be read. Of duplicate keys, the last one wins. */
  readonly values: readonly unknown[];
  readonly findings: readonly Finding[];
  readonly #source: string;
  readonly #file: string;
  readonly #firstLine: number;
  /** Where each document starts: the one position that many files are asked for. */
  #roots: readonly number[] = [];
  #events: readonly Event[] | undefined;
  #lines: readonly number[] | undefined;

  /** `firstLine` is the line of `file` that the text starts at. */
  constructor(source: string, file: string, schema: Schema, firstLine = 1) {
    this.#source = source;
    this.#file = file;
    this.#firstLine = firstLine;
    const { values, findings } = this.#read(schema);
    this.values = values;
    this.findings = findings;
  }

  /** All scalars without quotes, in order. */
  plainScalars(): readonly PlainScalar[] {
    return plainScalarsOf(this.#source, this.#eventsAgain());
  }

  /** All keys, in order. */
  keys(): readonly MapKey[] {
    return keysOf(this.#source, this.#eventsAgain());
  }

  /** Position of the value (or its key) at `path`, or of its nearest ancestor. */
  locate(document: number, path: Path, end: PathEnd = 'value'): Location {
    const offset =
      path.length === 0
        ? (this.#roots[document] ?? 0)
        : offsetOf(this.#source, this.#eventsAgain(), document, path, end);
    return this.locateOffset(offset);
  }

  locateOffset(offset: number): Location {
    const { line, column } = lineAndColumnAmong(this.#lineStarts, offset);
    return { file: this.#file, line: line + this.#firstLine - 1, column };
  }

  get #lineStarts(): readonly number[] {
    this.#lines ??= lineStartsOf(this.#source);
    return this.#lines;
  }

  /** Most files are never asked for another position, so their events are not kept. */
  #eventsAgain(): readonly Event[] {
    this.#events ??= parseEvents(this.#source, {});
    return this.#events;
  }

  #read(schema: Schema): { values: unknown[]; findings: Finding[] } {
    const source = this.#source;
    const json = schema === manifestSchema ? readJson(source) : undefined;
    if (json !== undefined) {
      this.#roots = [json.offset];
      return { values: [json.value], findings: [] };
    }
    let events: Event[] = [];
    try {
      events = parseEvents(source, {});
      const values = constructFromEvents(events, { source, schema });
      this.#roots = rootOffsets(events);
      const findings = this.#expansion(events, values);
      return { values: findings.length === 0 ? values : [], findings };
    } catch (error) {
      this.#events = events;
      const keys = keysOf(source, events);
      const findings = keys.filter((key) => key.repeated).map((key) => this.#duplicateKey(key));
      const complex = keys.find((key) => key.style === 'complex');
      if (complex !== undefined) findings.push(this.#syntax('a key is a map or a list', complex.offset));
      if (findings.length === 0) return { values: [], findings: [this.#refusal(error)] };
      if (complex !== undefined) return { values: [], findings };
      this.#roots = rootOffsets(events);
      return { values: constructFromEvents(events, { source, schema, json: true }), findings };
    }
  }

  #refusal(error: unknown): Finding {
    if (!(error instanceof YAMLException) || error.mark === undefined) throw error;
    return this.#syntax(error.reason, Math.min(error.mark.position, this.#source.length));
  }

  #syntax(reason: string, offset: number): Finding {
    const cause = causeOffset(offset, this.#source);
    return syntaxFinding(reason, cause, this.#source, this.locateOffset(cause));
  }

  #duplicateKey(key: MapKey): Finding {
    return {
      severity: 'unjudged',
      rule: 'duplicate-key',
      message: `the key ${JSON.stringify(key.text)} occurs twice in one map`,
      location: this.locateOffset(key.offset),
      next: 'remove one of the two',
    };
  }

  #expansion(events: readonly Event[], values: readonly unknown[]): Finding[] {
    const alias = events.find((event) => event.type === EVENT_ID.ALIAS);
    if (alias === undefined) return [];
    const known = new Map<object, number>();
    const size = values.reduce((sum: number, value) => sum + expandedSize(value, known), 0);
    if (size <= expandedValuesLimit) return [];
    const amount = Number.isFinite(size) ? `${size} values` : 'endlessly many values';
    return [
      {
        severity: 'unjudged',
        rule: 'alias-expansion',
        message: `the aliases of this file expand to ${amount}`,
        location: this.locateOffset(alias.anchorStart - 1),
        allowed: `at most ${expandedValuesLimit} values`,
        next: 'write the values out',
      },
    ];
  }
}

/** Infinite for a value that contains itself. */
function expandedSize(value: unknown, known: Map<object, number>): number {
  if (typeof value !== 'object' || value === null) return 1;
  const size = known.get(value);
  if (size !== undefined) return size;
  known.set(value, Number.POSITIVE_INFINITY);
  let sum = 1;
  for (const child of Object.values(value)) sum += expandedSize(child, known);
  known.set(value, sum);
  return sum;
}
