/** `npm run bench -- NAME`: prints figures with their targets; exits with 1 if one is missed. */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { benchDiff } from './diff.ts';
import { benchDrift } from './drift.ts';
import { benchKyverno } from './kyverno.ts';
import { benchPolicy } from './policy.ts';
import { benchSynth } from './synth.ts';
import { format, formatTable, isWithinBound, type Measurement } from './verdict.ts';

const benches: Readonly<Record<string, typeof benchSynth | typeof benchDrift>> = {
  drift: benchDrift,
  diff: benchDiff,
  kyverno: benchKyverno,
  policy: benchPolicy,
  synth: benchSynth,
};

const name = process.argv[2] ?? '';
const bench = benches[name];
if (bench === undefined) {
  process.stderr.write(`unknown benchmark '${name}'; there are: ${Object.keys(benches).join(', ')}\n`);
  process.exitCode = 2;
} else {
  const [load = 0] = loadavg();
  const measurements: Measurement[] = [];
  for await (const measurement of bench()) {
    measurements.push(measurement);
    process.stderr.write(`  ${measurement.what}: ${format(measurement.value)} ${measurement.unit}\n`);
  }
  console.log(formatTable(measurements));
  console.log(
    `\nNode ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'CPU'}, load before: ${load.toFixed(1)}`,
  );
  if (!measurements.every(isWithinBound)) process.exitCode = 1;
}
