/**
 * `npm run lab:cycles [-- COUNT]`: starts and stops a lab again and again (20 times by default) and fails at the
 * first process, port or file that stays behind. Prints the time of each start, and the slowest and the median.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFleet } from '../src/fleet/load.ts';
import { openPrograms } from '../src/lab/build/programs.ts';
import { firstHub } from '../src/lab/clusters.ts';
import { down, up } from '../src/lab/lab.ts';
import { isFree } from '../src/lab/ports.ts';
import { findLeftovers } from '../src/lab/process/leftovers.ts';
import { readState } from '../src/lab/state.ts';

const root = join(import.meta.dirname, '..');
const count = Number(process.argv[2] ?? 20);
const home = mkdtempSync(join(tmpdir(), 'plumb-lab-'));
const env = { ...process.env, XDG_STATE_HOME: home };
const progress = { note: (): void => {} };
const programs = openPrograms({ modules: join(root, 'tools/controlplane'), progress });
const request = { name: 'cycles', clusters: [], firstClusters: firstHub(loadFleet(root)), controllers: [] };
const seconds: number[] = [];

async function leaks(folder: string, ports: readonly number[]): Promise<string[]> {
  const taken = await Promise.all(ports.map(async (port) => ((await isFree(port)) ? [] : [`port ${port}`])));
  const files = readdirSync(home, { recursive: true, encoding: 'utf8' });
  return [
    ...findLeftovers(folder).map(({ pid }) => `process ${pid}`),
    ...taken.flat(),
    ...files.filter((file) => file !== 'plumbline' && file !== join('plumbline', 'lab')),
  ];
}

try {
  for (let cycle = 1; cycle <= count; cycle++) {
    const begin = performance.now();
    const { folder } = await up(request, { programs, progress, env });
    seconds.push((performance.now() - begin) / 1000);
    const ports = Object.values(readState(folder)?.ports ?? {});
    await down(request.name, env);
    const left = await leaks(folder, ports);
    process.stdout.write(
      `${cycle}/${count}: up in ${seconds.at(-1)?.toFixed(1)} s, left behind: ${left.join(', ') || 'nothing'}\n`,
    );
    if (left.length > 0) throw new Error(`cycle ${cycle} left ${left.join(', ')}`);
  }
} finally {
  await down(request.name, env);
  rmSync(home, { recursive: true, force: true });
}
const sorted = seconds.toSorted((a, b) => a - b);
const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
process.stdout.write(
  `${count} cycles: median ${median.toFixed(1)} s, slowest ${(sorted.at(-1) ?? 0).toFixed(1)} s\n`,
);
