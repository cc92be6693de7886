import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import complete from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import { findRepository } from './root.ts';

/** What the options and arguments of these names stand for, in every verb. */
const namesFor: ReadonlyMap<string, () => readonly string[]> = new Map([
  ['env', environments],
  ['from', environments],
  ['to', environments],
  ['region', regions],
  ['app', apps],
  ['policy', policies],
]);

/**
 * Adds `plumb completion SHELL`. Names of environments, regions, apps and policies are completed from the folders of the
 * repository, without reading a file.
 */
export function registerCompletion(program: Command): void {
  const root = complete(program, { completionCommandName: 'completion' });
  for (const { options, arguments: positional } of root.commands.values()) {
    for (const [name, target] of [...options, ...positional]) {
      const names = namesFor.get(name);
      if (names === undefined) continue;
      target.handler = (suggest) => {
        for (const each of names()) suggest(each, '');
      };
    }
  }
}

function environments(): string[] {
  return unique(found('environments/*/environment.yaml').map((path) => basename(dirname(path))));
}

function regions(): string[] {
  const files = found('environments/*/*.yaml').map((path) => basename(path, '.yaml'));
  return ['global', 'hub', ...unique(files.filter((name) => name !== 'environment'))];
}

function apps(): string[] {
  return unique(found('apps/*/*/app.ts').map((path) => basename(dirname(path))));
}

function policies(): string[] {
  return unique(found('policies/*/{policy.yaml,rule.ts}').map((path) => basename(dirname(path))));
}

function found(pattern: string): string[] {
  return globSync(pattern, { cwd: findRepository() });
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
