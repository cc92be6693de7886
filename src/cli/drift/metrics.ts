import { driftMetrics } from '../../drift/metrics.ts';
import type { DriftTarget } from '../../drift/run.ts';
import { formatMetrics } from '../../report/prometheus.ts';

export function printMetrics(targets: Iterable<DriftTarget>): void {
  process.stdout.write(formatMetrics(driftMetrics(targets)));
}
