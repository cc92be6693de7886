import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { checkCron, parseCron } from '../../../model/cron.ts';
import { annotationOf } from '../../argocd.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** What stands still, as the object says; one text each, the same before and after if nothing about it changes. */
type Finder = (object: KubernetesObject) => readonly (string | false)[];

const keda = 'autoscaling.keda.sh';

const flag =
  (field: string, message: string): Finder =>
  (object) => [fieldsOf(object, 'spec')[field] === true && message];

const pausedPods = flag('paused', 'is paused: what changes in its pods does not reach them');

const unsynced = flag('suspend', 'is suspended: what changes in git does not reach the cluster by it');

const finders: Readonly<Record<string, Finder>> = {
  'apps/Deployment': pausedPods,
  'argoproj.io/Rollout': pausedPods,
  'argoproj.io/CronWorkflow': flag('suspend', 'is suspended: it starts no more workflows'),
  'batch/CronJob': (job) => {
    const schedule = textOf(fieldsOf(job, 'spec'), 'schedule') ?? '';
    const never = parseCron(schedule) !== undefined && checkCron(schedule, []).length > 0;
    return [
      fieldsOf(job, 'spec')['suspend'] === true && 'is suspended: it starts no more jobs',
      never && 'starts no more jobs: its schedule names a day that never comes',
    ];
  },
  'batch/Job': flag('suspend', 'is suspended: its pods are stopped'),
  'helm.toolkit.fluxcd.io/HelmRelease': unsynced,
  // Karpenter 1.14, `pkg/apis/v1/nodepool.go`, `GetAllowedDisruptionsByReason`: of budgets that count, the strictest.
  'karpenter.sh/NodePool': (pool) => [
    selectMaps(pool, 'spec.disruption.budgets[]').some(
      ({ value }) => /^0%?$/.test(shown(value['nodes'])) && !('schedule' in value) && !('reasons' in value),
    ) && 'replaces no nodes that are outdated or idle (budget of 0)',
  ],
  'keda.sh/ScaledJob': (object) => [isPaused(object) && 'is paused: it starts no more jobs'],
  'keda.sh/ScaledObject': (object) => {
    const replicas = annotationOf(object, `${keda}/paused-replicas`);
    if (replicas !== undefined) return [`is held at ${replicas} pods, whatever the load (paused-replicas)`];
    if (isPaused(object)) return ['is paused: nothing is scaled, whatever the load'];
    return [
      isPaused(object, 'paused-scale-out') && 'adds no pods, whatever the load (paused-scale-out)',
      isPaused(object, 'paused-scale-in') && 'takes no pods away, whatever the load (paused-scale-in)',
    ];
  },
  'kustomize.toolkit.fluxcd.io/Kustomization': unsynced,
  'postgresql.cnpg.io/ScheduledBackup': flag('suspend', 'is suspended: it makes no more backups'),
  'source.toolkit.fluxcd.io/GitRepository': unsynced,
  'source.toolkit.fluxcd.io/HelmRepository': unsynced,
  'source.toolkit.fluxcd.io/OCIRepository': unsynced,
};

/** KEDA 2.21, `apis/keda/v1alpha1/scaledobject_types.go`, `getBoolAnnotation`: all but a clear no. */
function isPaused(object: KubernetesObject, annotation = 'paused'): boolean {
  const paused = annotationOf(object, `${keda}/${annotation}`);
  return paused !== undefined && !/^(?:0|f|F|false|False|FALSE)$/.test(paused);
}

/** What is still there, but does nothing any more. */
export function suspensions({ type, before, after }: Reviewed): Hazard[] {
  const find = finders[type];
  if (find === undefined || before === undefined || after === undefined) return [];
  const known = find(before);
  return find(after)
    .filter((message) => message !== false)
    .filter((message) => !known.includes(message))
    .map((message) => ({
      severity: message.startsWith('is held at 0 pods') ? 'error' : 'warning',
      rule: 'suspension',
      message,
    }));
}
