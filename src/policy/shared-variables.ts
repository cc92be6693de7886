import type { Outcome } from '../cel/cel.ts';
import type { CompiledPolicy } from './compile.ts';

/**
 * What variables have come to for one request, by their definition. It depends on the request and the variables before it
 * only, and many policies define the same ones in the same way.
 */
export type SharedVariables = Map<string, Outcome>;

const known = new WeakMap<CompiledPolicy, ReadonlyMap<string, string>>();

/** By name, in their order: equal for variables that are the same, as are all before them. */
export function definitionsOf(compiled: CompiledPolicy): ReadonlyMap<string, string> {
  let definitions = known.get(compiled);
  if (definitions === undefined) {
    const lines: string[] = [];
    definitions = new Map(
      [...compiled.variables].map(([name, { source }]) => {
        lines.push(JSON.stringify([name, source]));
        return [name, lines.join('\n')];
      }),
    );
    known.set(compiled, definitions);
  }
  return definitions;
}
