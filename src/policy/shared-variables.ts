import type { Outcome } from '../cel/cel.ts';
import { rememberingEach } from '../manifest/remember.ts';
import type { CompiledPolicy } from './compile.ts';

/**
 * What variables have come to for one request, by the number of their definition. It depends on the request and the
 * variables before it only, and many policies define the same ones in the same way.
 */
export type SharedVariables = Map<number, Outcome>;

const numbers = new Map<string, number>();

/** By name, in their order: equal for variables that are the same, as are all before them. */
export const definitionsOf = rememberingEach((compiled: CompiledPolicy): ReadonlyMap<string, number> => {
  const lines: string[] = [];
  return new Map(
    [...compiled.variables].map(([name, { source }]) => {
      lines.push(JSON.stringify([name, source]));
      return [name, numberOf(lines.join('\n'))];
    }),
  );
});

function numberOf(definition: string): number {
  const number = numbers.get(definition) ?? numbers.size;
  numbers.set(definition, number);
  return number;
}
