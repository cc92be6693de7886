import type { Literal } from '../value/value.ts';

/** Where a node begins, in UTF-16 units from the beginning of the expression; -1 for what macros make up. */
interface Node {
  readonly offset: number;
}

export interface LiteralExpression extends Node {
  readonly kind: 'literal';
  readonly value: Literal;
}

export interface Identifier extends Node {
  readonly kind: 'identifier';
  readonly name: string;
}

export interface Select extends Node {
  readonly kind: 'select';
  readonly operand: Expression;
  readonly field: string;
  /** `has(operand.field)`: asks whether the field is there. */
  readonly test: boolean;
}

/** A function or operator; operators have names such as `_+_`. */
export interface Call extends Node {
  readonly kind: 'call';
  readonly name: string;
  readonly target?: Expression;
  readonly arguments: readonly Expression[];
}

export interface ListElement {
  readonly value: Expression;
  /** `[?value]`: left out when the optional is empty. */
  readonly optional: boolean;
}

export interface ListExpression extends Node {
  readonly kind: 'list';
  readonly elements: readonly ListElement[];
}

export interface MapEntry {
  readonly key: Expression;
  readonly value: Expression;
  readonly optional: boolean;
}

export interface MapExpression extends Node {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
}

/** `google.protobuf.Duration{…}`: construction of a message. */
export interface Message extends Node {
  readonly kind: 'message';
  readonly typeName: string;
}

/** What the macros `all`, `map` and so on become: a fold over a list or map. */
export interface Comprehension extends Node {
  readonly kind: 'comprehension';
  readonly range: Expression;
  readonly variable: string;
  /** Two-variable form: `variable` is then index or key, this the element or value. */
  readonly secondVariable?: string;
  readonly accumulator: string;
  readonly initial: Expression;
  /** The fold goes on while this holds. */
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}

export type Expression =
  | Call
  | Comprehension
  | Identifier
  | ListExpression
  | LiteralExpression
  | MapExpression
  | Message
  | Select;

/** `a.b.c` of plain selections; `undefined` for anything else. */
export function qualifiedName(expression: Expression): string | undefined {
  if (expression.kind === 'identifier') return expression.name;
  if (expression.kind !== 'select' || expression.test) return undefined;
  const prefix = qualifiedName(expression.operand);
  return prefix === undefined ? undefined : `${prefix}.${expression.field}`;
}

/** The expressions directly below, in the order in which they are written or expanded. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'identifier':
    case 'literal':
    case 'message':
      return [];
    case 'select':
      return [expression.operand];
    case 'call':
      return expression.target === undefined
        ? expression.arguments
        : [expression.target, ...expression.arguments];
    case 'list':
      return expression.elements.map(({ value }) => value);
    case 'map':
      return expression.entries.flatMap(({ key, value }) => [key, value]);
    case 'comprehension':
      return [expression.range, expression.initial, expression.condition, expression.step, expression.result];
  }
}
