import type { Command } from 'commander';
import { addOutputOption, type Done, emit, type OutputOptions, settle } from '../output.ts';
import { controlPlaneModules, stderrProgress } from './lab-common.ts';

export function registerLabBuild(lab: Command, done: Done): void {
  const command = lab
    .command('build')
    .description("Build the lab's programs from pinned Go modules, once; what is built already is kept.")
    .argument('[tool...]', 'only these; `kinds` are the definitions of custom kinds; default: all')
    .addHelpText(
      'after',
      `
Programs are kept in $XDG_CACHE_HOME/plumbline (default ~/.cache/plumbline), under the content they were built
from. An interrupted build goes on where it stopped. Those in the folder that KUBEBUILDER_ASSETS names are
used as they are. Needs Go and its module proxy; the first build of all takes about half an hour on two cores.

Exit codes: 0 all are there; 2 one could not be built.

Examples:
  plumb lab build
  plumb lab build etcd kubernetes kwok`,
    );
  addOutputOption(command).action(async (names: string[], flags: OutputOptions) =>
    done(await build(names, flags)),
  );
}

async function build(names: readonly string[], flags: OutputOptions): Promise<number> {
  return settle('plumb lab build', flags, async () => {
    const [{ tools }, { definitionsName }, { openPrograms }, { InputError }] = await Promise.all([
      import('../../lab/build/catalogue.ts'),
      import('../../lab/build/definitions.ts'),
      import('../../lab/build/programs.ts'),
      import('../../report/errors.ts'),
    ]);
    const known = [...tools.map(({ name }) => name), definitionsName];
    const unknown = names.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      const message = `there is no tool "${unknown}"`;
      throw new InputError([
        { severity: 'unjudged', rule: 'unknown-tool', message, allowed: known.join(', ') },
      ]);
    }
    const programs = openPrograms({ modules: controlPlaneModules, progress: stderrProgress });
    const isWanted = (name: string): boolean => names.length === 0 || names.includes(name);
    const rows: [string, string][] = [];
    for (const tool of tools.filter(({ name }) => isWanted(name))) {
      for (const program of Object.keys(tool.programs)) rows.push([program, await programs.program(program)]);
    }
    if (isWanted(definitionsName)) rows.push([definitionsName, await programs.kinds()]);
    const document = {
      title: 'plumb lab build',
      summary: `${rows.length} built`,
      sections: [{ type: 'table' as const, columns: ['program', 'path'], rows }],
      data: rows.map(([program, path]) => ({ program, path })),
    };
    return emit(document, [], flags);
  });
}
