/**
 * How long a plan takes: of 12,000 objects that all change, and of one app of the fleet.
 *
 * What is timed is the command, as a user waits for it: reading, comparing, judging, and the report.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatYaml } from '../../src/manifest/write.ts';
import { measureProcess, median, type ProcessRun } from './measure.ts';
import type { Measurement } from './verdict.ts';
import { chartObjects, objectsPerChart } from './workload.ts';

const rounds = 3;
const objectCount = 12_000;
const plumb = join(import.meta.dirname, '../../plumb');

/** Exits with 1, as something changes. */
function timed(what: string, args: readonly string[]): ProcessRun[] {
  return Array.from({ length: rounds }, (_, index) => {
    process.stderr.write(`plumb diff, ${what}, round ${index + 1} of ${rounds}\n`);
    return measureProcess(plumb, ['diff', ...args], [1]);
  });
}

/** Every object of each app is another one in the two folders, each in its own way. */
function writeFolders(folder: string): readonly [string, string] {
  const folders = [join(folder, 'before'), join(folder, 'after')] as const;
  for (let index = 0; index < objectCount / objectsPerChart; index += 1) {
    const name = `app-${index}`;
    for (const [side, root] of folders.entries()) {
      mkdirSync(join(root, name), { recursive: true });
      for (const { metadata, ...object } of chartObjects(name)) {
        const labels = { release: `${index}-${side}` };
        const text = formatYaml({ ...object, metadata: { ...metadata, namespace: name, labels } });
        writeFileSync(join(root, name, `${object.kind}.yaml`), text);
      }
    }
  }
  return folders;
}

export function* benchDiff(): Generator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-bench-'));
  try {
    const all = timed('all objects', writeFolders(folder));
    yield {
      what: 'plumb diff of 12,000 objects that all change',
      value: median(all.map(({ milliseconds }) => milliseconds)),
      unit: 'ms',
      bound: { atMost: 5_000 },
      from: all[0]?.stdout.trimEnd().split('\n').at(-1) ?? '',
    };
    yield {
      what: 'peak memory of that',
      value: Math.max(...all.map(({ peakMebibytes }) => peakMebibytes)),
      unit: 'MiB',
      bound: { atMost: 1_500 },
      from: `the most of ${rounds} runs`,
    };
    const one = timed('one app', [join(folder, 'before/app-0'), join(folder, 'after/app-0')]);
    yield {
      what: 'plumb diff of one app',
      value: median(one.map(({ milliseconds }) => milliseconds)),
      unit: 'ms',
      bound: { atMost: 1_000 },
      from: one[0]?.stdout.trimEnd().split('\n').at(-1) ?? '',
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
