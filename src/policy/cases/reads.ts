import { type Comprehension, childrenOf, type Expression } from '../../cel/syntax/expression.ts';
import { parse } from '../../cel/syntax/parser.ts';
import type { Policy } from '../policies.ts';

/** Any key of a map, or index of a list. */
export const any: unique symbol = Symbol('any');

/** Where an expression reads, from a variable down: `object`, `spec`, `containers`, any, `image`. */
export type Pattern = readonly (string | typeof any)[];

/** Every place in `object` and `oldObject` that a policy's expressions may read, and perhaps a few that they do not. */
export function patternsOf({ matchConditions, variables, validations, auditAnnotations }: Policy): Pattern[] {
  const reader = new Reader();
  for (const { expression } of matchConditions) reader.read(expression);
  for (const { name, expression } of variables) reader.define(name, expression);
  for (const { expression, messageExpression } of validations)
    for (const text of [expression, messageExpression]) if (text) reader.read(text);
  for (const { valueExpression } of auditAnnotations) reader.read(valueExpression);
  return [...reader.found.values()];
}

/** What a value may have been read from, and what the elements of a list that was made may have been. */
interface Origin {
  readonly self: readonly Pattern[];
  readonly elements: readonly Pattern[];
}

const nowhere: Origin = { self: [], elements: [] };

/** Follows values through an expression, without a value. */
class Reader {
  readonly found = new Map<string, Pattern>();
  readonly #variables = new Map<string, Origin>();
  readonly #scopes: Map<string, Origin>[] = [
    new Map(['object', 'oldObject'].map((name) => [name, { self: [[name]], elements: [] }])),
  ];

  read(text: string): Origin {
    return this.#origin(parse(text, { sortBy: true }));
  }

  define(name: string, text: string): void {
    this.#variables.set(name, this.read(text));
  }

  #origin(expression: Expression): Origin {
    switch (expression.kind) {
      case 'identifier':
        return this.#scopes.findLast((scope) => scope.has(expression.name))?.get(expression.name) ?? nowhere;
      case 'select':
        if (expression.operand.kind === 'identifier' && expression.operand.name === 'variables')
          return this.#variables.get(expression.field) ?? nowhere;
        return this.#below(this.#origin(expression.operand), expression.field);
      case 'list':
      case 'map': {
        const parts = union(childrenOf(expression).map((child) => this.#origin(child)));
        return { self: [], elements: [...parts.self, ...parts.elements] };
      }
      case 'comprehension':
        return this.#fold(expression);
      case 'call': {
        const args = childrenOf(expression);
        const origins = args.map((argument) => this.#origin(argument));
        const [first = nowhere, second = nowhere] = origins;
        if (['_?._', '_[_]', '_[?_]'].includes(expression.name)) return this.#below(first, keyOf(args[1]));
        if (expression.name === '@in') this.#below(second, keyOf(args[0]));
        if (expression.name === '_?_:_') return union(origins.slice(1));
        return isOperator(expression.name) && expression.name !== '_+_' ? nowhere : union(origins);
      }
      case 'literal':
      case 'message':
        return nowhere;
    }
  }

  #fold({ range, variable, secondVariable, accumulator, initial, ...rest }: Comprehension): Origin {
    const element = this.#below(this.#origin(range), any);
    const scope = new Map([[variable, element]]);
    if (secondVariable !== undefined) scope.set(secondVariable, element);
    let folded = this.#origin(initial);
    this.#scopes.push(scope);
    // A step sees what the one before it came to.
    for (let turn = 0; turn < 2; turn += 1) {
      scope.set(accumulator, folded);
      this.#origin(rest.condition);
      folded = union([folded, this.#origin(rest.step)]);
    }
    scope.set(accumulator, folded);
    const result = this.#origin(rest.result);
    this.#scopes.pop();
    return result;
  }

  #below({ self, elements }: Origin, key: string | typeof any): Origin {
    const below = self.map((pattern): Pattern => [...pattern, key]);
    for (const pattern of below) this.found.set(pattern.map(String).join('\n'), pattern);
    return { self: [...below, ...elements], elements };
  }
}

/** Of operators, only a sum of lists has elements that were read. */
function isOperator(name: string): boolean {
  return /^[@_!-]/.test(name);
}

function keyOf(expression: Expression | undefined): string | typeof any {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : any;
}

function union(origins: readonly Origin[]): Origin {
  return {
    self: distinct(origins.flatMap(({ self }) => self)),
    elements: distinct(origins.flatMap(({ elements }) => elements)),
  };
}

function distinct(patterns: readonly Pattern[]): Pattern[] {
  return [...new Map(patterns.map((pattern) => [pattern.map(String).join('\n'), pattern])).values()];
}
