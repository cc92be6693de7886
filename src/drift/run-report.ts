import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import { objectFindings, unjudgedFinding } from './findings.ts';
import { fleetGrid, whoAndWhen } from './overview.ts';
import { type DriftRun, type DriftTarget, results } from './run.ts';

/** Worst first. */
const sections: readonly (readonly [title: string, isIn: (finding: Finding) => boolean])[] = [
  ['Not judged', ({ severity }) => severity === 'unjudged'],
  ['Changed by people', ({ rule }) => rule === 'drifted-by-person'],
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
  return {
    title,
    summary: summaryOf(run),
    sections: [
      ...(run.targets.length > 1 ? byTarget(run, unread) : byResult(run, unread)),
      ...(timeline === undefined ? [] : [timeline]),
      ...more,
      ...(run.targets.length === 0 ? [] : [table(run)]),
    ],
    data: run,
  };
}

/** An overview, and what there is to tell of each cluster. */
function byTarget(run: DriftRun, unread: readonly Finding[]): Section[] {
  const reports = run.targets.map((target) => section(target.target, targetFindings(target, true)));
  return [fleetGrid(run), ...section('Reports', unread), ...reports.flat()];
}

function byResult({ targets }: DriftRun, unread: readonly Finding[]): Section[] {
  const found = [...unread, ...targets.flatMap((target) => targetFindings(target, false))];
  const rest = found.filter((finding) => !sections.some(([, isIn]) => isIn(finding)));
  return [
    ...sections.flatMap(([heading, isIn]) => section(heading, found.filter(isIn))),
    ...section('Also', rest),
  ];
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
