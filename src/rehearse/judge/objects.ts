import type { Finding } from '../../report/finding.ts';
import { compareText } from '../../report/sort.ts';
import { counted } from '../../report/words.ts';
import type { Move } from '../move.ts';
import { type ObjectChange, objectChanges } from '../observe/objects.ts';
import { unscalingKeys } from '../observe/unscaled.ts';

/** With these, data or an address is gone that no new object brings back. */
const lasting = new Set([
  'CustomResourceDefinition',
  'Namespace',
  'PersistentVolumeClaim',
  'Service',
  'StatefulSet',
]);
const holdsData = new Set(['CustomResourceDefinition', 'Namespace', 'PersistentVolumeClaim']);

/** What others rely on, who do not see it go. */
const missed = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'GRPCRoute',
  'Gateway',
  'HTTPRoute',
  'HorizontalPodAutoscaler',
  'Ingress',
  'PodDisruptionBudget',
  'Rollout',
  'ScaledJob',
  'ScaledObject',
  'StatefulSet',
  'TCPRoute',
  'TLSRoute',
  'VirtualService',
]);

/** They are made anew to run again. */
const runsOnce = new Set(['Job', 'Pod']);

export function objectFindings(move: Move): Finding[] {
  const changes = objectChanges(move, move.before, move.after);
  const unscaling = unscalingKeys(move);
  const found = changes.flatMap((change) => {
    const subject = `${change.cluster} ${change.name}`;
    const finding = findingOf(change, move.direction, unscaling.has(subject));
    return finding === undefined ? [] : [{ ...finding, subject }];
  });
  return [...found, ...leftApplications(changes, move)];
}

function findingOf(
  { what, kind, isSynced, heldBy }: ObjectChange,
  direction: Move['direction'],
  isUnscaling: boolean,
): Finding | undefined {
  switch (what) {
    case 'created':
      return undefined;
    case 'recreated':
      if (runsOnce.has(kind)) return undefined;
      return {
        severity: lasting.has(kind) ? 'error' : 'warning',
        rule: 'recreated',
        message: 'was deleted and made anew: it is another object of the same name',
        next: 'change it in place, or move to another name in steps',
      };
    case 'pruned':
      if (direction === 'back') return undefined;
      if (isUnscaling)
        return {
          severity: 'error',
          rule: 'scaler-pruned',
          message: 'is gone, and what it scaled goes on without it, at as many pods as it has now',
          next: 'keep it, or say in git how many replicas there are to be',
        };
      if (missed.has(kind))
        return { severity: 'warning', rule: 'pruned', message: 'git no longer has it: it is gone' };
      if (!holdsData.has(kind)) return undefined;
      return {
        severity: 'error',
        rule: 'data-pruned',
        message: 'was deleted, and all that it holds with it',
        next: 'annotate it in a commit before with argocd.argoproj.io/sync-options: Prune=false and argocd.argoproj.io/compare-options: IgnoreExtraneous, and delete it by hand when it is no longer needed',
      };
    case 'lost':
      return {
        severity: 'error',
        rule: 'lost-with-namespace',
        message: 'is of no version in git, and was deleted with its namespace',
        next: 'move it before its namespace goes',
      };
    case 'left':
      // What an Application leaves when it goes itself stays on purpose, and is told once.
      if (!isSynced) return undefined;
      return {
        severity: direction === 'back' ? 'error' : 'warning',
        rule: direction === 'back' ? 'rollback-not-clean' : 'left-behind',
        ...(heldBy.length > 0
          ? {
              message: `git no longer has it, and it is still there: it has been deleted, and waits for its finalizers: ${heldBy.join(', ')}`,
              next: 'see that whoever removes the finalizer runs for as long as the object is there',
            }
          : {
              message: 'git no longer has it, and it is still there',
              next: 'delete it by hand, or let Argo CD prune it',
            }),
      };
  }
}

/** Applications that HEAD no longer asks for: their objects stay, and nobody keeps them as they were. */
function leftApplications(changes: readonly ObjectChange[], { direction, states }: Move): Finding[] {
  if (direction === 'back') return [];
  const there = new Set(states.map(({ name }) => name));
  const left = changes.flatMap(({ what, application, isSynced }) =>
    what === 'left' && !isSynced && application !== undefined && !there.has(application) ? [application] : [],
  );
  return [...new Set(left)].sort(compareText).map((application) => {
    const number = left.filter((each) => each === application).length;
    const message = `git no longer has this app: ${counted(number, 'object')} of it ${number === 1 ? 'is' : 'are'} still there, and nothing keeps them as git had them`;
    return {
      severity: 'warning',
      rule: 'left-behind',
      message,
      subject: application,
      next: 'delete by hand what is no longer needed',
    };
  });
}
