/**
 * `npm test`: every check that a change must pass. First the gates that judge the tree as a whole, then the tests,
 * then the coverage of what ran. Everything runs, whatever failed before it; the last line counts both together.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCoverageGate } from './coverage/gate.ts';

const root = join(import.meta.dirname, '..');
const binaries = join(root, 'node_modules/.bin');
const coverageFolder = join(root, 'coverage/processes');
const resultsFile = join(root, 'coverage/results.json');

/** Gates are the npm scripts of the same name, so each can be run alone: `npm run lint`. */
const gates = ['typecheck', 'lint', 'format', 'layers', 'unused'];

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

interface TestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}

function npmScript(name: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const command = manifest.scripts[name];
  if (command === undefined) throw new Error(`package.json has no script '${name}'`);
  return command.split(' ');
}

/** Runs a program of node_modules under the pinned Node and shows its output, if any, in full. */
function run(
  [program, ...args]: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(binaries, program ?? ''), args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: `${binaries}:${process.env['PATH'] ?? ''}`, ...environment },
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function report(count: Count, name: string, passed: boolean): void {
  if (passed) count.passed += 1;
  else count.failed += 1;
  process.stdout.write(`${passed ? '✓' : '✗'} ${name}\n`);
}

/** The runner's own figures; a run that wrote none, or in which a file could not be loaded, counts as one failure. */
function countTests(count: Count, exitCode: number): void {
  let results: TestResults | undefined;
  try {
    results = JSON.parse(readFileSync(resultsFile, 'utf8')) as TestResults;
  } catch (error) {
    process.stdout.write(`no test results: ${String(error)}\n`);
  }
  const passed = results?.numPassedTests ?? 0;
  const failed = results?.numFailedTests ?? 0;
  count.passed += passed;
  count.failed += failed;
  count.skipped += results?.numPendingTests ?? 0;
  if (passed === 0 || (exitCode !== 0 && failed === 0)) report(count, 'test run', false);
}

const count: Count = { passed: 0, failed: 0, skipped: 0 };
for (const gate of gates) report(count, gate, (await run(npmScript(gate))) === 0);

rmSync(join(root, 'coverage'), { recursive: true, force: true });
mkdirSync(coverageFolder, { recursive: true });
const exitCode = await run(
  [
    'vitest',
    'run',
    '--project=!proofs',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${resultsFile}`,
  ],
  // Functions from Node's compile cache would be counted imprecisely.
  { NODE_V8_COVERAGE: coverageFolder, NODE_DISABLE_COMPILE_CACHE: '1' },
);
countTests(count, exitCode);

const coverage = await runCoverageGate(root, coverageFolder);
process.stdout.write(`${coverage.lines.join('\n')}\n`);
report(count, 'coverage', coverage.passed);

const skipped = count.skipped === 0 ? '' : `, ${count.skipped} skipped`;
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`);
process.exitCode = count.failed === 0 ? 0 : 1;
