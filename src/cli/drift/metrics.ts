import { driftMetrics } from '../../drift/metrics.ts';
import type { DriftRun } from '../../drift/run.ts';
import { formatMetrics } from '../../report/prometheus.ts';

export function printMetrics(run: DriftRun): void {
  process.stdout.write(formatMetrics(driftMetrics(run)));
}
