import type { Change, EmbeddedChange } from '../diff/change.ts';
import { formatIdentity } from '../manifest/object.ts';
import type { DiffSection, Document, Mark, Section } from '../report/document.ts';
import type { Finding, Location } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import { type Compared, planData } from './data.ts';
import type { Entry } from './group.ts';
import type { Hazard } from './hazards/hazard.ts';
import type { Plan } from './plan.ts';
import { shownValue } from './values.ts';

/** @param findings those of the plan, and about what could not be read */
export function planDocument(
  title: string,
  plan: Plan,
  compared: Compared,
  findings: readonly Finding[],
): Document {
  const sections: Section[] = [
    ...(findings.length === 0 ? [] : [{ type: 'findings', title: 'Look at', findings } as const]),
    ...plan.entries.map(entrySection),
  ];
  return {
    title,
    summary: summaryOf(plan, compared) + leftOut(findings),
    sections,
    // Positions are looked up in the files, which only formats for programs need.
    get data() {
      return planData(plan, compared);
    },
  };
}

/** One finding for each hazard of an entry, however many objects and targets it has. */
export function planFindings({ entries }: Plan): Finding[] {
  return entries.flatMap((entry) =>
    entry.hazards.map((hazard): Finding => {
      const { severity, rule, message, next } = hazard;
      const location = locationOf(entry, hazard);
      return {
        severity,
        rule,
        message,
        subject: subjectOf(entry),
        ...(location && { location }),
        ...(next && { next }),
      };
    }),
  );
}

function summaryOf({ counts, entries }: Plan, { base, head }: Compared): string {
  const parts = (['added', 'changed', 'renamed', 'removed'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${kind}`);
  const rewritten =
    counts.rewritten === 0 ? '' : `; ${counted(counts.rewritten, 'object')} only written differently`;
  const what =
    parts.length === 0
      ? 'nothing changes'
      : `${parts.join(', ')}, told in ${counted(entries.length, 'entry', 'entries')}`;
  const moved =
    counts.moved === 0
      ? ''
      : `; ${counted(counts.moved, 'object')} in another folder, perhaps for another cluster`;
  return `${base} → ${head}: ${what}${rewritten}${moved}`;
}

function leftOut(findings: readonly Finding[]): string {
  const files = new Set(
    findings.filter(({ severity }) => severity === 'unjudged').map(({ location }) => location?.file),
  );
  return files.size === 0 ? '' : `; ${counted(files.size, 'file')} could not be read`;
}

const marks = { added: '+', removed: '-', changed: '~', renamed: '>' } as const;

/** Objects named in a title; the lines name them all. */
const objectsInTitle = 2;

function subjectOf({ objects, targets }: Entry): string {
  const names = objects.slice(0, objectsInTitle).map(({ identity }) => formatIdentity(identity));
  const more = objects.length > objectsInTitle ? ` and ${objects.length - objectsInTitle} more` : '';
  return `${names.join(', ')}${more}${placeText(targets)}`;
}

/** ` in production/{us-west-2,eu-central-1}, staging/hub`, ` in hub` where nothing tells of what; nothing outside of a fleet. */
function placeText(targets: readonly string[]): string {
  const named = targets.filter((target) => target !== '');
  if (named.length === 0) return '';
  const byEnvironment = Map.groupBy(named, (target) => target.split('/', 1)[0] ?? '');
  const texts = [...byEnvironment].map(([environment, members]) => {
    const names = members.map((target) => target.slice(environment.length + 1));
    if (names[0] === '') return environment;
    return `${environment}/${names.length === 1 ? names[0] : `{${names.join(',')}}`}`;
  });
  return ` in ${texts.join(', ')}`;
}

function entrySection(entry: Entry): DiffSection {
  return {
    type: 'diff',
    title: `${marks[entry.kind]} ${subjectOf(entry)}`,
    lines: [
      ...entry.hazards.map(({ rule, message }) => `! ${rule}: ${message}`),
      ...entry.changes.flatMap(changeLines),
      ...objectLines(entry),
    ],
    marks: unique(entry.hazards.map(({ severity, rule }) => ({ severity, label: rule }))),
    places: entry.targets.filter((target) => target !== ''),
  };
}

/** A rule may tell of several fields. */
function unique(labels: readonly Mark[]): Mark[] {
  return [...new Map(labels.map((mark) => [`${mark.severity} ${mark.label}`, mark])).values()];
}

/** Objects listed in one entry; JSON output has all. */
const listedObjects = 50;

function objectLines({ kind, objects }: Entry): string[] {
  if (kind === 'renamed' || (kind === 'changed' && objects.length <= objectsInTitle)) return [];
  const mark = kind === 'changed' ? ' ' : marks[kind];
  const names = objects.slice(0, listedObjects).map(({ identity }) => `${mark} ${formatIdentity(identity)}`);
  const left = objects.length - names.length;
  return left === 0 ? names : [...names, `  … and ${left} more`];
}

function changeLines({ kind, where, path, basePath, before, after, embedded }: Change): string[] {
  if (kind === 'moved') {
    const [from, to] = [basePath, path].map((each) => String(each.at(-1)));
    // As many went before it as it went past.
    if (from === to) return [`  ${where} stays at place ${to}, and stands elsewhere among the others`];
    return [`  ${where} moves from place ${from} to ${to}`];
  }
  if (embedded !== undefined) return [`  ${where}:`, ...embeddedLines(embedded)];
  // A text as a whole has no field.
  const field = where === '' ? '' : `${where}: `;
  return [
    ...(before === undefined ? [] : [`- ${field}${shownValue(before, after)}`]),
    ...(after === undefined ? [] : [`+ ${field}${shownValue(after, before)}`]),
  ];
}

/** Indented behind the mark that a line begins with: ` `, `-` or `+`, but for what heads a hunk. */
function embeddedLines(embedded: EmbeddedChange): string[] {
  if (embedded.format !== 'text')
    return embedded.changes.flatMap(changeLines).map((line) => line.replace(/^[ +-]/, '$&   '));
  return embedded.hunks.flatMap(({ beforeLine, afterLine, lines }) => [
    `@@ line ${beforeLine}, now ${afterLine} @@`,
    ...lines,
  ]);
}

function locationOf({ example }: Entry, { path = [] }: Hazard): Location | undefined {
  return (example.after ?? example.before)?.locate(path);
}
