import type { Document } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import type { Deployed } from './deploy.ts';
import type { ApplicationState } from './judge.ts';
import { type MakerProblem, makerProblems } from './missing.ts';
import { rootName } from './names.ts';

export interface DeployReport {
  readonly document: Document;
  /** Empty if all is synced and healthy. */
  readonly findings: readonly Finding[];
}

/** Every Application, and for each that is not done, why and what to do next: what is broken before what still waits. */
export function deployReport(title: string, deployed: Deployed): DeployReport {
  const { states, seconds, environment } = deployed;
  const problems = [
    ...makerProblems(states, deployed.last.applicationSets, sourceOf(deployed)),
    ...states.flatMap(({ name, problems: own }) => own.map((problem) => ({ subject: name, ...problem }))),
  ];
  const broken = problems.filter(({ waits }) => !waits).map(asFinding);
  const waiting = problems.filter(({ waits }) => waits);
  // That the root Application waits for the others is no news when these are told.
  const others = waiting.filter(
    ({ subject, rule }) => subject !== rootName || rule === 'application-missing',
  );
  const told = (broken.length + others.length > 0 ? others : waiting).map(asFinding);
  const done = states.filter(({ isDone }) => isDone).length;
  const took = `${seconds.toFixed(1)} s`;
  const of = `${done} of ${counted(states.length, 'Application')}`;
  const summary = `${environment.name}: ${of} Synced and Healthy ${done === states.length ? 'after' : 'within'} ${took}`;
  return {
    document: {
      title,
      summary,
      sections: [
        tableOf(states),
        ...(broken.length > 0 ? [{ type: 'findings', title: 'Broken', findings: broken } as const] : []),
        ...(told.length > 0
          ? [{ type: 'findings', title: 'Not done in time', findings: told } as const]
          : []),
      ],
      data: { environment: environment.name, seconds, applications: states },
    },
    findings: [...broken, ...told],
  };
}

function asFinding({ subject, rule, message, next }: MakerProblem): Finding {
  return { severity: 'error', rule, subject, message, next };
}

function tableOf(states: readonly ApplicationState[]): Document['sections'][number] {
  return {
    type: 'table',
    columns: ['application', 'made by', 'sync', 'health', 'since', 'commit'],
    rows: [...states]
      .sort((a, b) => Number(a.isDone) - Number(b.isDone))
      .map(({ name, maker, sync, health, since = '', revision = '' }) => [
        name,
        maker,
        sync,
        health,
        since,
        revision.slice(0, 8),
      ]),
  };
}

function sourceOf({ environment }: Deployed): string {
  const { source } = environment.root['spec'] as { source: { repoURL: string; targetRevision: string } };
  return `${source.repoURL} at ${source.targetRevision}`;
}
