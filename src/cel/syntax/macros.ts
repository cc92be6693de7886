import type { Call, Comprehension, Expression } from './expression.ts';
import { SyntaxMistake } from './source.ts';

/** Macros differ between environments. */
export interface MacroOptions {
  /** `list.sortBy(x, key)`, of the list library that Kubernetes 1.34 brought. */
  readonly sortBy: boolean;
}

type Expand = (call: Call & { readonly target: Expression }) => Expression;

/** The name of every fold's running value; no identifier can be spelt like it. */
const accumulator = '@result';

const oneVariable: Readonly<Record<string, Expand>> = {
  'all/2': (call) => all(call, nameAt(call, 0, 'argument must be a simple name')),
  'exists/2': (call) => exists(call, nameAt(call, 0, 'argument must be a simple name')),
  'exists_one/2': (call) => existsOne(call, nameAt(call, 0, 'argument must be a simple name')),
  'existsOne/2': (call) => existsOne(call, nameAt(call, 0, 'argument must be a simple name')),
  'map/2': (call) => map(call, nameAt(call, 0, 'argument is not an identifier')),
  'map/3': (call) => map(call, nameAt(call, 0, 'argument is not an identifier'), argument(call, 1)),
  'filter/2': (call) => {
    const variables = nameAt(call, 0, 'argument is not an identifier');
    return collect(call, variables, argument(call, 0), argument(call, 1));
  },
  'optMap/2': (call) => optionalMap(call, 'optMap', (value) => make(call, 'optional.of', value)),
  'optFlatMap/2': (call) => optionalMap(call, 'optFlatMap', (value) => value),
};

const twoVariables: Readonly<Record<string, Expand>> = {
  'all/3': (call) => all(call, twoNames(call)),
  'exists/3': (call) => exists(call, twoNames(call)),
  'exists_one/3': (call) => existsOne(call, twoNames(call)),
  'existsOne/3': (call) => existsOne(call, twoNames(call)),
  'transformList/3': (call) => map(call, twoNames(call)),
  'transformList/4': (call) => map(call, twoNames(call), argument(call, 2)),
  'transformMap/3': (call) => transformMap(call, twoNames(call), true),
  'transformMap/4': (call) => transformMap(call, twoNames(call), true, argument(call, 2)),
  'transformMapEntry/3': (call) => transformMap(call, twoNames(call), false),
  'transformMapEntry/4': (call) => transformMap(call, twoNames(call), false, argument(call, 2)),
};

/** What a call stands for if it is a macro's; `undefined` if it is a plain call. */
export function expandMacro(call: Call, { sortBy }: MacroOptions): Expression | undefined {
  const key = `${call.name}/${call.arguments.length}`;
  const { target } = call;
  if (target === undefined) return key === 'has/1' ? has(call) : undefined;
  if (key === 'sortBy/2' && sortBy) return sortedBy({ ...call, target });
  const expand = Object.hasOwn(oneVariable, key)
    ? oneVariable[key]
    : Object.hasOwn(twoVariables, key)
      ? twoVariables[key]
      : undefined;
  return expand?.({ ...call, target });
}

type Targeted = Parameters<Expand>[0];

interface Variables {
  readonly variable: string;
  readonly secondVariable?: string;
}

function argument(call: Call, index: number): Expression {
  return call.arguments[index] as Expression;
}

function lastArgument(call: Call): Expression {
  return call.arguments.at(-1) as Expression;
}

function nameAt(call: Call, index: number, complaint: string): Variables {
  const expression = argument(call, index);
  if (expression.kind !== 'identifier') throw new SyntaxMistake(complaint, expression.offset);
  if (expression.name === '__result__') {
    throw new SyntaxMistake('iteration variable overwrites accumulator variable', expression.offset);
  }
  return { variable: expression.name };
}

function twoNames(call: Call): Variables {
  const { variable } = nameAt(call, 0, 'argument must be a simple name');
  const { variable: secondVariable } = nameAt(call, 1, 'argument must be a simple name');
  if (variable === secondVariable) {
    throw new SyntaxMistake(`duplicate variable name: ${variable}`, argument(call, 1).offset);
  }
  return { variable, secondVariable };
}

function make(call: Call, name: string, ...args: readonly Expression[]): Call {
  return { kind: 'call', offset: call.offset, name, arguments: args };
}

function makeOn(target: Expression, call: Call, name: string, ...args: readonly Expression[]): Call {
  return { ...make(call, name, ...args), target };
}

function literal({ offset }: Call, value: boolean | bigint): Expression {
  return { kind: 'literal', offset, value };
}

function identifier({ offset }: Call, name: string): Expression {
  return { kind: 'identifier', offset, name };
}

function list({ offset }: Call, ...elements: readonly Expression[]): Expression {
  return { kind: 'list', offset, elements: elements.map((value) => ({ value, optional: false })) };
}

function fold(
  call: Targeted,
  variables: Variables,
  parts: Pick<Comprehension, 'initial' | 'condition' | 'step'> & { readonly result?: Expression },
): Expression {
  const { offset, target: range } = call;
  const result = parts.result ?? identifier(call, accumulator);
  return { kind: 'comprehension', offset, range, ...variables, accumulator, ...parts, result };
}

function all(call: Targeted, variables: Variables): Expression {
  const sum = identifier(call, accumulator);
  return fold(call, variables, {
    initial: literal(call, true),
    condition: make(call, '@not_strictly_false', sum),
    step: make(call, '_&&_', identifier(call, accumulator), lastArgument(call)),
  });
}

function exists(call: Targeted, variables: Variables): Expression {
  const none = make(call, '!_', identifier(call, accumulator));
  return fold(call, variables, {
    initial: literal(call, false),
    condition: make(call, '@not_strictly_false', none),
    step: make(call, '_||_', identifier(call, accumulator), lastArgument(call)),
  });
}

function existsOne(call: Targeted, variables: Variables): Expression {
  const oneMore = make(call, '_+_', identifier(call, accumulator), literal(call, 1n));
  return fold(call, variables, {
    initial: literal(call, 0n),
    condition: literal(call, true),
    step: make(call, '_?_:_', lastArgument(call), oneMore, identifier(call, accumulator)),
    result: make(call, '_==_', identifier(call, accumulator), literal(call, 1n)),
  });
}

function map(call: Targeted, variables: Variables, filter?: Expression): Expression {
  return collect(call, variables, lastArgument(call), filter);
}

function collect(call: Targeted, variables: Variables, element: Expression, filter?: Expression): Expression {
  const step = make(call, '_+_', identifier(call, accumulator), list(call, element));
  return fold(call, variables, {
    initial: list(call),
    condition: literal(call, true),
    step: filtered(call, step, filter),
  });
}

function filtered(call: Call, step: Expression, filter: Expression | undefined): Expression {
  if (filter === undefined) return step;
  return make(call, '_?_:_', filter, step, identifier(call, accumulator));
}

function transformMap(call: Targeted, variables: Variables, keyed: boolean, filter?: Expression): Expression {
  const sum = identifier(call, accumulator);
  const key = keyed ? [identifier(call, variables.variable)] : [];
  const step = make(call, 'cel.@mapInsert', sum, ...key, lastArgument(call));
  return fold(call, variables, {
    initial: { kind: 'map', offset: call.offset, entries: [] },
    condition: literal(call, true),
    step: filtered(call, step, filter),
  });
}

function has(call: Call): Expression {
  const operand = argument(call, 0);
  if (operand.kind !== 'select') {
    throw new SyntaxMistake('invalid argument to has() macro', operand.offset);
  }
  return { ...operand, offset: call.offset, test: true };
}

/** A fold over nothing whose initial value is bound to a name: `let name = value in result`. */
function bind(call: Call, name: string, value: Expression, result: Expression): Expression {
  return {
    kind: 'comprehension',
    offset: call.offset,
    range: list(call),
    variable: '#unused',
    accumulator: name,
    initial: value,
    condition: literal(call, false),
    step: identifier(call, name),
    result,
  };
}

function optionalMap(call: Targeted, name: string, wrap: (value: Expression) => Expression): Expression {
  const variable = argument(call, 0);
  if (variable.kind !== 'identifier') {
    throw new SyntaxMistake(`${name}() variable name must be a simple identifier`, variable.offset);
  }
  const value = makeOn(call.target, call, 'value');
  return make(
    call,
    '_?_:_',
    makeOn(call.target, call, 'hasValue'),
    wrap(bind(call, variable.name, value, argument(call, 1))),
    make(call, 'optional.none'),
  );
}

function sortedBy(call: Targeted): Expression {
  if (call.target.kind === 'literal' || call.target.kind === 'map') {
    const complaint =
      'sortBy can only be applied to a list, identifier, comprehension, call or select expression';
    throw new SyntaxMistake(complaint, call.target.offset);
  }
  const input = identifier(call, '@__sortBy_input__');
  const keys = map({ ...call, target: input }, nameAt(call, 0, 'argument is not an identifier'));
  const sorted = makeOn(input, call, '@sortByAssociatedKeys', keys);
  return bind(call, '@__sortBy_input__', call.target, sorted);
}
