/**
 * How fast rendering is, against plain cdk8s on the same objects:
 *
 *     workload.ts               800 charts of ten objects that depend on one shared chart
 *     sides/plumb.ts            the engine: rendered, judged, ordered, written
 *     sides/single-app.ts       cdk8s, one App: rendered, ordered, written
 *     sides/app-per-chart.ts    cdk8s, an App for each chart: rendered, as text
 *     sides/validate.ts         plumb validate, warm
 *
 * Each side runs in a process of its own; sides that are compared take turns, and medians are compared.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureProcess, median, runSideProcess } from './measure.ts';
import type { SideResult } from './sides/side.ts';
import { format, type Measurement } from './verdict.ts';
import { objectsPerChart } from './workload.ts';

const rounds = 3;
const charts = 800;
const doublings = [400, 800, 1600, 3200];

const root = join(import.meta.dirname, '../..');
const milliseconds = (results: readonly SideResult[]) => median(results.map((result) => result.milliseconds));

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Sides are only comparable if they rendered the same objects. */
function checkSame(count: number, ...results: readonly SideResult[]): void {
  const expected = count * objectsPerChart + 1;
  const [first] = results;
  for (const { objects, identities } of results) {
    if (objects !== expected) throw new Error(`${objects} objects instead of ${expected}`);
    if (identities !== first?.identities) throw new Error('the sides rendered different objects');
  }
}

function compareWithCdk8s(): Measurement[] {
  progress(`one cdk8s App with ${charts} charts, once`);
  const single = runSideProcess('single-app', String(charts));
  const ours: SideResult[] = [];
  const bare: SideResult[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    progress(`plumb and an App for each of ${charts} charts, round ${round} of ${rounds}`);
    ours.push(runSideProcess('plumb', String(charts)));
    bare.push(runSideProcess('app-per-chart', String(charts)));
  }
  checkSame(charts, single, ...ours, ...bare);
  const [own, other] = [milliseconds(ours), milliseconds(bare)];
  return [
    {
      what: 'faster than one cdk8s App',
      value: single.milliseconds / own,
      unit: '×',
      bound: { atLeast: 20 },
      from: `${format(single.milliseconds)} ms / ${format(own)} ms`,
    },
    {
      what: 'time of an App for each chart',
      value: own / other,
      unit: '×',
      bound: { atMost: 1.3 },
      from: `${format(own)} ms / ${format(other)} ms`,
    },
  ];
}

function growth(): Measurement {
  const results = new Map(doublings.map((count): [number, SideResult[]] => [count, []]));
  for (let round = 1; round <= rounds; round += 1) {
    progress(`plumb with ${doublings.join(', ')} charts, round ${round} of ${rounds}`);
    for (const [count, list] of results) list.push(runSideProcess('plumb', String(count)));
  }
  const times = [...results].map(([count, list]) => {
    checkSame(count, ...list);
    return milliseconds(list);
  });
  const ratios = times.slice(1).map((time, index) => time / (times[index] ?? Number.NaN));
  return {
    what: `growth per doubling, up to ${doublings.at(-1)} charts`,
    value: Math.max(...ratios),
    unit: '×',
    bound: { atMost: 2.2 },
    from: times.map((time) => `${format(time)} ms`).join(', '),
  };
}

function wholeFleet(): Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-bench-'));
  try {
    const runs = Array.from({ length: rounds }, (_, index) => {
      progress(`plumb synth of the whole fleet, round ${index + 1} of ${rounds}`);
      return measureProcess(join(root, 'plumb'), [
        'synth',
        '-o',
        'json',
        '--out',
        join(folder, `dist-${index}`),
      ]);
    });
    const { result } = JSON.parse(runs[0]?.stdout ?? '') as { readonly result: { readonly objects: number } };
    const { objects } = result;
    const peak = Math.max(...runs.map(({ peakMebibytes }) => peakMebibytes));
    return [
      {
        what: 'plumb synth, the whole fleet into an empty folder',
        value: median(runs.map((run) => run.milliseconds)),
        unit: 'ms',
        bound: { atMost: 1500 + 0.3 * objects },
        from: `1.5 s + 0.3 ms for each of ${objects} objects`,
      },
      {
        what: 'peak memory of that',
        value: peak,
        unit: 'MiB',
        bound: { atMost: 500 },
        from: `the most of ${rounds} runs`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function validation(): Measurement {
  progress(`plumb validate of dist/, warm, ${rounds} processes`);
  const runs = Array.from({ length: rounds }, () => runSideProcess('validate'));
  const time = milliseconds(runs);
  const objects = runs[0]?.objects ?? 0;
  return {
    what: 'plumb validate, warm',
    value: (1000 * objects) / time,
    unit: 'objects/s',
    bound: { atLeast: 5000 },
    from: `${objects} objects in ${format(time)} ms`,
  };
}

export function* benchSynth(): Generator<Measurement> {
  yield* wholeFleet();
  yield validation();
  yield* compareWithCdk8s();
  yield growth();
}
