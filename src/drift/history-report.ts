import { formatIdentity } from '../manifest/object.ts';
import type { Section } from '../report/document.ts';
import { type DriftHistory, type HistoryState, stateOf, toldOf } from './history.ts';

/** What goes and comes has a cause of its own; what is new nobody has seen yet. */
const states: readonly HistoryState[] = ['flapping', 'new', 'repeated', 'healed'];
const shownFindings = 200;
const shownRuns = 14;

/** Since when things drift, and whether there is more or less of it. */
export function historySections(history: DriftHistory): Section[] {
  const told = toldOf(history);
  const rows = states.flatMap((state) =>
    told
      .filter((each) => stateOf(each) === state)
      .map((each) => [
        state,
        `${each.target}: ${formatIdentity(each)}`,
        each.where === '' ? each.result : each.where,
        each.since ?? each.firstSeen,
        each.healedAt ?? `${each.runs}`,
      ]),
  );
  const left = rows.length - shownFindings;
  return [
    ...(rows.length === 0
      ? []
      : [
          {
            type: 'table',
            title: left > 0 ? `Since when: ${shownFindings} of ${rows.length}` : 'Since when',
            columns: ['state', 'object', 'what', 'since', 'runs, or healed at'],
            rows: rows.slice(0, shownFindings),
          } as const,
        ]),
    {
      type: 'table',
      title: 'Trend',
      columns: ['run', 'clusters', 'not judged', 'drifted', 'missing', 'orphaned', 'stale'],
      rows: history.trend
        .slice(-shownRuns)
        .toReversed()
        .map((point) => [
          point.time,
          ...[point.clusters, point.notJudged, point.drifted, point.missing, point.orphaned, point.stale].map(
            String,
          ),
        ]),
    },
  ];
}
