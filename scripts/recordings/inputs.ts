import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Proof } from './proofs.ts';

/**
 * What starts, fills, watches and talks to clusters, and its commands. Other rooms that a proof reaches do not count, so
 * that not each change of a word asks for hours of proofs: unit tests hold them, how manifests are compared (`src/diff`)
 * and where live objects are read (`src/cli/drift`) among them.
 */
const rooms = /^src\/(cli\/(rehearse|verbs)|cluster|constructs\/gitops|deploy|drift|lab|rehearse)\//;

/** The kinds that clusters serve. */
const kinds = ['src/kubernetes/*/sources.json', 'src/kubernetes/aws/**/*.json'];

/** What runs: pinned versions, and our own programs. */
const programs = ['tools/controlplane/*/go.{mod,sum}', 'tools/controlplane/**/*.go'];

/**
 * The hash of what asks for a proof to be run again once it changes: its code and the tests' files that it imports; what
 * of `rooms`, and of these alone, it reaches by imports, or by the commands that it runs; the kinds, the programs, and
 * `dist/` of the environments whose names its code has. Comments, blank lines and indentation make no difference.
 *
 * @param root of the checkout
 */
export function hashInputs(root: string, { file }: Pick<Proof, 'file'>): string {
  const reached = reach(root, file);
  const own = [...reached].filter(([path]) => path.startsWith('tests/'));
  const text = own.map(([, code]) => code).join('\n');
  for (const verb of verbsIn(root, text)) reach(root, verb, reached);
  const environments = globSync('dist/*', { cwd: root }).filter((folder) => names(text, folder));
  const hash = createHash('sha256');
  const add = (path: string, content: string): void => void hash.update(`${path}\0${content}\0`);
  const code = [...reached].filter(([path]) => path.startsWith('tests/') || rooms.test(path));
  for (const [path, content] of code.sort(([a], [b]) => (a < b ? -1 : 1))) add(path, content);
  for (const path of filesOf(root, [
    ...kinds,
    ...programs,
    ...environments.map((folder) => `${folder}/**/*.*`),
  ])) {
    add(path, readFileSync(join(root, path), 'utf8'));
  }
  return hash.digest('hex');
}

/** The commands whose names a text has between quotes: `runPlumb(['deploy', …])`. */
function verbsIn(root: string, text: string): string[] {
  return globSync('src/cli/verbs/*.ts', { cwd: root }).filter((path) =>
    text.includes(`'${basename(path, '.ts')}'`),
  );
}

/** Whether a text speaks of `<environment>/…` or `<environment>-…`, as regions and clusters are named. */
function names(text: string, folder: string): boolean {
  return new RegExp(`\\b${folder.slice('dist/'.length)}[/-]`).test(text);
}

function filesOf(root: string, patterns: readonly string[]): string[] {
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: root })).sort();
}

/** A file and those of tests and engine that it imports, directly or not, at once or when needed: path → code. */
function reach(root: string, file: string, found = new Map<string, string>()): Map<string, string> {
  if (found.has(file)) return found;
  const text = codeOf(root, file);
  found.set(file, text);
  for (const [, specifier = ''] of text.matchAll(/(?:\bfrom |\bimport ?\(? ?)'(\.[^']+\.ts)'/g)) {
    const imported = join(file, '..', specifier);
    if (/^(tests|src)\//.test(imported) && existsSync(join(root, imported))) reach(root, imported, found);
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
