/** What the API server refuses beyond types: literals that cannot be what they are used as, lists of mixed types. */
import { interpolate, wrongType } from '../library/format.ts';
import { compilePattern } from '../library/regex.ts';
import {
  type Call,
  childrenOf,
  type Expression,
  type ListExpression,
  type MapExpression,
} from '../syntax/expression.ts';
import type { Mistake } from '../syntax/source.ts';
import { formatType, isEquivalentType, parameterOf, type Type } from '../type.ts';
import { CelError, isError } from '../value/value.ts';
import type { Checked } from './checker.ts';

/** Of an expression whose types are right. */
export function validate(expression: Expression, checked: Checked): Mistake[] {
  const validator = new Validator(checked);
  validator.visit(expression, false);
  return validator.mistakes;
}

class Validator {
  readonly mistakes: Mistake[] = [];
  readonly #checked: Checked;

  constructor(checked: Checked) {
    this.#checked = checked;
  }

  /** @param mixed Whether lists and maps may mix types: they may as arguments of `format`. */
  visit(expression: Expression, mixed: boolean): void {
    if (expression.kind === 'call') this.#call(expression);
    if (expression.kind === 'list' && !mixed) this.#list(expression);
    if (expression.kind === 'map' && !mixed) this.#map(expression);
    const inFormat = expression.kind === 'call' && expression.name === 'format';
    for (const child of childrenOf(expression)) this.visit(child, mixed || inFormat);
  }

  #report({ offset }: Expression, message: string): void {
    this.mistakes.push({ message, offset });
  }

  #call(call: Call): void {
    const [first] = call.arguments;
    if (call.name === 'format') this.#format(call);
    if (first?.kind !== 'literal') return;
    const { value } = first;
    if (call.name === 'matches' && typeof value === 'string' && isError(compilePattern(value))) {
      this.#report(first, 'invalid matches argument');
    }
    if (call.name === 'duration' || call.name === 'timestamp') {
      const overload = this.#checked.calls.get(call)?.overload;
      const converted = overload?.call?.(value);
      if (converted !== undefined && isError(converted)) this.#report(first, `invalid ${call.name} argument`);
    }
  }

  #typeOf(expression: Expression, optional: boolean): Type {
    const type = this.#checked.types.get(expression) as Type;
    return optional ? parameterOf(type) : type;
  }

  /** The API server's own validator panics at optional elements of an unknown type, and refuses the policy so. */
  #mustBeOptional(expression: Expression): void {
    const type = this.#typeOf(expression, false);
    if (type.parameters.length > 0) return;
    this.#report(
      expression,
      `an optional element must be known to be an optional, found '${formatType(type)}'`,
    );
  }

  #mismatch(expression: Expression, expected: Type, found: Type): void {
    this.#report(expression, `expected type '${formatType(expected)}' but found '${formatType(found)}'`);
  }

  #list({ elements }: ListExpression): void {
    const [first] = elements;
    if (first === undefined) return;
    for (const { value, optional } of elements) if (optional) this.#mustBeOptional(value);
    const expected = this.#typeOf(first.value, first.optional);
    for (const { value, optional } of elements) {
      const type = this.#typeOf(value, optional);
      if (isEquivalentType(expected, type)) continue;
      this.#mismatch(value, expected, type);
      return;
    }
  }

  #map({ entries }: MapExpression): void {
    const [first] = entries;
    if (first === undefined) return;
    for (const { value, optional } of entries) if (optional) this.#mustBeOptional(value);
    const [keyType, valueType] = [this.#typeOf(first.key, false), this.#typeOf(first.value, first.optional)];
    for (const { key, value, optional } of entries) {
      const [ownKeyType, ownValueType] = [this.#typeOf(key, false), this.#typeOf(value, optional)];
      if (!isEquivalentType(keyType, ownKeyType)) this.#mismatch(key, keyType, ownKeyType);
      if (!isEquivalentType(valueType, ownValueType)) this.#mismatch(value, valueType, ownValueType);
    }
  }

  #format(call: Call): void {
    const [list] = call.arguments;
    const { target } = call;
    if (target?.kind !== 'literal' || typeof target.value !== 'string' || list?.kind !== 'list') return;
    let used = 0;
    let culprit: Expression = call;
    const outcome = interpolate(target.value, list.elements.length, ({ letter }, index) => {
      used = index + 1;
      const argument = list.elements[index]?.value as Expression;
      const refused = letter === 's' ? this.#unprintable(argument) : this.#refusedBy(letter, argument);
      if (refused === undefined) return '';
      culprit = refused;
      const typeName = this.#typeOf(refused, false).name;
      return new CelError(`error during formatting: ${wrongType(letter, typeName)}`);
    });
    if (outcome instanceof CelError) this.#report(culprit, outcome.message);
    else if (list.elements.length > used) {
      const counts = `(expected ${used}, got ${list.elements.length})`;
      this.#report(call, `too many arguments supplied to string.format ${counts}`);
    }
  }

  #refusedBy(letter: string, argument: Expression): Expression | undefined {
    const { kind } = this.#typeOf(argument, false);
    return kind === 'dyn' || takenBy[letter]?.includes(kind) === true ? undefined : argument;
  }

  /** The first part of an argument that `%s` cannot show. */
  #unprintable(argument: Expression): Expression | undefined {
    const { kind } = this.#typeOf(argument, false);
    if (kind !== 'dyn' && !printable.has(kind)) return argument;
    if (argument.kind !== 'list' && argument.kind !== 'map') return undefined;
    for (const child of childrenOf(argument)) {
      const refused = this.#unprintable(child);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }
}

const takenBy: Readonly<Record<string, readonly Type['kind'][]>> = {
  b: ['int', 'uint', 'bool'],
  d: ['int', 'uint'],
  e: ['double', 'string'],
  f: ['double', 'string'],
  o: ['int', 'uint'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
};

const printable = new Set<Type['kind']>([
  'bool',
  'bytes',
  'double',
  'duration',
  'int',
  'list',
  'map',
  'null',
  'string',
  'timestamp',
  'type',
  'uint',
]);
