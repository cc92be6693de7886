import { readFileSync } from 'node:fs';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { formatPath, type Path, valueAt } from '../manifest/path.ts';
import type { PathEnd } from '../manifest/positions.ts';
import type { Finding, Location } from '../report/finding.ts';
import { didYouMean, nearest } from '../report/suggest.ts';
import { describeExpected, type SchemaNode, show } from './words.ts';

/** A schema of `schemas/`, compiled ahead (see scripts/schemas.ts). */
export interface CompiledSchema {
  readonly file: string;
  readonly validate: ValidateFunction;
}

type Locate = (path: Path, end?: PathEnd) => Location;

/** A mistake, and the part of the value that cannot be used because of it. */
export interface SchemaFinding {
  readonly finding: Finding;
  readonly path: Path;
}

/**
 * Everything in `value` that the schema does not allow, one finding a mistake.
 *
 * @param whole what the value as a whole is called in messages.
 */
export function checkSchema(
  value: unknown,
  schema: CompiledSchema,
  locate: Locate,
  whole = 'the file',
): SchemaFinding[] {
  if (schema.validate(value)) return [];
  const root = readSchema(schema.file);
  const mistakes = (schema.validate.errors ?? []).map((error) => new Mistake(error, value, root));
  const told = mistakes.filter(
    (mistake) => !mistakes.some((other) => other !== mistake && other.covers(mistake)),
  );
  return told.map((mistake) => ({ finding: mistake.finding(locate, whole), path: mistake.path }));
}

function readSchema(file: string): SchemaNode {
  return JSON.parse(readFileSync(new URL(`../../schemas/${file}`, import.meta.url), 'utf8')) as SchemaNode;
}

const unjudged = { severity: 'unjudged' } as const;

class Mistake {
  readonly keyword: string;
  /** The value that is wrong; the key for unknown keys. */
  readonly path: Path;
  readonly #container: Path;
  readonly #key: string;
  readonly #value: unknown;
  readonly #node: SchemaNode;

  constructor(error: ErrorObject, root: unknown, schema: SchemaNode) {
    const params = error.params as {
      readonly missingProperty?: string;
      readonly additionalProperty?: string;
    };
    this.keyword = error.keyword;
    this.#container = pathOf(error.instancePath, root);
    this.#key = params.missingProperty ?? params.additionalProperty ?? '';
    this.path = error.keyword === 'additionalProperties' ? [...this.#container, this.#key] : this.#container;
    this.#value = valueAt(root, this.path);
    this.#node = nodeOf(error.schemaPath, schema);
  }

  /** A misspelt key that is required is one mistake, not an unknown key and a missing one. */
  covers(other: Mistake): boolean {
    return (
      this.keyword === 'additionalProperties' &&
      other.keyword === 'required' &&
      formatPath(this.#container) === formatPath(other.#container) &&
      this.#meant() === other.#key
    );
  }

  finding(locate: Locate, whole: string): Finding {
    if (this.keyword === 'required') return this.#missing(locate, whole);
    if (this.keyword === 'additionalProperties') return this.#unknown(locate);
    return this.#wrong(locate, whole);
  }

  #meant(): string | undefined {
    return nearest(this.#key, Object.keys(this.#node.properties ?? {}));
  }

  #missing(locate: Locate, whole: string): Finding {
    const owner = this.path.length === 0 ? whole : `\`${formatPath(this.path)}\``;
    const expected = this.#node.properties?.[this.#key];
    return {
      ...unjudged,
      rule: 'missing-key',
      message: `${owner} lacks \`${this.#key}\``,
      location: locate(this.path, 'key'),
      ...(expected && { allowed: describeExpected(expected) }),
      next: `add \`${this.#key}\`${expected?.description ? `: ${expected.description.replace(/\.$/, '')}` : ''}`,
    };
  }

  #unknown(locate: Locate): Finding {
    const base = { ...unjudged, location: locate(this.path, 'key') };
    const { properties, keyErrorMessage } = this.#node;
    if (!properties && keyErrorMessage) {
      const message = `\`${formatPath(this.#container)}\` has a key of the wrong form: ${show(this.#key)}`;
      return { ...base, rule: 'malformed-key', message, allowed: keyErrorMessage, next: 'rename it' };
    }
    const owner = this.#container.length === 0 ? '' : ` in \`${formatPath(this.#container)}\``;
    const meant = this.#meant();
    return {
      ...base,
      rule: 'unknown-key',
      message: `unknown key \`${this.#key}\`${owner}`,
      allowed: Object.keys(properties ?? {}).join(', '),
      next: meant === undefined ? 'remove it' : didYouMean(meant),
    };
  }

  #wrong(locate: Locate, whole: string): Finding {
    const subject = this.path.length === 0 ? whole : `\`${formatPath(this.path)}\``;
    const candidates = this.#node.enum?.filter((value) => typeof value === 'string');
    const meant =
      typeof this.#value === 'string' && candidates ? nearest(this.#value, candidates) : undefined;
    const empty = this.#value === null;
    const next = meant === undefined ? adviceOn(this.path, this.#value, this.#node) : didYouMean(meant);
    return {
      ...unjudged,
      rule: this.keyword === 'type' ? 'wrong-type' : 'wrong-value',
      message: empty ? `${subject} has no value` : `${subject} is ${show(this.#value)}`,
      location: locate(this.path, 'value'),
      allowed: describeExpected(this.#node),
      ...(next !== undefined && { next }),
    };
  }
}

/** What to do about a wrong value, where that needs saying. */
function adviceOn(path: Path, value: unknown, node: SchemaNode): string | undefined {
  if (value === null) return 'give it a value, or remove the key';
  if (isUnquoted(value, node)) return 'put it in quotes';
  if (path[0] !== 'releases' || path.length !== 2 || typeof value !== 'string') return undefined;
  const digits = /^(?:sha256:)?([0-9a-f]+)$/i.exec(value)?.[1];
  if (digits === undefined) return 'a tag can move to another image: write the digest that it stands for now';
  return `copy the digest once more: this one has ${digits.length} digits${digits === digits.toLowerCase() ? '' : ', some in capitals'}`;
}

/** A text that YAML reads as something else, such as 2 cores or version 1.0. */
function isUnquoted(value: unknown, { type, pattern = '' }: SchemaNode): boolean {
  const isOther = typeof value === 'number' || typeof value === 'boolean';
  return type === 'string' && isOther && new RegExp(pattern, 'u').test(String(value));
}

/** `/apps/receipt-api/scaling` → path; numbers where the value has a list. */
function pathOf(instancePath: string, root: unknown): Path {
  const path: (string | number)[] = [];
  for (const step of instancePath.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(valueAt(root, path)) ? Number(name) : name);
  }
  return path;
}

/** The schema that holds the failed keyword, e.g. of `#/properties/hub/pattern`. */
function nodeOf(schemaPath: string, schema: SchemaNode): SchemaNode {
  const steps = schemaPath.split('/').slice(1, -1);
  const names = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return valueAt(schema, names) as SchemaNode;
}
