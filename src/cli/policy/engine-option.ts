import { type Command, Option } from 'commander';
import type { EngineName } from './check.ts';

/** The first of the engines is the default. */
export function addEngineOption(command: Command, engines: readonly [EngineName, ...EngineName[]]): Command {
  return command.addOption(
    new Option('--engine <engine>', 'who judges').choices(engines).default(engines[0]),
  );
}
