import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Expression,
  type ObjectExpression,
  type ObjectProperty,
  type Program,
  parseSync,
} from 'oxc-parser';
import type { Path } from '../manifest/path.ts';
import { lineAndColumn } from '../manifest/positions.ts';
import type { Location } from '../report/finding.ts';

/**
 * Position of a value in an app's definition: the literal at `path` inside the object that `export default
 * defineApp({…})` is given, or its nearest ancestor that is written out there (a value may be computed or spread in).
 * Parses the file each time: positions are only asked for when there is something to tell.
 *
 * @param file relative to `root`; the returned location names it likewise.
 */
export function locateInApp(root: string, file: string, path: Path): Location {
  const text = readFileSync(join(root, file), 'utf8');
  const definition = definitionIn(parseSync(file, text).program);
  if (!definition) return { file };
  return { file, ...lineAndColumn(text, nearestLiteral(definition, path).start) };
}

/** The first place where the file is no TypeScript, and why; `undefined` when it parses. */
export function syntaxErrorIn(
  root: string,
  file: string,
): { message: string; location: Location } | undefined {
  const text = readFileSync(join(root, file), 'utf8');
  const [error] = parseSync(file, text).errors;
  if (!error) return undefined;
  const [label] = error.labels;
  const position = label && lineAndColumn(text, label.start);
  return { message: `SyntaxError: ${error.message}`, location: { file, ...position } };
}

/** The object literal in `export default defineApp({…})`, also when it goes through a constant. */
function definitionIn(program: Program): ObjectExpression | undefined {
  for (const statement of program.body) {
    if (statement.type !== 'ExportDefaultDeclaration') continue;
    const exported = withoutTypes(resolve(statement.declaration as Expression, program));
    const [argument] = exported.type === 'CallExpression' ? exported.arguments : [exported];
    const value = argument && withoutTypes(resolve(argument as Expression, program));
    return value?.type === 'ObjectExpression' ? value : undefined;
  }
  return undefined;
}

function resolve(expression: Expression, program: Program): Expression {
  if (expression.type !== 'Identifier') return expression;
  for (const statement of program.body) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type === 'Identifier' && id.name === expression.name && init) return init;
    }
  }
  return expression;
}

/** `x as T` and `x satisfies T` → `x`. */
function withoutTypes(expression: Expression): Expression {
  const wraps = expression.type === 'TSAsExpression' || expression.type === 'TSSatisfiesExpression';
  return wraps ? withoutTypes(expression.expression) : expression;
}

function nearestLiteral(definition: ObjectExpression, path: Path): { readonly start: number } {
  let found: { readonly start: number } = definition;
  let current: Expression = definition;
  for (const step of path) {
    const child = childAt(current, step);
    if (!child) break;
    found = child.position;
    current = withoutTypes(child.value);
  }
  return found;
}

function childAt(
  expression: Expression,
  step: string | number,
): { readonly position: { readonly start: number }; readonly value: Expression } | undefined {
  if (expression.type === 'ArrayExpression' && typeof step === 'number') {
    const element = expression.elements[step];
    const isSpread = expression.elements.slice(0, step + 1).some((each) => each?.type === 'SpreadElement');
    return element && !isSpread ? { position: element, value: element as Expression } : undefined;
  }
  if (expression.type !== 'ObjectExpression') return undefined;
  const property = expression.properties.findLast(
    (each): each is ObjectProperty => each.type === 'Property' && nameOf(each) === step,
  );
  return property && { position: property.value, value: property.value };
}

function nameOf({ key, computed }: ObjectProperty): string | undefined {
  if (key.type === 'Literal') return String(key.value);
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}
