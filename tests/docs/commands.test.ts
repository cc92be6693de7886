import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkout, checkoutFiles } from '../support/checkout.ts';
import { copyOfCheckout } from '../support/copy.ts';
import { codeBlocks } from '../support/markdown.ts';
import { runPlumb } from '../support/plumb.ts';

/** Commands that are shown but not run here, each with the reason. */
const notRun: Readonly<Record<string, string>> = {
  'npm ci': 'would replace the packages that the tests run on; .ci/run runs it first',
  'npm ci && ./plumb synth': 'npm ci as above; plumb synth is run by other pages and by the help',
  'npm ci && npm test': 'is what runs this test',
  'npm test': 'is what runs this test',
  'npm run test:unit': 'is part of what runs this test',
  'npm run bench -- synth': 'takes minutes, and its figures mean nothing beside running tests',
  'npm run crds': 'downloads the source of every project whose API is known here',
  'npm install': 'changes the packages that the tests run on',
};

const pages = checkoutFiles('*.md').filter((path) => existsSync(join(checkout, path)));
const shown = pages
  .map((page) => ({ page, blocks: codeBlocks(readFileSync(join(checkout, page), 'utf8'), 'sh') }))
  .filter(({ blocks }) => blocks.length > 0);

/** A line may end in `# exits N`: it then must exit with that code, any other line with 0. */
const annotation = /^(?<command>.*?)\s+# exits (?<code>\d+)$/;

/** A shell script of a page's blocks that stops at the first line which does not do what the page says. */
function scriptOf(blocks: readonly { readonly line: number; readonly content: string }[]): string {
  const lines = blocks.flatMap(({ line, content }) =>
    content.split('\n').map((text, index) => {
      if (notRun[text.trim()] !== undefined) return '';
      const { command, code } = annotation.exec(text)?.groups ?? {};
      if (command === undefined) return text;
      const where = `line ${line + index + 1}`;
      return `set +e; ${command}; code=$?; set -e; [ $code = ${code} ] || { echo "${where}: exited $code, not ${code}" >&2; exit 1; }`;
    }),
  );
  return ['set -euo pipefail', ...lines].join('\n');
}

function runScript(
  script: string,
  folder: string,
): { readonly status: number | null; readonly output: string } {
  const path = [folder, join(folder, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: folder,
    encoding: 'utf8',
    input: '',
    env: { ...process.env, PATH: path, NO_COLOR: '1', NODE_V8_COVERAGE: undefined },
  });
  return { status, output: status === 0 ? '' : `${stdout}\n${stderr}` };
}

describe.each(shown)('$page', ({ blocks }) => {
  test('shows commands that do what it says', () => {
    expect(runScript(scriptOf(blocks), copyOfCheckout())).toEqual({ status: 0, output: '' });
  });
});

test('every command that is not run is shown somewhere', () => {
  const lines = shown.flatMap(({ blocks }) => blocks.flatMap(({ content }) => content.split('\n')));
  expect(Object.keys(notRun).filter((command) => !lines.some((line) => line.trim() === command))).toEqual([]);
});

test('a page that says something untrue is found out', () => {
  const run = (content: string) => runScript(scriptOf([{ line: 1, content }]), copyOfCheckout()).status;
  expect(run('true\nfalse # exits 1\ntrue')).toBe(0);
  expect(run('true\nfalse\ntrue')).not.toBe(0);
  expect(run('true # exits 1')).not.toBe(0);
});

/** `plumb` and every command below it, as their help lists them. */
async function helpPages(command: readonly string[] = []): Promise<{ name: string; text: string }[]> {
  const { code, stdout } = await runPlumb([...command, '--help']);
  if (code !== 0) throw new Error(`plumb ${command.join(' ')} --help exits ${code}`);
  const commands = /^Commands:\n(?<list>(?: {2,}.*\n?)*)/m.exec(stdout)?.groups?.['list'] ?? '';
  const names = [...commands.matchAll(/^ {2}(?<name>[a-z][\w-]*)/gm)].map(
    ({ groups }) => groups?.['name'] ?? '',
  );
  const own = names.filter((name) => name !== 'help' && name !== 'complete' && name !== 'completion');
  const below = await Promise.all(own.map((name) => helpPages([...command, name])));
  return [{ name: ['plumb', ...command].join(' '), text: stdout }, ...below.flat()];
}

describe('the help of every command', async () => {
  const help = await helpPages();

  test.each(help)('$name shows examples that work', ({ text }) => {
    const examples = /^Examples?:\n(?<list>(?: {2,}.*\n?)+)/m.exec(text)?.groups?.['list'] ?? '';
    expect(examples).not.toBe('');
    const content = examples.replaceAll(/^ {2}/gm, '');
    expect(runScript(scriptOf([{ line: 1, content }]), copyOfCheckout())).toEqual({ status: 0, output: '' });
  });
});
