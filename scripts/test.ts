/**
 * `npm test`: every check that a change must pass. First the gates that judge the tree as a whole, then the tests,
 * then the coverage of what ran. Everything runs, whatever failed before it; the last line counts both together.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runCoverageGate } from './coverage/gate.ts';

const root = join(import.meta.dirname, '..');
const binaries = join(root, 'node_modules/.bin');
const coverageFolder = join(root, 'coverage/processes');

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

interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Gets the output, instead of the terminal. */
  readonly output?: PassThrough;
  /** As nice(1) adds it: above 0 it gives way to others. */
  readonly niceness?: number;
}

/** Runs a program of node_modules under the pinned Node and shows its output, if any, in full. */
function run(
  [program, ...args]: readonly string[],
  { environment = {}, output, niceness = 0 }: RunOptions = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const stream = output ? 'pipe' : 'inherit';
    const child = spawn(join(binaries, program ?? ''), args, {
      cwd: root,
      stdio: ['ignore', stream, stream],
      env: { ...process.env, PATH: `${binaries}:${process.env['PATH'] ?? ''}`, ...environment },
    });
    if (child.pid !== undefined) setPriority(child.pid, Math.min(getPriority() + niceness, 19));
    if (output) for (const each of [child.stdout, child.stderr]) each?.pipe(output, { end: false });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function report(count: Count, name: string, passed: boolean): void {
  if (passed) count.passed += 1;
  else count.failed += 1;
  process.stdout.write(`${passed ? '✓' : '✗'} ${name}\n`);
}

/** Counts tests by the runner's own figures; a run that wrote none, or in which a file could not be loaded, is one failure. */
async function runTests(
  count: Count,
  name: string,
  projects: readonly string[],
  options: RunOptions,
): Promise<void> {
  const file = join(root, `coverage/${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  // Functions from Node's compile cache would be counted imprecisely.
  const environment = { NODE_V8_COVERAGE: coverageFolder, NODE_DISABLE_COMPILE_CACHE: '1' };
  const exitCode = await run(
    ['vitest', 'run', ...projects.map((project) => `--project=${project}`), ...reporters],
    { ...options, environment },
  );
  let results: TestResults | undefined;
  try {
    results = JSON.parse(readFileSync(file, 'utf8')) as TestResults;
  } catch (error) {
    process.stdout.write(`no test results: ${String(error)}\n`);
  }
  const passed = results?.numPassedTests ?? 0;
  const failed = results?.numFailedTests ?? 0;
  count.passed += passed;
  count.failed += failed;
  count.skipped += results?.numPendingTests ?? 0;
  if (passed === 0 || (exitCode !== 0 && failed === 0)) report(count, `${name} tests`, false);
}

const count: Count = { passed: 0, failed: 0, skipped: 0 };
for (const gate of gates) report(count, gate, (await run(npmScript(gate))) === 0);

rmSync(join(root, 'coverage'), { recursive: true, force: true });
mkdirSync(coverageFolder, { recursive: true });
// Tests that wait for control planes leave processors idle. All others use these meanwhile, give way, and are shown first.
const labOutput = new PassThrough({ highWaterMark: Number.MAX_SAFE_INTEGER });
const lab = runTests(count, 'lab', ['lab'], { output: labOutput });
await runTests(count, 'other', ['!lab', '!proofs'], { niceness: 5 });
labOutput.pipe(process.stdout, { end: false });
await lab;

const coverage = await runCoverageGate(root, coverageFolder);
process.stdout.write(`${coverage.lines.join('\n')}\n`);
report(count, 'coverage', coverage.passed);

const skipped = count.skipped === 0 ? '' : `, ${count.skipped} skipped`;
process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`);
process.exitCode = count.failed === 0 ? 0 : 1;
