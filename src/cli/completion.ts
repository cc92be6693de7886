import { globSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { type Argument, type Option, type RootCommand, ShellCompDirective } from '@bomb.sh/tab';
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

/** Options and arguments that stand for a file or folder, in every verb that has them. */
const pathOptions: ReadonlySet<string> = new Set([
  'audit-log',
  'desired',
  'dist',
  'history',
  'kubeconfig',
  'live',
  'namespaces',
  'old',
  'out',
  'params',
  'policies',
  'to',
]);
const pathArguments: ReadonlySet<string> = new Set(['base', 'head', 'path', 'report']);

/**
 * Adds `plumb completion SHELL`. Names of environments, regions, apps and policies are completed from the folders of the
 * repository, without reading a file; paths are left to the shell.
 */
export function registerCompletion(program: Command): void {
  const root = complete(program, { completionCommandName: 'completion' });
  const leaveToShell = leavingPathsTo(root);
  for (const { options, arguments: positional } of root.commands.values()) {
    for (const [name, option] of options) {
      if (pathOptions.has(name)) option.handler = leaveToShell;
      else suggestNames(name, option);
    }
    for (const [name, argument] of positional) {
      if (pathArguments.has(name)) argument.handler = leaveToShell;
      else suggestNames(name, argument);
    }
  }
  program.commands
    .find((command) => command.name() === 'completion')
    ?.hook('postAction', (_, { args: [shell] }) => {
      // The library's own registration lets bash fall back on nothing.
      if (shell === 'bash') process.stdout.write('complete -o default -F __plumb_complete plumb\n');
    });
}

/** Handles what stands for a path. The library has shells never complete any, in whatever place. */
function leavingPathsTo(root: RootCommand): () => void {
  let isPath = false;
  Object.defineProperty(root, 'directive', {
    get: () =>
      isPath ? ShellCompDirective.ShellCompDirectiveDefault : ShellCompDirective.ShellCompDirectiveNoFileComp,
    // It sets what it prints just before.
    set() {},
  });
  return () => {
    isPath = true;
  };
}

function suggestNames(name: string, target: Option | Argument): void {
  const names = namesFor.get(name);
  if (names === undefined) return;
  target.handler = (suggest) => {
    for (const each of names()) suggest(each, '');
  };
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
