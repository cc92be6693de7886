import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import { objectFindings, unjudgedFinding } from './findings.ts';
import { fleetGrid, whoAndWhen } from './overview.ts';
import { type DriftRun, type DriftTarget, results } from './run.ts';

type Part = readonly [title: string, isIn: (finding: Finding) => boolean];

/** What comes first, of whichever cluster it is. */
const worst: readonly Part[] = [
  ['Not judged', ({ severity }) => severity === 'unjudged'],
  ['Changed by people', ({ rule }) => rule === 'drifted-by-person'],
];
/** Worst first. */
const all: readonly Part[] = [
  ...worst,
  ['Drifted', ({ rule }) => rule === 'drifted'],
  ['Missing', ({ rule }) => rule === 'missing'],
  ['Orphaned', ({ rule }) => rule === 'orphaned'],
  ['Stale: not synced yet', ({ rule }) => rule === 'stale'],
];

/**
 * What asking clusters has shown, worst first.
 *
 * @param unread what reading git, or reports, told
 * @param more what else there is to say, e.g. of earlier runs
 */
export function runDocument(
  title: string,
  run: DriftRun,
  unread: readonly Finding[] = [],
  more: readonly Section[] = [],
): Document {
  const timeline = whoAndWhen(run);
  const last = [...(timeline === undefined ? [] : [timeline]), ...more];
  const isFleet = run.targets.length > 1;
  return {
    title,
    summary: summaryOf(run),
    sections: isFleet
      ? [...byTarget(run, unread), ...last]
      : [...byResult(run, unread), ...last, ...(run.targets.length === 0 ? [] : [table(run)])],
    data: run,
  };
}

/** As many of each cluster, so that one that has much to tell leaves room for the others; the rest is told with it. */
const shownFirst = 10;

/** The worst of all clusters, an overview, and what else there is to tell of each: space goes to who comes first. */
function byTarget(run: DriftRun, unread: readonly Finding[]): Section[] {
  const told = run.targets.map((target) => {
    const findings = targetFindings(target, true);
    const first = new Set(worst.flatMap(([, isIn]) => findings.filter(isIn).slice(0, shownFirst)));
    return { name: target.target, first: [...first], own: findings.filter((each) => !first.has(each)) };
  });
  const leads = told.map(({ name, first, own }): [string, string] => {
    const part = worst.find(([, isIn]) => first.some(isIn));
    return [name, own.length > 0 || part === undefined ? name : part[0]];
  });
  return [
    ...sectionsOf(worst, [...unread, ...told.flatMap(({ first }) => first)]),
    fleetGrid(run, new Map(leads)),
    table(run),
    ...section('Reports', without(worst, unread)),
    ...told.flatMap(({ name, own }) => section(name, own)),
  ];
}

function byResult({ targets }: DriftRun, unread: readonly Finding[]): Section[] {
  const found = [...unread, ...targets.flatMap((target) => targetFindings(target, false))];
  return [...sectionsOf(all, found), ...section('Also', without(all, found))];
}

function sectionsOf(wanted: readonly Part[], findings: readonly Finding[]): Section[] {
  return wanted.flatMap(([title, isIn]) => section(title, findings.filter(isIn)));
}

function without(others: readonly Part[], findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => !others.some(([, isIn]) => isIn(finding)));
}

function section(title: string, findings: readonly Finding[]): Section[] {
  return findings.length === 0 ? [] : [{ type: 'findings', title, findings }];
}

function targetFindings(target: DriftTarget, isNamed: boolean): Finding[] {
  const findings = [
    ...target.unjudged.map((part) => unjudgedFinding(part)),
    ...target.objects.flatMap(objectFindings),
  ].map((finding) =>
    isNamed ? { ...finding, subject: `${target.target}: ${finding.subject ?? ''}` } : finding,
  );
  if (target.state === 'judged') return findings;
  const { state, reason = 'no reason was given' } = target;
  return [
    {
      severity: 'unjudged',
      rule: state,
      subject: target.target,
      message: `${stateTexts[state].what}: ${reason}`,
      next: stateTexts[state].next,
    },
    ...findings,
  ];
}

const stateTexts = {
  unreachable: {
    what: 'the cluster does not answer',
    next: 'see whether it runs, and whether the context of the kubeconfig names its address',
  },
  forbidden: {
    what: 'the cluster refuses',
    next: 'renew the credentials of the context, or give its user the rights of the app drift',
  },
  unreadable: { what: 'it was not asked', next: 'correct what is named, and look again' },
} as const;

function summaryOf({ targets }: DriftRun): string {
  const sum = (name: (typeof results)[number]): number =>
    targets.reduce((total, { counts }) => total + counts[name], 0);
  const parts = results.filter((name) => sum(name) > 0).map((name) => `${sum(name)} ${name}`);
  const away = targets.filter(({ state }) => state !== 'judged').length;
  const judged = counted(targets.length - away, 'cluster');
  return [judged, ...parts, ...(away === 0 ? [] : [`${counted(away, 'cluster')} not judged`])].join(', ');
}

function table({ targets }: DriftRun): Section {
  return {
    type: 'table',
    columns: ['cluster', 'state', ...results, 'not judged', 'declared'],
    rows: targets.map((target) => [
      target.target,
      target.state,
      ...results.map((name) => String(target.counts[name])),
      String(target.unjudged.reduce((total, { objects }) => total + objects, 0)),
      coverageText(target),
    ]),
  };
}

function coverageText({ coverage }: DriftTarget): string {
  if (coverage === undefined) return '';
  const { declared, charts, live, unseenKinds } = coverage;
  const parts = [
    `${declared} of ${live}`,
    ...(charts === 0 ? [] : [`${charts} of charts`]),
    ...(unseenKinds.length === 0 ? [] : [`${counted(unseenKinds.length, 'kind')} unseen`]),
  ];
  return parts.join(', ');
}
