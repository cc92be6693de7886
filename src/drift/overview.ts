import { formatIdentity } from '../manifest/object.ts';
import type { GridCell, GridSection, TimelineEvent, TimelineSection } from '../report/document.ts';
import { compareText } from '../report/sort.ts';
import { counted } from '../report/words.ts';
import { type DriftRun, type DriftTarget, type FieldOwner, type ObjectDrift, results } from './run.ts';

/**
 * Environments and regions; the fewer of the two are the columns.
 *
 * @param leads by target, the section that its cell leads to. Default: that of its name
 */
export function fleetGrid(
  { targets }: DriftRun,
  leads: ReadonlyMap<string, string> = new Map(),
): GridSection {
  const byName = new Map(targets.map((target) => [target.target, target]));
  const environments = sorted(targets.map(({ environment }) => environment));
  const regions = sorted(targets.map(({ region }) => region));
  const isWide = environments.length < regions.length;
  const [rows, columns] = isWide ? [regions, environments] : [environments, regions];
  return {
    type: 'grid',
    title: 'Fleet',
    columns,
    rows: rows.map((row) => ({
      name: row,
      cells: columns.map((column) => {
        const target = byName.get(isWide ? `${column}/${row}` : `${row}/${column}`);
        return target && { ...cellOf(target), section: leads.get(target.target) ?? target.target };
      }),
    })),
  };
}

function cellOf({ state, reason, counts, unjudged }: DriftTarget): GridCell {
  const found = results.filter((name) => name !== 'clean' && counts[name] > 0);
  const unknown = unjudged.reduce((sum, { objects }) => sum + objects, 0);
  const notes = [
    ...found.map((name) => `${counts[name]} ${name}`),
    ...(unknown === 0 ? [] : [`${unknown} not judged`]),
  ];
  if (state !== 'judged')
    return {
      state,
      note: [reason ?? '', ...notes].filter((part) => part !== '').join(', '),
      severity: 'unjudged',
    };
  const [worst] = found;
  if (worst === undefined && unknown === 0) return { state: 'clean', note: counted(counts.clean, 'object') };
  const severity = worst === undefined ? 'unjudged' : worst === 'stale' ? 'warning' : 'error';
  return { state: worst ?? 'not wholly judged', note: notes.join(', '), severity };
}

/** As many of the latest as one would read. */
const shownEvents = 100;

/** What was changed when, and by whom, as far as owners of fields and audited requests tell. */
export function whoAndWhen({ targets }: DriftRun): TimelineSection | undefined {
  const events = targets.flatMap((target) =>
    target.objects.flatMap((object) =>
      eventsOf(object).map((event) => ({
        ...event,
        subject: `${target.target}: ${formatIdentity(object)}`,
      })),
    ),
  );
  if (events.length === 0) return undefined;
  events.sort((a, b) => Date.parse(b.time) - Date.parse(a.time) || compareText(a.subject, b.subject));
  const left = events.length - shownEvents;
  const title = left > 0 ? `Who and when: the latest ${shownEvents} of ${events.length}` : 'Who and when';
  return { type: 'timeline', title, events: events.slice(0, shownEvents) };
}

function eventsOf({ fields, result, requests = [] }: ObjectDrift): Omit<TimelineEvent, 'subject'>[] {
  const owned = fields.flatMap(({ where, cause, owners }) =>
    cause === 'argo-cd' ? [] : owners.map((owner) => ({ where, owner })),
  );
  const writes = Map.groupBy(owned, ({ owner }) => JSON.stringify([owner.time ?? '', whoOf(owner)]));
  const known = new Set(owned.map(({ owner }) => owner.time));
  return [
    ...[...writes.values()].flatMap((fieldsOfOne) => {
      const [first] = fieldsOfOne;
      const time = first?.owner.time;
      if (first === undefined || time === undefined) return [];
      const what = sorted(fieldsOfOne.map(({ where }) => where)).join(', ');
      return [{ time, who: whoOf(first.owner), what }];
    }),
    ...requests
      .filter(({ time }) => !known.has(time))
      .map(({ time, user, verb, subresource }) => ({
        time,
        who: user,
        what: `${verb}${subresource === undefined ? '' : ` of ${subresource}`}; it is ${result} now`,
      })),
  ];
}

function whoOf({ user, manager, operation, subresource }: FieldOwner): string {
  const how = subresource === undefined ? operation : `${operation} of ${subresource}`;
  return `${user === undefined ? '' : `${user}, `}${manager || 'no name'} (${how})`;
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
