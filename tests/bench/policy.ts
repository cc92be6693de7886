/**
 * How fast manifests are judged by policies:
 *
 *     policy/policies.ts, objects.ts   fifty policies, and workloads that every one of them applies to
 *     sides/policy-count.ts            how many expressions that evaluates
 *
 * What is timed is the command, as a user waits for it: reading 10,000 files, judging, and the report.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureProcess, median, type ProcessRun, runSideProcess } from './measure.ts';
import { type PolicyFiles, writePolicyFiles } from './policy/files.ts';
import { format, type Measurement } from './verdict.ts';

const rounds = 3;
const objectCount = 10_000;
const plumb = join(import.meta.dirname, '../../plumb');

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Both exit with 1, as some objects break a policy. */
function check({ policies, objects }: PolicyFiles, ...more: readonly string[]): ProcessRun {
  const args = ['policy', 'check', '--policies', policies, objects, ...more];
  return measureProcess(plumb, args, [1, 2]);
}

function timed(files: PolicyFiles, what: string, ...more: readonly string[]): ProcessRun[] {
  return Array.from({ length: rounds }, (_, index) => {
    progress(`plumb policy check, ${what}, round ${index + 1} of ${rounds}`);
    return check(files, ...more);
  });
}

function speed(files: PolicyFiles): Measurement[] {
  const parallel = timed(files, 'as many threads as are worth it');
  const serial = timed(files, 'one thread', '--threads', '1');
  const summary = parallel[0]?.stdout.trimEnd().split('\n').at(-1) ?? '';
  const time = (runs: readonly ProcessRun[]): number => median(runs.map((run) => run.milliseconds));
  return [
    {
      what: 'plumb policy check',
      value: time(parallel),
      unit: 'ms',
      bound: { atMost: 10_000 },
      from: `${summary.replace('plumb policy check: ', '')}; ${format(time(serial))} ms with one thread`,
    },
    {
      what: 'peak memory of that',
      value: Math.max(...parallel.map(({ peakMebibytes }) => peakMebibytes)),
      unit: 'MiB',
      bound: { atMost: 1500 },
      from: `the most of ${rounds} runs`,
    },
  ];
}

function expressions({ policies, objects }: PolicyFiles): Measurement {
  progress('counting expressions');
  const counted = runSideProcess('policy-count', policies, objects) as ReturnType<typeof runSideProcess> & {
    readonly expressions: number;
    readonly policies: number;
  };
  return {
    what: 'expressions evaluated',
    value: counted.expressions,
    unit: '',
    bound: { atLeast: 500_000 },
    from: `${counted.objects} objects, ${counted.policies} policies`,
  };
}

/** The whole report, with every verdict. */
function sameBytes(files: PolicyFiles): Measurement {
  progress('the whole report as JSON, with one thread and with two');
  const hashes = ['1', '2'].map((threads) => {
    const { stdout } = check(files, '--threads', threads, '-o', 'json');
    return { hash: createHash('sha256').update(stdout).digest('hex'), size: stdout.length };
  });
  return {
    what: 'different reports of one and two threads',
    value: new Set(hashes.map(({ hash }) => hash)).size - 1,
    unit: '',
    bound: { atMost: 0 },
    from: `${format((hashes[0]?.size ?? 0) / 2 ** 20)} MiB of JSON`,
  };
}

export function* benchPolicy(): Generator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-bench-'));
  try {
    const files = writePolicyFiles(folder, objectCount);
    yield* speed(files);
    yield expressions(files);
    yield sameBytes(files);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
