import { join } from 'node:path';
import { Option } from 'commander';
import { displayPath, findRepository } from '../root.ts';

/**
 * An option that takes one value and may be repeated: one that took several at once would take the arguments that
 * follow it too.
 */
export function repeatable(flags: string, description: string, byDefault = 'none'): Option {
  return new Option(flags, `${description}; repeatable`)
    .default([], byDefault)
    .argParser((value: string, given: readonly string[]) => [...given, value]);
}

/** Paths as they were given, else the repository's folder of that name. */
export function pathsOr(given: readonly string[], name: 'dist' | 'policies'): readonly string[] {
  return given.length > 0 ? given : [displayPath(join(findRepository(), name))];
}
