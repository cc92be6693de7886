/**
 * Custom resources to try the rules of their definitions on: made from the schema, the same for the same schema. Each
 * has the fields that some rule is about, and words that rules speak of; updates change a little.
 */
import type { ApiSchema } from '../../../src/kubernetes/facts.ts';
import { isRecord } from '../../../src/manifest/object.ts';

export interface RuleCase {
  readonly object: unknown;
  readonly old?: unknown;
}

/** Names of fields; `[]` for items of a list, `{}` for values of a map. */
type Way = readonly string[];

const createdPerRule = 6;
const updatedPerRule = 4;

export function casesOf(schema: ApiSchema): RuleCase[] {
  const ways = waysToRules(schema);
  return ways.flatMap((way, index) => {
    const maker = new Maker(wordsIn(schema), index + 1);
    const make = (): unknown => maker.object(schema, way);
    const created = Array.from({ length: createdPerRule }, () => ({ object: make() }));
    const updated = Array.from({ length: updatedPerRule }, (_, turn) => {
      const old = make();
      return { object: turn === 0 ? make() : maker.changed(old, schema, way), old };
    });
    return [...created, ...updated];
  });
}

/** Updates of a given object, and versions of it that may not be right. */
export function variantsOf(object: unknown, schema: ApiSchema): RuleCase[] {
  const ways = waysToRules(schema);
  return ways.flatMap((way, index) => {
    const maker = new Maker(wordsIn(schema), index + 1);
    const changed = maker.changed(object, schema, way);
    return [{ object: changed }, { object: changed, old: object }];
  });
}

function waysToRules(schema: unknown, way: Way = []): Way[] {
  if (!isRecord(schema)) return [];
  const { properties, items, additionalProperties, allOf } = schema;
  const branches = Array.isArray(allOf) ? allOf.flatMap((branch) => waysToRules(branch, way)) : [];
  return [
    ...(schema['x-kubernetes-validations'] === undefined ? [] : [way]),
    ...branches,
    ...Object.entries(isRecord(properties) ? properties : {}).flatMap(([name, field]) =>
      waysToRules(field, [...way, name]),
    ),
    ...waysToRules(items, [...way, '[]']),
    ...waysToRules(additionalProperties, [...way, '{}']),
  ];
}

/** Texts and numbers that stand in the rules. */
function wordsIn(schema: ApiSchema): readonly string[] {
  const words = new Set(['', 'a', 'b', '*', '10.0.0.1', '1h', '100m', '*.example.com', 'example.com/a']);
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(collect);
    if (!isRecord(part)) return;
    for (const [keyword, value] of Object.entries(part)) {
      if (keyword !== 'x-kubernetes-validations') collect(value);
      else for (const { rule } of value as { rule: string }[]) addWords(rule, words);
    }
  };
  collect(schema);
  return [...words];
}

function addWords(rule: string, words: Set<string>): void {
  for (const [, quoted = ''] of rule.matchAll(/(?:'|")([^'"\\\s]{1,40})(?:'|")/g)) {
    words.add(quoted);
    if (/\W$/.test(quoted)) words.add(`${quoted}a`);
    if (/^\W/.test(quoted)) words.add(`/a${quoted}`);
  }
}

class Maker {
  readonly #words: readonly string[];
  #state: number;

  constructor(words: readonly string[], seed: number) {
    this.#words = words;
    this.#state = seed;
  }

  object(schema: ApiSchema, way: Way): unknown {
    const made = this.#value(schema, way, 0) as Record<string, unknown>;
    return {
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      ...made,
      metadata: { name: this.#pick(['a', 'b-1']) },
    };
  }

  /** The value with another one in the place that the way leads to, or near it. */
  changed(value: unknown, schema: unknown, way: Way): unknown {
    const [step, ...rest] = way;
    if (!isRecord(schema)) return value;
    if (step === undefined || this.#chance(0.15)) return this.#touched(value, schema);
    if (step === '[]' && Array.isArray(value)) {
      const at = Math.floor(this.#next() * value.length);
      return value.map((item, index) => (index === at ? this.changed(item, schema['items'], rest) : item));
    }
    if (!isRecord(value)) return this.#value(schema, way, 1);
    const properties = isRecord(schema['properties']) ? schema['properties'] : {};
    const name = step === '{}' ? (Object.keys(value)[0] ?? 'a') : step;
    const field = step === '{}' ? schema['additionalProperties'] : properties[step];
    const before = value[name];
    const after = before === undefined ? this.#value(field, rest, 1) : this.changed(before, field, rest);
    return { ...value, [name]: after };
  }

  #touched(value: unknown, schema: ApiSchema): unknown {
    if (isRecord(value) && ('metadata' in value || this.#chance(0.8))) {
      const properties = isRecord(schema['properties']) ? schema['properties'] : {};
      const names = [...new Set([...Object.keys(value), ...Object.keys(properties)])].filter(
        (name) => name !== 'apiVersion' && name !== 'kind' && name !== 'metadata',
      );
      if (names.length === 0) return value;
      const name = this.#pick(names);
      const { [name]: before, ...others } = value;
      if (before !== undefined && this.#chance(0.4)) return others;
      return { ...others, [name]: this.#value(properties[name] ?? schema['additionalProperties'], [], 1) };
    }
    if (Array.isArray(value) && value.length > 0 && this.#chance(0.8)) {
      const items = this.#chance(0.3) ? value.slice(1) : [...value, this.#value(schema['items'], [], 1)];
      return this.#chance(0.3) ? items.toReversed() : items;
    }
    return this.#value(schema, [], 1);
  }

  #value(schema: unknown, way: Way, depth: number): unknown {
    if (!isRecord(schema)) return { free: 1 };
    if (Array.isArray(schema['enum'])) return this.#pick(schema['enum'] as unknown[]);
    if (schema['x-kubernetes-int-or-string'] === true) return this.#pick([1, 0, 80, '50%', '1', 'a', '100m']);
    if (schema['nullable'] === true && way.length === 0 && this.#chance(0.2)) return null;
    switch (schema['type']) {
      case 'object':
        return this.#fields(schema, way, depth);
      case 'array':
        return this.#list(schema, way, depth);
      case 'string':
        return this.#text(schema);
      case 'boolean':
        return this.#chance(0.5);
      case 'integer':
        return this.#number(schema);
      case 'number':
        return this.#number(schema) + this.#pick([0, 0, 0.5]);
      default:
        return this.#pick([{ free: 1 }, 'a', 1]);
    }
  }

  #fields(schema: ApiSchema, [step, ...rest]: Way, depth: number): unknown {
    const { properties, required, additionalProperties } = schema;
    const fields: Record<string, unknown> = {};
    if (schema['x-kubernetes-embedded-resource'] === true)
      Object.assign(fields, {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: this.#pick(['a', 'b']) },
      });
    for (const [name, field] of Object.entries(isRecord(properties) ? properties : {})) {
      if (depth === 0 && /^(apiVersion|kind|metadata|status)$/.test(name)) continue;
      const isNeeded = name === step || (Array.isArray(required) && required.includes(name));
      if (isNeeded || this.#chance(depth < 3 ? 0.35 : 0.15))
        fields[name] = this.#value(field, name === step ? rest : [], depth + 1);
    }
    if (isRecord(additionalProperties)) {
      const names = [this.#pick(this.#words), 'a', 'b/c'];
      for (const name of names.slice(0, 1 + Math.floor(this.#next() * 3)))
        fields[name] = this.#value(additionalProperties, step === '{}' ? rest : [], depth + 1);
    }
    return fields;
  }

  #list(schema: ApiSchema, [step, ...rest]: Way, depth: number): unknown {
    const least = Math.max(Number(schema['minItems'] ?? 0), step === '[]' ? 1 : 0);
    const most = Math.max(least, Math.min(Number(schema['maxItems'] ?? 3), 3));
    const length = least + Math.floor(this.#next() * (most - least + 1));
    const make = (): unknown => this.#value(schema['items'], step === '[]' ? rest : [], depth + 1);
    const items = Array.from({ length }, make);
    // Many rules are about items that are alike.
    return length > 1 && this.#chance(0.3) ? [...items.slice(1), items[1]] : items;
  }

  #text(schema: ApiSchema): string {
    const { format, minLength = 0, maxLength = Number.POSITIVE_INFINITY } = schema;
    if (format === 'date-time') return this.#pick(['2026-01-31T09:30:00Z', '2027-02-01T00:00:00.5+09:00']);
    if (format === 'duration') return this.#pick(['1h', '90s', '1h30m', '10ms']);
    if (format === 'date') return '2026-01-31';
    if (format === 'byte') return this.#pick(['YQ==', '']);
    const word = this.#pick(this.#words).slice(0, Number(maxLength));
    return word.padEnd(Number(minLength), 'a');
  }

  #number({ minimum, maximum }: ApiSchema): number {
    const least = Number(minimum ?? 0);
    const most = Number(maximum ?? 65_536);
    const candidates = [0, 1, 2, 5, 80, 443, 600, least, least + 1, most];
    return this.#pick(candidates.filter((number) => number >= least && number <= most));
  }

  #chance(share: number): boolean {
    return this.#next() < share;
  }

  #pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.#next() * items.length)] as T;
  }

  /** From 0 to 1 (mulberry32). */
  #next(): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
