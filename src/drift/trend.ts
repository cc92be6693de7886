import { type DriftCounts, type DriftTarget, noCounts } from './run.ts';

/** What one run found. */
export interface TrendPoint extends DriftCounts {
  readonly time: string;
  readonly clusters: number;
  /** Clusters of which nothing, or not all, is known. */
  readonly notJudged: number;
}

/** A year of nights. */
const rememberedRuns = 366;

/** The trend and one run more, oldest first: clusters may be looked at in any order. */
export function trendWith(before: readonly TrendPoint[], point: TrendPoint | undefined): TrendPoint[] {
  return [...before, ...(point === undefined ? [] : [point])]
    .sort((a, b) => Date.parse(a.time) - Date.parse(b.time))
    .slice(-rememberedRuns);
}

/** The point of a run, and one target more. */
export function pointWith(point: TrendPoint | undefined, target: DriftTarget): TrendPoint {
  const before = point ?? { ...noCounts, time: target.finishedAt, clusters: 0, notJudged: 0 };
  const isWhole = target.state === 'judged' && target.unjudged.length === 0;
  const sum = (name: keyof DriftCounts): number => before[name] + target.counts[name];
  return {
    time: Date.parse(before.time) < Date.parse(target.finishedAt) ? target.finishedAt : before.time,
    clusters: before.clusters + 1,
    notJudged: before.notJudged + (isWhole ? 0 : 1),
    clean: sum('clean'),
    drifted: sum('drifted'),
    missing: sum('missing'),
    orphaned: sum('orphaned'),
    stale: sum('stale'),
  };
}
