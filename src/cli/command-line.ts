import type { Command, Option } from 'commander';

/**
 * An argument that is nothing: `''`, or `--option=`. A shell makes it of a variable without a value. Those that shells ask
 * to be completed come after `--`.
 */
export function emptyArgument(args: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? undefined : end).find((each) => /^(--[\w-]+=)?$/.test(each));
}

/** Ends with a verb that there is not: asked for its help, Commander gives that of what is above it, and finds nothing wrong. */
export function upToUnknown(command: Command, args: readonly string[]): readonly string[] {
  const [first, ...rest] = args;
  if (first === undefined || command.commands.length === 0) return args;
  const verb = command.commands.find((each) => each.name() === first);
  if (verb !== undefined) return [first, ...upToUnknown(verb, rest)];
  // Commander's own `help` looks at the first name alone.
  if (first === 'help') return rest.length === 0 ? args : upToUnknown(command, [...rest, '--help']);
  // What a verb takes itself may stand where one below it might: `plumb rehearse BASE`.
  return first.startsWith('-') || command.registeredArguments.length > 0 ? args : [first];
}

/** Has a command and those below it refuse an option that takes one value and is given twice: Commander forgets the first. */
export function refuseRepeated(command: Command): void {
  for (const option of command.options.filter(takesOne)) {
    let isGiven = false;
    command.on(`option:${option.name()}`, () => {
      if (isGiven) command.error(`error: ${option.long} takes one value, and is given more than once`);
      isGiven = true;
    });
  }
  for (const each of command.commands) refuseRepeated(each);
}

function takesOne({ required, variadic, defaultValue }: Option): boolean {
  return required && !variadic && !Array.isArray(defaultValue);
}
