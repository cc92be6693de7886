import { codePoints } from '../value/text.ts';

/** A mistake in an expression: what a policy's author must mend. */
export interface CompileError {
  /** As the API server words it, e.g. `undeclared reference to 'x' (in container '')`; syntax errors are worded here. */
  readonly message: string;
  /** Where, from 1; lines and columns of the expression, columns in code points. */
  readonly line: number;
  readonly column: number;
}

/** An error that still has its place as an offset in UTF-16 units. */
export interface Mistake {
  readonly message: string;
  readonly offset: number;
}

/** Turns offsets into lines and columns; at most 100, in the order in which they stand in the text. */
export function locate(expression: string, mistakes: readonly Mistake[]): CompileError[] {
  const located = mistakes.slice(0, 100).map(({ message, offset }) => {
    const before = expression.slice(0, Math.max(offset, 0));
    const lineStart = before.lastIndexOf('\n') + 1;
    const line = before.split('\n').length;
    return { message, line, column: codePoints(before.slice(lineStart)) + 1 };
  });
  return located.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** As the API server shows errors: each with the line it is on and a caret below it. */
export function showErrors(expression: string, errors: readonly CompileError[]): string {
  const lines = expression.split('\n');
  return errors
    .map(({ message, line, column }) => {
      const text = (lines[line - 1] ?? '').replaceAll('\t', ' ');
      const characters = [...text];
      const marks = characters.slice(0, column - 1).map((each) => (isWide(each) ? '．' : '.'));
      const caret = isWide(characters[column - 1] ?? ' ') ? '＾' : '^';
      return `ERROR: <input>:${line}:${column}: ${message}\n | ${text}\n | ${marks.join('')}${caret}`;
    })
    .join('\n');
}

function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) > 0x7f;
}

/** Stops parsing at the first mistake. */
export class SyntaxMistake extends Error implements Mistake {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
