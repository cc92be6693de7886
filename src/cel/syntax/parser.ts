import type { Call, Expression, ListElement, MapEntry } from './expression.ts';
import { type Token, tokenize } from './lexer.ts';
import { literalValue } from './literal.ts';
import { expandMacro, type MacroOptions } from './macros.ts';
import { SyntaxMistake } from './source.ts';

/** Names that are no identifiers, though they may be fields. */
const reserved = new Set(
  'as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const relations = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const sums = new Set(['+', '-']);
const products = new Set(['*', '/', '%']);

/** How deep expressions nest, and how long chains of operators or selections are, at most. */
const maxDepth = 250;
const maxCodePoints = 100_000;

/**
 * Parses CEL with optional syntax (`a.?b`, `a[?0]`, `[?x]`, `{?k: v}`) and expands macros.
 *
 * @throws SyntaxMistake at the first mistake.
 */
export function parse(expression: string, options: MacroOptions): Expression {
  if (expression.length > maxCodePoints && [...expression].length > maxCodePoints) {
    const size = [...expression].length;
    throw new SyntaxMistake(
      `expression code point size exceeds limit: size: ${size}, limit ${maxCodePoints}`,
      0,
    );
  }
  return new Parser(expression, options).parse();
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #options: MacroOptions;
  #next = 0;
  #depth = 0;

  constructor(expression: string, options: MacroOptions) {
    this.#tokens = tokenize(expression);
    this.#options = options;
  }

  parse(): Expression {
    const expression = this.#expression();
    if (this.#token.kind !== 'end') this.#unexpected();
    return expression;
  }

  get #token(): Token {
    return this.#tokens[this.#next] as Token;
  }

  #advance(): Token {
    const token = this.#token;
    this.#next += 1;
    return token;
  }

  #is(text: string): boolean {
    const { kind } = this.#token;
    return (kind === 'operator' || kind === 'keyword') && this.#token.text === text;
  }

  #take(text: string): Token | undefined {
    return this.#is(text) ? this.#advance() : undefined;
  }

  #expect(text: string): Token {
    return this.#take(text) ?? this.#unexpected(`'${text}'`);
  }

  #unexpected(wanted?: string): never {
    const { kind, text, offset } = this.#token;
    const found = kind === 'end' ? 'the end' : `'${text}'`;
    const expected = wanted === undefined ? '' : `, expected ${wanted}`;
    throw new SyntaxMistake(`Syntax error: unexpected ${found}${expected}`, offset);
  }

  #checkLength(length: number): void {
    if (length < maxDepth) return;
    throw new SyntaxMistake(`expression recursion limit exceeded: ${maxDepth}`, 0);
  }

  #expression(): Expression {
    this.#depth += 1;
    this.#checkLength(this.#depth - 1);
    const condition = this.#or();
    const operator = this.#take('?');
    let result = condition;
    if (operator !== undefined) {
      const then = this.#or();
      this.#expect(':');
      result = call('_?_:_', operator, condition, then, this.#expression());
    }
    this.#depth -= 1;
    return result;
  }

  #or(): Expression {
    return this.#logical('||', '_||_', () => this.#and());
  }

  #and(): Expression {
    return this.#logical('&&', '_&&_', () => this.#relation());
  }

  /** Chains become one node: nothing tells them from nested ones. */
  #logical(symbol: string, name: string, operand: () => Expression): Expression {
    const terms = [operand()];
    const first = this.#token;
    while (this.#take(symbol)) terms.push(operand());
    return terms.length === 1 ? (terms[0] as Expression) : call(name, first, ...terms);
  }

  #relation(): Expression {
    return this.#chain(relations, () => this.#sum());
  }

  #sum(): Expression {
    return this.#chain(sums, () => this.#product());
  }

  #product(): Expression {
    return this.#chain(products, () => this.#unary());
  }

  /** Operators of one precedence, from the left. */
  #chain(symbols: ReadonlySet<string>, operand: () => Expression): Expression {
    let left = operand();
    for (let length = 1; this.#isOneOf(symbols); length += 1) {
      this.#checkLength(length);
      const operator = this.#advance();
      left = call(operator.text === 'in' ? '@in' : `_${operator.text}_`, operator, left, operand());
    }
    return left;
  }

  #isOneOf(symbols: ReadonlySet<string>): boolean {
    return [...symbols].some((symbol) => this.#is(symbol));
  }

  #unary(): Expression {
    for (const symbol of ['!', '-']) {
      const first = this.#token;
      let count = 0;
      while (this.#is(symbol) && !(count === 0 && this.#atNegativeLiteral())) {
        this.#advance();
        count += 1;
      }
      if (count > 0) {
        const operand = this.#member();
        return count % 2 === 0 ? operand : call(symbol === '!' ? '!_' : '-_', first, operand);
      }
    }
    return this.#member();
  }

  #atNegativeLiteral(): boolean {
    const kind = this.#tokens[this.#next + 1]?.kind;
    return this.#is('-') && (kind === 'int' || kind === 'double');
  }

  #member(): Expression {
    let operand = this.#primary();
    for (let length = 1; ; length += 1) {
      this.#checkLength(length);
      if (this.#is('.')) operand = this.#selection(operand);
      else if (this.#is('[')) operand = this.#index(operand);
      else return operand;
    }
  }

  #selection(operand: Expression): Expression {
    const dot = this.#expect('.');
    const optional = this.#take('?') !== undefined;
    const name = this.#identifier();
    if (optional) {
      const field: Expression = { kind: 'literal', offset: name.offset, value: name.text };
      return call('_?._', dot, operand, field);
    }
    if (!this.#is('(')) {
      return { kind: 'select', offset: dot.offset, operand, field: name.text, test: false };
    }
    const open = this.#advance();
    return this.#callOrMacro(open, name.text, this.#expressions(')'), operand);
  }

  #index(operand: Expression): Expression {
    const open = this.#expect('[');
    const name = this.#take('?') ? '_[?_]' : '_[_]';
    const index = this.#expression();
    this.#expect(']');
    return call(name, open, operand, index);
  }

  #identifier(): Token {
    return this.#token.kind === 'identifier' ? this.#advance() : this.#unexpected('a name');
  }

  #expressions(close: string): Expression[] {
    const found: Expression[] = [];
    while (!this.#is(close)) {
      found.push(this.#expression());
      if (!this.#take(',')) break;
      if (this.#is(close)) this.#unexpected('an expression');
    }
    this.#expect(close);
    return found;
  }

  #primary(): Expression {
    const token = this.#token;
    switch (token.kind) {
      case 'int':
      case 'uint':
      case 'double':
      case 'string':
      case 'bytes':
        this.#advance();
        return { kind: 'literal', offset: token.offset, value: literalValue(token, false) };
      case 'identifier':
        return this.#named('');
      case 'keyword':
        return this.#keyword();
      case 'operator':
        return this.#punctuated();
      default:
        return this.#unexpected('an expression');
    }
  }

  #keyword(): Expression {
    const { text, offset } = this.#token;
    if (text === 'in') this.#unexpected('an expression');
    this.#advance();
    return { kind: 'literal', offset, value: text === 'null' ? null : text === 'true' };
  }

  #punctuated(): Expression {
    const { offset } = this.#token;
    if (this.#atNegativeLiteral()) {
      this.#advance();
      return { kind: 'literal', offset, value: literalValue(this.#advance(), true) };
    }
    if (this.#take('.')) return this.#named('.');
    if (this.#take('(')) {
      const inner = this.#expression();
      this.#expect(')');
      return inner;
    }
    if (this.#take('[')) return { kind: 'list', offset, elements: this.#elements() };
    if (this.#take('{')) return { kind: 'map', offset, entries: this.#entries() };
    return this.#unexpected('an expression');
  }

  #named(dot: string): Expression {
    const token = this.#identifier();
    const message = this.#messageName(dot, token);
    if (message !== undefined) return message;
    if (reserved.has(token.text)) {
      throw new SyntaxMistake(`reserved identifier: ${token.text}`, token.offset);
    }
    const open = this.#take('(');
    if (open === undefined) return { kind: 'identifier', offset: token.offset, name: dot + token.text };
    return this.#callOrMacro(open, dot + token.text, this.#expressions(')'));
  }

  /** `a.b.C{` begins the construction of a message; its fields are read and not kept. */
  #messageName(dot: string, first: Token): Expression | undefined {
    let ahead = this.#next;
    let typeName = dot + first.text;
    while (this.#tokens[ahead]?.text === '.' && this.#tokens[ahead + 1]?.kind === 'identifier') {
      typeName += `.${this.#tokens[ahead + 1]?.text}`;
      ahead += 2;
    }
    const brace = this.#tokens[ahead];
    if (brace?.text !== '{' || brace.kind !== 'operator') return undefined;
    this.#next = ahead + 1;
    while (!this.#is('}')) {
      this.#take('?');
      this.#identifier();
      this.#expect(':');
      this.#expression();
      if (!this.#take(',')) break;
    }
    this.#expect('}');
    return { kind: 'message', offset: brace.offset, typeName };
  }

  #elements(): ListElement[] {
    const elements: ListElement[] = [];
    while (!this.#is(']')) {
      const optional = this.#take('?') !== undefined;
      elements.push({ value: this.#expression(), optional });
      if (!this.#take(',')) break;
    }
    this.#expect(']');
    return elements;
  }

  #entries(): MapEntry[] {
    const entries: MapEntry[] = [];
    while (!this.#is('}')) {
      const optional = this.#take('?') !== undefined;
      const key = this.#expression();
      this.#expect(':');
      entries.push({ key, value: this.#expression(), optional });
      if (!this.#take(',')) break;
    }
    this.#expect('}');
    return entries;
  }

  #callOrMacro(open: Token, name: string, args: readonly Expression[], target?: Expression): Expression {
    const plain: Call = {
      kind: 'call',
      offset: open.offset,
      name,
      ...(target && { target }),
      arguments: args,
    };
    return expandMacro(plain, this.#options) ?? plain;
  }
}

function call(name: string, { offset }: Token, ...args: readonly Expression[]): Call {
  return { kind: 'call', offset, name, arguments: args };
}
