import type { Outcome } from '../cel/cel.ts';
import type { CompiledPolicy } from './compile.ts';

/**
 * What variables have come to for one request, by the number of their definition. It depends on the request and the
 * variables before it only, and many policies define the same ones in the same way.
 */
export type SharedVariables = Map<number, Outcome>;

const numbers = new Map<string, number>();
const known = new WeakMap<CompiledPolicy, ReadonlyMap<string, number>>();

/** By name, in their order: equal for variables that are the same, as are all before them. */
export function definitionsOf(compiled: CompiledPolicy): ReadonlyMap<string, number> {
  let definitions = known.get(compiled);
  if (definitions === undefined) {
    const lines: string[] = [];
    definitions = new Map(
      [...compiled.variables].map(([name, { source }]) => {
        lines.push(JSON.stringify([name, source]));
        return [name, numberOf(lines.join('\n'))];
      }),
    );
    known.set(compiled, definitions);
  }
  return definitions;
}

function numberOf(definition: string): number {
  const number = numbers.get(definition) ?? numbers.size;
  numbers.set(definition, number);
  return number;
}
