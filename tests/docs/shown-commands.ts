import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { runPlumb } from '../support/plumb.ts';
// In-process tests cover what readers' shells run.
import '../support/uncounted.ts';

/** Commands that are shown but not run here, by how they begin, each with the reason. */
export const notRun: Readonly<Record<string, string>> = {
  'npm ci': 'would replace the packages that the tests run on; .ci/run runs it first',
  'npm run typecheck': 'npm test runs it before the tests',
  'npm run lint': 'npm test runs it before the tests',
  'npm run format': 'npm test runs it before the tests',
  'npm run layers': 'npm test runs it before the tests',
  'npm run unused': 'npm test runs it before the tests',
  'npm run test:unit': 'is part of what runs this test',
  'npm run bench': 'takes minutes, and its figures mean nothing beside running tests',
  'npm run infra:deploy': 'is plumb deploy',
  'plumb diff HEAD~1': 'needs a history, which a copy of the checkout has not: tests/e2e/diff.test.ts',
  'kubectl get': 'needs a cluster: tests/drift/record.ts asks a real API server',
  'plumb drift': 'needs clusters, or a dump of one: tests/lab/real/drift.test.ts, tests/e2e/drift.test.ts',
  'plumb policy check --base':
    'needs a history, which a copy of the checkout has not: tests/e2e/policy-base.test.ts',
  'plumb validate --base':
    'needs a history, which a copy of the checkout has not: tests/e2e/validate.test.ts',
  'plumb policy test --engine':
    'starts an API server: tests/lab/real/policies.test.ts judges all cases by one',
  'plumb deploy': 'needs clusters: tests/lab/proofs/deploy.test.ts does it to those of a lab',
  'plumb rehearse targets':
    'needs a history, which a copy of the checkout has not: tests/e2e/rehearse-targets.test.ts',
  'plumb rehearse': 'starts real control planes: tests/lab/real/rehearse.test.ts does it',
  'plumb lab': 'builds and starts real control planes: tests/lab does, in a lab of its own',
};

export const reasonNotToRun = (line: string) =>
  Object.keys(notRun).find((start) => new RegExp(`^(\\./)?${start}( |$)`).test(line.trim()));

/** A line of a page, with what it says in the end: `# exits N`. A line that says nothing exits with 0. */
export interface ShownLine {
  /** From 1, in its page. */
  readonly line: number;
  readonly text: string;
}

interface Block {
  readonly line: number;
  readonly content: string;
}

/** The lines of a page's blocks that are run. */
export function linesOf(blocks: readonly Block[]): ShownLine[] {
  return blocks
    .flatMap(({ line, content }) =>
      content.split('\n').map((text, index) => ({ line: line + index + 1, text })),
    )
    .filter(({ text }) => text.trim() !== '' && reasonNotToRun(text) === undefined);
}

/** `synth` into dist changes nothing either, as long as dist is what the sources render. */
const onlyLooks =
  /^(\.\/)?plumb (synth(?! .*--out)|explain|validate|policy|diff|parity|promote [^#]*--dry-run)\b[^|<>&;\\]*$/;

/** The commands that a page begins with and that only look, and all that follows, which may depend on what it changes. */
export function partsOf(lines: readonly ShownLine[]): {
  readonly looking: readonly string[];
  readonly rest: readonly ShownLine[];
} {
  const first = lines.findIndex(({ text }) => !onlyLooks.test(text));
  const end = first === -1 ? lines.length : first;
  const looking = lines
    .slice(0, end)
    .map(({ text }) => text.replace(/^\.\//, '').replaceAll(/\s+/g, ' ').trim());
  return { looking, rest: lines.slice(end) };
}

const annotation = /^(?<command>.*?)\s+# exits (?<code>\d+)$/;

/** A shell script that stops at the first line which does not do what the page says. */
export function scriptOf(lines: readonly ShownLine[]): string {
  const commands = lines.map(({ line, text }) => {
    const { command, code } = annotation.exec(text)?.groups ?? {};
    if (command === undefined) return text;
    return `set +e; ${command}; code=$?; set -e; [ $code = ${code} ] || { echo "line ${line}: exited $code, not ${code}" >&2; exit 1; }`;
  });
  return ['set -euo pipefail', ...commands].join('\n');
}

export function runScript(
  script: string,
  folder: string,
): { readonly status: number | null; readonly output: string } {
  const path = [folder, join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, PATH: path, NO_COLOR: '1', XDG_STATE_HOME: join(folder, '.state') },
  });
  return { status, output: status === 0 ? '' : `${stdout}\n${stderr}` };
}

/** `plumb` and every command below it, as their help lists them. */
export async function helpPages(command: readonly string[] = []): Promise<{ name: string; text: string }[]> {
  const { code, stdout } = await runPlumb([...command, '--help']);
  if (code !== 0) throw new Error(`plumb ${command.join(' ')} --help exits ${code}`);
  const commands = /^Commands:\n(?<list>(?: {2,}.*\n?)*)/m.exec(stdout)?.groups?.['list'] ?? '';
  const names = [...commands.matchAll(/^ {2}(?<name>[a-z][\w-]*)/gm)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  const own = names.filter((name) => !['help', 'complete', 'completion'].includes(name));
  const below = await Promise.all(own.map((name) => helpPages([...command, name])));
  const isGroup = own.length > 0;
  return [...(isGroup ? [] : [{ name: ['plumb', ...command].join(' '), text: stdout }]), ...below.flat()];
}

export function examplesIn(help: string): string {
  const examples = /^Examples?:\n(?<list>(?: {2,}.*\n?)+)/m.exec(help)?.groups?.['list'] ?? '';
  return examples.replaceAll(/^ {2}/gm, '');
}
