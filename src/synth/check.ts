import type { Finding } from '../report/finding.ts';
import type { OutputPlan } from './output/plan.ts';

/**
 * What `synth --check` has to say: each file in which the output folder is not what the sources render.
 *
 * @param displayRoot how messages name the output folder
 * @param command what writes that folder
 */
export function staleFindings(plan: OutputPlan, displayRoot: string, command: string): Finding[] {
  const next = `run ${command} and commit the result; to change what is rendered, edit the sources`;
  const base = (path: string) =>
    ({ severity: 'error', location: { file: `${displayRoot}/${path}` }, next }) as const;
  return [
    ...plan.created.map(({ path }) => ({
      ...base(path),
      rule: 'dist-missing',
      message: 'is rendered, but not there',
    })),
    ...plan.removed.map((path) => ({
      ...base(path),
      rule: 'dist-leftover',
      message: 'is no longer rendered',
    })),
    ...plan.changed.map(({ path, before, content }) => {
      const { line, expected, found } = firstDifference(content, before);
      const message = `is stale or was edited by hand: found ${found}, the sources render ${expected}`;
      return { ...base(path), rule: 'dist-stale', message, location: { ...base(path).location, line } };
    }),
    ...foreignFindings(plan, displayRoot, 'error'),
  ];
}

/** Files that synth did not write stay; but Argo CD would sync them, so they are always told. */
export function foreignFindings(
  plan: OutputPlan,
  displayRoot: string,
  severity: 'error' | 'warning',
): Finding[] {
  return plan.foreign.map(({ path, type }) => ({
    severity,
    rule: 'dist-foreign',
    message: type === 'file' ? 'was not written by synth' : 'is no regular file, so synth did not write it',
    location: { file: `${displayRoot}/${path}` },
    next: 'move it out of the output folder: Argo CD syncs whatever lies there',
  }));
}

function firstDifference(expected: string, found: string): { line: number; expected: string; found: string } {
  const wanted = expected.split('\n');
  const actual = found.split('\n');
  const index = wanted.findIndex((text, at) => text !== actual[at]);
  const at = index === -1 ? wanted.length : index;
  return { line: at + 1, expected: quote(wanted[at]), found: quote(actual[at]) };
}

function quote(line: string | undefined): string {
  return line === undefined ? 'no more lines' : JSON.stringify(line.trim());
}
