import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../report/errors.ts';
import { suggest } from '../report/suggest.ts';
import { type Environment, labFolder } from './home.ts';

export interface Log {
  /** `<cluster>/<process>` */
  readonly name: string;
  readonly file: string;
}

/**
 * The logs of a lab's processes, by name. They stay when a start fails, until the lab is started again or removed.
 *
 * @param process `<cluster>/<process>`, or only `<process>` for those of all clusters; default: all
 * @throws InputError if there is none
 */
export function findLogs(lab: string, process?: string, env?: Environment): Log[] {
  const folder = join(labFolder(lab, env), 'logs');
  const logs = globSync('*/*.log', { cwd: folder })
    .sort()
    .map((file) => ({ name: file.slice(0, -'.log'.length), file: join(folder, file) }));
  const chosen = logs.filter(
    ({ name }) => process === undefined || name === process || name.split('/')[1] === process,
  );
  if (chosen.length > 0) return chosen;
  const names = logs.map(({ name }) => name);
  const known = [...names, ...names.map((name) => name.split('/')[1] ?? '')];
  throw new InputError([
    {
      severity: 'unjudged',
      rule: 'lab-logs',
      message:
        names.length === 0 ? `the lab "${lab}" has no logs` : `the lab "${lab}" has no log of "${process}"`,
      ...(names.length > 0 && { allowed: names.join(', ') }),
      next: suggest(process ?? '', known, 'plumb lab status lists its processes'),
    },
  ]);
}

/** The end of a log: at most `lines`. */
export function lastLines(file: string, lines: number): string[] {
  const all = readFileSync(file, 'utf8').trimEnd();
  return all === '' ? [] : all.split('\n').slice(-lines);
}
