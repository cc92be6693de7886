import { typeOf } from '../manifest/object.ts';
import type { Metric, Sample } from '../report/prometheus.ts';
import { type DriftTarget, results } from './run.ts';

const states: readonly DriftTarget['state'][] = ['judged', 'unreachable', 'forbidden', 'unreadable'];

interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly samplesOf: (target: DriftTarget) => readonly Sample[];
}

const gauge = (name: string, help: string, samplesOf: Gauge['samplesOf']): Gauge => ({
  name,
  help,
  samplesOf,
});

const gauges: readonly Gauge[] = [
  gauge('cluster_state', 'Whether the cluster was judged, or why not: 1 for its state.', ({ state }) =>
    states.map((each) => ({ labels: { state: each }, value: each === state ? 1 : 0 })),
  ),
  gauge('objects', 'Objects of git and orphans, by result.', ({ counts }) =>
    results.map((result) => ({ labels: { result }, value: counts[result] })),
  ),
  gauge('unclean_objects', 'Objects that are not as git says, by kind and result.', ({ objects }) =>
    counted(objects, ({ group, kind, result }) => ({ kind: typeOf(group, kind), result })),
  ),
  gauge('drifted_fields', 'Fields that are not as git says, by cause.', ({ objects }) =>
    counted(
      objects.flatMap(({ fields }) => fields),
      ({ cause }) => ({ cause }),
    ),
  ),
  gauge('unjudged_objects', 'Objects that were not judged, or not wholly, by reason.', ({ unjudged }) =>
    counted(
      unjudged,
      ({ reason }) => ({ reason }),
      ({ objects }) => objects,
    ),
  ),
  gauge('declared_objects', 'Live objects that git declares, where git has any say.', ({ coverage }) =>
    coverage === undefined ? [] : [{ labels: {}, value: coverage.declared }],
  ),
  gauge('live_objects', 'Live objects where git has any say.', ({ coverage }) =>
    coverage === undefined ? [] : [{ labels: {}, value: coverage.live }],
  ),
  gauge('last_run_timestamp_seconds', 'When the cluster was last looked at.', ({ finishedAt }) => [
    { labels: {}, value: Date.parse(finishedAt) / 1000 },
  ]),
  gauge('run_duration_seconds', 'How long it took to look at the cluster.', ({ startedAt, finishedAt }) => [
    { labels: {}, value: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000 },
  ]),
];

/**
 * What to watch, and to be warned by. Objects have no name here: their number would be the number of series.
 *
 * @param targets whole, and only one held at a time
 * @param unreported names of those of which nothing is known
 */
export function driftMetrics(targets: Iterable<DriftTarget>, unreported: readonly string[] = []): Metric[] {
  const samples = gauges.map((): Sample[] => []);
  for (const target of targets) {
    const { environment, region } = target;
    for (const [index, { samplesOf }] of gauges.entries())
      for (const { labels, value } of samplesOf(target))
        samples[index]?.push({ labels: { environment, region, ...labels }, value });
  }
  const told = gauges.map(({ name, help }, index) => ({
    name: `plumbline_drift_${name}`,
    help,
    samples: samples[index] ?? [],
  }));
  return [...told, unreportedMetric(unreported)];
}

function unreportedMetric(targets: readonly string[]): Metric {
  return {
    name: 'plumbline_drift_unreported_clusters',
    help: 'Clusters that should have been reported and were not: 1 each.',
    samples: targets.map((target) => {
      const [environment = '', region = ''] = target.split('/');
      return { labels: { environment, region }, value: 1 };
    }),
  };
}

/** One sample for each set of labels, in order. */
function counted<T>(
  items: readonly T[],
  labelsOf: (item: T) => Readonly<Record<string, string>>,
  countOf: (item: T) => number = () => 1,
): Sample[] {
  const groups = Map.groupBy(items, (item) => JSON.stringify(labelsOf(item)));
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([labels, members]) => ({
      labels: JSON.parse(labels) as Record<string, string>,
      value: members.reduce((sum, member) => sum + countOf(member), 0),
    }));
}
