import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Proof } from './proofs.ts';

/** What starts, fills and talks to clusters, and its commands: a change there may change what a proof finds. */
const code = [
  'src/cli/verbs/{deploy,lab*}.ts',
  'src/cluster/**/*.ts',
  'src/constructs/gitops/**/*.ts',
  'src/deploy/**/*.ts',
  'src/lab/**/*.ts',
  'src/rehearse/**/*.ts',
];

/** The kinds that clusters serve. */
const kinds = ['src/kubernetes/*/sources.json', 'src/kubernetes/aws/**/*.json'];

/** What runs: pinned versions, and our own programs. */
const programs = ['tools/controlplane/*/go.{mod,sum}', 'tools/controlplane/**/*.go'];

/**
 * The hash of what the outcome of a proof depends on: its code with the tests' files that it imports, the rooms that
 * start and fill clusters, the kinds, the programs, and `dist/` of the environments whose names its code has.
 * Comments, blank lines and indentation make no difference.
 *
 * @param root of the checkout
 */
export function hashInputs(root: string, { file }: Pick<Proof, 'file'>): string {
  const own = testFiles(root, file);
  const text = [...own.values()].join('\n');
  const environments = globSync('dist/*', { cwd: root }).filter((folder) => names(text, folder));
  const hash = createHash('sha256');
  const add = (path: string, content: string): void => void hash.update(`${path}\0${content}\0`);
  for (const [path, content] of own) add(path, content);
  for (const path of filesOf(root, code)) add(path, codeOf(root, path));
  for (const path of filesOf(root, [
    ...kinds,
    ...programs,
    ...environments.map((folder) => `${folder}/**/*.*`),
  ])) {
    add(path, readFileSync(join(root, path), 'utf8'));
  }
  return hash.digest('hex');
}

/** Whether a text speaks of `<environment>/…` or `<environment>-…`, as regions and clusters are named. */
function names(text: string, folder: string): boolean {
  return new RegExp(`\\b${folder.slice('dist/'.length)}[/-]`).test(text);
}

function filesOf(root: string, patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
}

/** A file of the tests and those that it imports, directly or not: path → code. */
function testFiles(root: string, file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const text = codeOf(root, file);
  found.set(file, text);
  for (const [, specifier = ''] of text.matchAll(/from '(\.[^']+\.ts)'/g)) {
    const imported = join(file, '..', specifier);
    if (imported.startsWith('tests/') && existsSync(join(root, imported))) testFiles(root, imported, found);
  }
  return found;
}

/** The text of a TypeScript file without comments, with one blank for any whitespace. */
function codeOf(root: string, file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  const { comments } = parseSync(file, text);
  const parts = comments.map(({ start }, index) => text.slice(comments[index - 1]?.end ?? 0, start));
  return [...parts, text.slice(comments.at(-1)?.end ?? 0)].join(' ').replaceAll(/\s+/g, ' ').trim();
}
