import type { Finding } from '../../report/finding.ts';
import type { Move } from '../move.ts';
import { blindScalers } from '../observe/blind-scalers.ts';
import { overruledScalers } from '../observe/overruled.ts';
import { ambiguousAutoscalers, rivalScalers } from '../observe/rival-scalers.ts';
import { nameOf, type Seen } from '../timeline.ts';

/** What keeps scalers from their work, though their workloads are as they should be. Of the way back, BASE is to blame. */
export function scalerFindings(move: Move): Finding[] {
  if (move.direction === 'back') return [];
  return [...(move.end === 'settled' ? blind(move) : []), ...rivals(move), ...overruled(move)];
}

function blind(move: Move): Finding[] {
  return blindScalers(move).map(({ message, asksForNews, ...seen }) => ({
    severity: asksForNews ? 'warning' : 'error',
    rule: 'scaler-without-data',
    message: `its triggers could be read, and ${asksForNews ? 'in the lab they no longer can' : 'no longer can'}${message === '' ? '' : `: ${message}`}`,
    subject: subjectOf(seen),
    next: asksForNews
      ? 'see whether clusters have what its queries ask for: the lab has no requests, and no metrics of apps'
      : 'see what its triggers ask, and what they are answered',
  }));
}

function rivals(move: Move): Finding[] {
  const found = rivalScalers(move);
  const places = new Set(found.map(placeOf));
  // What follows from two scalers of one workload is told with these.
  const spoiled = ambiguousAutoscalers(move).filter((each) => !places.has(placeOf(each)));
  const told = [
    ...found.map(({ message, ...seen }) => ({
      ...seen,
      message: `${message}: autoscalers that share pods do nothing`,
    })),
    ...spoiled.map(({ message, ...seen }) => ({ ...seen, message: `does nothing any more: ${message}` })),
  ];
  return told.map(({ message, ...seen }) => ({
    severity: 'error',
    rule: 'two-scalers',
    message,
    subject: subjectOf(seen),
    next: 'let one scaler have all the triggers of a workload, and each workload pods with labels of its own',
  }));
}

function overruled(move: Move): Finding[] {
  return overruledScalers(move).map(({ scaler, target, replicas }) => ({
    severity: 'error',
    rule: 'scaler-overruled',
    message: `git comes to give ${nameOf(target.object)} spec.replicas: ${replicas} too: ${replicas === 0 && scaler.object.kind === 'HorizontalPodAutoscaler' ? 'an autoscaler leaves alone what is to have no pods' : 'Argo CD takes back whatever number the scaler sets'}`,
    subject: subjectOf(scaler),
    next: 'leave spec.replicas out of what a scaler scales',
  }));
}

function placeOf({ cluster, object }: Seen): string {
  return `${cluster} ${object.metadata.namespace}`;
}

function subjectOf({ cluster, object }: Seen): string {
  return `${cluster} ${nameOf(object)}`;
}
