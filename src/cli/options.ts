import { InvalidArgumentError, Option } from 'commander';

/**
 * An option that takes one value and may be repeated: one that took several at once would take the arguments that
 * follow it too.
 */
export function repeatable(flags: string, description: string, byDefault = 'none'): Option {
  return new Option(flags, `${description}; repeatable`)
    .default([], byDefault)
    .argParser((value: string, given: readonly string[]) => [...given, value]);
}

/** An option that takes names, with commas, and may be repeated: `--with a,b --with c`. */
export function someOf(flags: string, description: string, allowed: readonly string[]): Option {
  return new Option(flags, description)
    .default([], 'none')
    .argParser((value: string, given: readonly string[]) => {
      const names = value.split(',').map((name) => name.trim());
      if (names.every((name) => allowed.includes(name))) return [...given, ...names];
      throw new InvalidArgumentError(`Allowed choices are ${allowed.join(', ')}.`);
    });
}
