import { isRecord } from '../manifest/object.ts';
import type { Fields } from '../manifest/select.ts';
import { suggest } from '../report/suggest.ts';
import { checkConditions } from './conditions.ts';
import { checkLimits } from './limits.ts';
import { checkUniqueness } from './lists.ts';
import { checkMetadata } from './metadata.ts';
import type { SchemaLibrary, SchemaNode } from './node.ts';
import { missing, type Problems } from './problems.ts';
import { checkScalarType, wrongType } from './scalars.ts';
import { checkStruct } from './structs/structs.ts';
import { checkUnion } from './unions.ts';

const typeMeta = new Set(['apiVersion', 'kind', 'metadata']);
const mostNamesShown = 20;

/**
 * Goes through a value and its schema once, as the API server does in several passes: unknown fields, nulls and
 * defaults, types, then what the schema says of the value that results.
 */
export class Walk {
  readonly #library: SchemaLibrary;

  constructor(library: SchemaLibrary) {
    this.#library = library;
  }

  /**
   * Checks the value at hand. Nulls in fields were dealt with by whoever holds the field.
   *
   * @returns the value as the API server would go on with it: without nulls that mean nothing, with defaults. The
   *   input itself where nothing changes
   */
  check(value: unknown, node: SchemaNode, problems: Problems): unknown {
    if (value === null) return this.#checkNull(node, problems);
    if (node.type === 'any' && node.mode === 'builtin') return value;
    if (Array.isArray(value)) return this.#checkList(value, node, problems);
    if (isRecord(value)) return this.#checkObject(value, node, problems);
    const complaint = checkScalarType(value, node);
    if (complaint !== undefined) problems.add(complaint);
    if (complaint === undefined || complaint.severity === 'warning') this.#checkValue(value, node, problems);
    return value;
  }

  /** Checks a manifest from its root. In custom resources, name and labels are left to the caller. */
  checkRoot(object: Fields, node: SchemaNode, problems: Problems): void {
    const { status, ...desired } = object;
    const result = this.#checkFields(desired, node, problems, true);
    this.#checkRequired(result, node, problems);
    this.#checkValue(result, node, problems);
    if (node.mode === 'builtin') checkStruct(result, node, problems);
    const metadata = node.mode === 'custom' ? node.schema['properties'] : undefined;
    if (isRecord(metadata) && isRecord(metadata['metadata']) && isRecord(object['metadata'])) {
      const restriction = this.#library.read(metadata['metadata'], 'condition');
      problems.enter('metadata');
      this.check(object['metadata'], restriction, problems);
      problems.leave();
    }
    if (status !== undefined) this.#checkStatus({ status }, node, problems);
  }

  /** The API server decodes a status and throws it away: it need not be complete, nor right. */
  #checkStatus(object: Fields, node: SchemaNode, problems: Problems): void {
    const aside = problems.aside();
    this.#checkFields(object, node, aside, true);
    const relevant = node.mode === 'builtin' ? ['unknown-field', 'wrong-type', 'format'] : ['unknown-field'];
    problems.addAll(aside.found.filter(({ rule, path }) => path[0] === 'status' && relevant.includes(rule)));
  }

  #checkFields(value: Fields, node: SchemaNode, problems: Problems, isRoot: boolean): Fields {
    let result = value;
    for (const [name, held] of Object.entries(value)) {
      if (held === undefined) continue;
      if (((isRoot && node.mode === 'custom') || node.embeddedResource) && typeMeta.has(name)) continue;
      problems.enter(name);
      const field = node.property(name) ?? node.additional;
      const given =
        held === null && field !== undefined && field === node.additional ? nullInMap(field) : held;
      if (field === undefined) {
        if (!node.open) this.#reportUnknown(name, given, node, problems);
      } else if (given === null && isDropped(field)) {
        result = withoutField(result, name);
      } else {
        const checked = this.check(given, field, problems);
        if (checked !== held) result = { ...result, [name]: checked };
      }
      problems.leave();
    }
    for (const [name, fallback] of node.defaults) {
      if (Object.hasOwn(result, name)) continue;
      const field = node.property(name);
      result = {
        ...result,
        [name]: field === undefined ? fallback : this.check(fallback, field, problems.aside()),
      };
    }
    return result;
  }

  #checkNull(node: SchemaNode, problems: Problems): unknown {
    if (node.mode === 'builtin') return node.type === 'object' ? this.check({}, node, problems) : null;
    if (!node.nullable && node.schema['type'] !== undefined) problems.add(wrongType(null, node.type));
    else if (node.nullable && Array.isArray(node.schema['enum'])) this.#checkValue(null, node, problems);
    return null;
  }

  #checkObject(value: Fields, node: SchemaNode, problems: Problems): unknown {
    if (node.type !== 'object' && node.type !== 'any') {
      problems.add(wrongType(value, node.type));
      return value;
    }
    if (node.embeddedResource) this.#checkEmbedded(value, problems);
    const result = this.#checkFields(value, node, problems, false);
    this.#checkRequired(result, node, problems);
    this.#checkValue(result, node, problems);
    if (node.mode === 'builtin') {
      checkUnion(result, node, problems);
      checkStruct(result, node, problems);
    }
    if (node === this.#library.objectMeta) checkMetadata(result, problems);
    return result;
  }

  #checkRequired(value: Fields, node: SchemaNode, problems: Problems): void {
    for (const name of node.required) {
      if (value[name] !== undefined && (value[name] !== null || node.mode !== 'builtin')) continue;
      if (problems.hasMisspelling(name)) continue;
      problems.addAt(name, missing());
    }
    for (const name of node.requiredInside) {
      if ((value[name] !== undefined && value[name] !== null) || node.required.includes(name)) continue;
      if (problems.hasMisspelling(name)) continue;
      const inside = node.property(name)?.required ?? [];
      const allowed = inside.length === 0 ? undefined : `an object with ${inside.join(', ')}`;
      problems.addAt(name, missing(allowed));
    }
  }

  #checkList(value: readonly unknown[], node: SchemaNode, problems: Problems): unknown {
    if (node.type !== 'array' && node.type !== 'any') {
      problems.add(wrongType(value, node.type));
      return value;
    }
    const { items } = node;
    let result = value;
    if (items !== undefined) {
      for (const [index, given] of value.entries()) {
        problems.enter(index);
        const fallback =
          given === null && !items.nullable && items.mode === 'custom' ? items.schema['default'] : undefined;
        const checked = this.check(fallback ?? given, items, problems);
        if (checked !== given) result = result.with(index, checked);
        problems.leave();
      }
    }
    if (result.length > 1 || node.schema['x-kubernetes-list-type'] === 'map')
      checkUniqueness(result, node, problems);
    this.#checkValue(result, node, problems);
    return result;
  }

  #checkValue(value: unknown, node: SchemaNode, problems: Problems): void {
    const complaint = checkLimits(value, node);
    const isUnread = node.mode === 'builtin' && problems.isUnread();
    if (complaint !== undefined) problems.add(isUnread ? { ...complaint, severity: 'warning' } : complaint);
    if (node.mode === 'builtin') return;
    checkConditions(value, node, problems, (branch) => {
      const aside = problems.aside();
      this.check(value, branch, aside);
      return aside.found;
    });
  }

  #checkEmbedded(value: Fields, problems: Problems): void {
    for (const name of ['apiVersion', 'kind']) {
      if (value[name] === undefined) problems.addAt(name, missing());
      else if (typeof value[name] !== 'string') problems.addAt(name, wrongType(value[name], 'string'));
    }
    if (value['metadata'] === undefined || value['metadata'] === null) return;
    problems.enter('metadata');
    this.check(value['metadata'], this.#library.objectMeta, problems);
    problems.leave();
  }

  #reportUnknown(name: string, value: unknown, node: SchemaNode, problems: Problems): void {
    const names = node.propertyNames;
    const shown = names.slice(0, mostNamesShown).join(', ');
    const rest = names.length - mostNamesShown;
    problems.add({
      rule: 'unknown-field',
      message: `unknown field ${name}`,
      value,
      allowed: names.length === 0 ? 'no fields' : rest > 0 ? `${shown} and ${rest} more` : shown,
      next: suggest(name, names, 'remove it, or move it to where it belongs'),
    });
  }
}

/** Go keeps the key, with the empty text. */
function nullInMap(values: SchemaNode): '' | null {
  return values.mode === 'builtin' && values.type === 'string' ? '' : null;
}

/** A null that stands for no value at all. */
function isDropped(field: SchemaNode): boolean {
  if (field.mode === 'builtin') return true;
  return field.mode === 'custom' && !field.nullable;
}

function withoutField(fields: Fields, name: string): Fields {
  const { [name]: _, ...rest } = fields;
  return rest;
}
