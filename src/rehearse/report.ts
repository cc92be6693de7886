import { waveOf } from '../kubernetes/sync-wave.ts';
import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { compareText } from '../report/sort.ts';
import { counted } from '../report/words.ts';
import { judgeMove } from './judge/judge.ts';
import type { Move } from './move.ts';
import { type Canary, canariesOf } from './observe/canaries.ts';
import { type Capacity, capacitiesOf } from './observe/capacity.ts';
import { type ObjectChange, objectChanges } from './observe/objects.ts';
import { type SyncOrder, syncOrders } from './observe/syncs.ts';
import type { Rehearsal } from './rehearse.ts';
import type { App, Selection } from './select.ts';
import { nameOf } from './timeline.ts';

export interface Rehearsed {
  /** As the user named them. */
  readonly base: string;
  readonly head: string;
  readonly selection: Selection;
  /** What the overlay was asked to change beside what it must. */
  readonly requested: readonly string[];
  readonly rehearsal: Rehearsal;
}

/** What no rehearsal in a lab can show. */
const limits = [
  'no container runs: pods become Ready after the seconds that their app declares, whatever their image does',
  'nothing is tried of ConfigMaps and Secrets that pods mount, of what probes ask, nor of NetworkPolicies: plumb validate reads whether the first are there, and whether containers have the ports that probes name',
  'no requests are made: the analysis of a canary sees proxies that have counted nothing',
  'charts, cloud resources and Secrets are not there: what controllers outside the lab would do is not shown',
];

export function rehearsalReport(
  title: string,
  rehearsed: Rehearsed,
): { readonly document: Document; readonly findings: readonly Finding[] } {
  const { forward, back } = rehearsed.rehearsal;
  const [there, returned] = [told(forward), told(back)];
  const findings = [...there.findings, ...returned.findings];
  const sections = [
    ...findingsSection('On the way to HEAD', there),
    ...findingsSection('On the way back to BASE', returned),
    ...moveSections('To HEAD', there),
    ...moveSections('Back to BASE', returned),
    limitsSection(rehearsed),
  ];
  const data = dataOf(rehearsed, there, returned);
  return { document: { title, summary: summaryOf(rehearsed, findings), sections, data }, findings };
}

/** What is to be told of a move. */
interface Told {
  readonly findings: readonly Finding[];
  readonly facts: Facts;
}

function told(move: Move): Told {
  return { findings: judgeMove(move), facts: factsOf(move) };
}

function summaryOf({ base, head, selection, rehearsal }: Rehearsed, findings: readonly Finding[]): string {
  const { forward, back } = rehearsal;
  const errors = findings.filter(({ severity }) => severity !== 'warning').length;
  const verdict = errors === 0 ? 'nothing to stop for' : `${counted(errors, 'thing')} to stop for`;
  const apps = counted(selection.chosen.length, 'app');
  return `${base} → ${head}, ${apps}: ${verdict}; there ${wordsOf(forward)}, back ${wordsOf(back)}`;
}

function wordsOf({ end, seconds, declaredSeconds }: Move): string {
  const declared = declaredSeconds < 1 ? '' : `, of which ${declaredSeconds.toFixed(0)} s are declared waits`;
  return `${end} after ${seconds.toFixed(0)} s${declared}`;
}

function findingsSection(title: string, { findings }: Told): Section[] {
  return findings.length === 0 ? [] : [{ type: 'findings', title, findings }];
}

function moveSections(title: string, { facts }: Told): Section[] {
  return [
    table(
      `${title}: Applications`,
      ['application', 'sync', 'health', 'done after'],
      facts.applications.map(applicationRow),
    ),
    table(
      `${title}: pods that serve`,
      ['cluster', 'for', 'asked', 'before', 'lowest', 'after'],
      facts.capacities.map(({ cluster, name, asked, before, lowest, after }) => [
        cluster,
        name,
        ...[asked, before, lowest, after].map(String),
      ]),
    ),
    table(
      `${title}: canaries`,
      ['cluster', 'rollout', 'outcome', 'weights', 'message'],
      facts.canaries.map(({ cluster, name, outcome, weights, message }) => [
        cluster,
        name,
        outcome,
        weights.join(' '),
        message,
      ]),
    ),
    table(
      `${title}: objects`,
      ['cluster', 'object', 'what'],
      facts.objects.map(({ cluster, name, what }) => [cluster, name, what]),
    ),
    table(
      `${title}: order of syncs`,
      ['application', 'waves, as Argo CD came to them'],
      facts.syncs.map(({ application, steps }) => [application, steps.map(stepWords).join(', ')]),
    ),
  ].flat();
}

function table(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): Section[] {
  return rows.length === 0 ? [] : [{ type: 'table', title, columns, rows }];
}

interface Facts {
  readonly applications: readonly ApplicationFacts[];
  readonly capacities: readonly Capacity[];
  readonly canaries: readonly Canary[];
  readonly objects: readonly ObjectChange[];
  readonly syncs: readonly SyncOrder[];
}

interface ApplicationFacts {
  readonly name: string;
  readonly sync: string;
  readonly health: string;
  readonly doneSeconds: number | undefined;
}

/** What a move shows of the apps that take part in it. */
function factsOf(move: Move): Facts {
  const waves = new Map(move.to.map(({ object }) => [nameOf(object), waveOf(object)]));
  return {
    applications: move.states
      .map(({ name, sync, health }) => ({ name, sync, health, doneSeconds: move.doneSeconds.get(name) }))
      .sort((a, b) => compareText(a.name, b.name)),
    capacities: capacitiesOf(move.timeline, move.seconds)
      .filter(({ before, after }) => before + after > 0)
      .sort(byPlace),
    canaries: canariesOf(move.timeline).sort(byPlace),
    objects: objectChanges(move, move.before, move.after).sort(byPlace),
    syncs: syncOrders(
      move.timeline,
      (object) => waves.get(object) ?? waves.get(withoutNamespace(object)) ?? 0,
    ).sort((a, b) => compareText(a.application, b.application)),
  };
}

interface Placed {
  readonly cluster: string;
  readonly name: string;
}

/** Watches of several kinds tell in no order. */
function byPlace(a: Placed, b: Placed): number {
  return compareText(a.cluster, b.cluster) || compareText(a.name, b.name);
}

/** Argo CD gives objects without a namespace that of the Application's destination. */
function withoutNamespace(object: string): string {
  return object.replace(/ .*\//, ' ');
}

function stepWords({ wave, seconds, objects }: SyncOrder['steps'][number]): string {
  return `${wave} at ${seconds.toFixed(0)} s (${counted(objects, 'object')})`;
}

function applicationRow({ name, sync, health, doneSeconds }: ApplicationFacts): string[] {
  return [name, sync, health, doneSeconds === undefined ? 'not done' : `${doneSeconds.toFixed(0)} s`];
}

function limitsSection({ selection, requested }: Rehearsed): Section {
  const asked = requested.map((rule) => `as asked for, the lab differs from dist: ${rule}`);
  const left =
    selection.leftOut.length === 0
      ? []
      : [`left out, as the change does not reach them: ${selection.leftOut.map(appName).join(', ')}`];
  return { type: 'text', title: 'What this does not show', lines: [...limits, ...asked, ...left] };
}

function appName({ target, app }: App): string {
  return `${target}/${app}`;
}

function dataOf({ base, head, selection, requested, rehearsal }: Rehearsed, there: Told, returned: Told) {
  const moveData = (move: Move, { findings, facts }: Told) => ({
    end: move.end,
    seconds: rounded(move.seconds),
    declaredSeconds: rounded(move.declaredSeconds),
    declaredWaits: move.holds,
    findings,
    ...facts,
  });
  return {
    base,
    head,
    selection,
    requested,
    baseSeconds: rounded(rehearsal.base.seconds),
    forward: moveData(rehearsal.forward, there),
    back: moveData(rehearsal.back, returned),
  };
}

function rounded(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
