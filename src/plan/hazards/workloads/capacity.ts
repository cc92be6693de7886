import { podsOf } from '../../../kubernetes/pods.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import { formatPath, type Path } from '../../../manifest/path.ts';
import { quantityOf } from '../../../manifest/quantity.ts';
import { fieldsOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import { containerPairs } from '../container-pairs.ts';
import { changesOf, type Hazard, numberOf, type Reviewed } from '../hazard.ts';

const replicas = ['spec.replicas'];
const shards = ['spec.replicas', 'spec.shards'];
const resources = ['spec.resources.limits', 'spec.resources.requests'];

/** Where kinds say how many pods there are: one, unless they say so. */
const counts: Readonly<Record<string, readonly string[]>> = {
  ReplicationController: replicas,
  'acid.zalan.do/postgresql': ['spec.numberOfInstances'],
  'apps/Deployment': replicas,
  'apps/ReplicaSet': replicas,
  'apps/StatefulSet': replicas,
  'argoproj.io/Rollout': replicas,
  'k8s.mariadb.com/MariaDB': replicas,
  'kafka.strimzi.io/Kafka': ['spec.kafka.replicas'],
  'kafka.strimzi.io/KafkaNodePool': replicas,
  'mongodbcommunity.mongodb.com/MongoDBCommunity': ['spec.members'],
  'monitoring.coreos.com/Alertmanager': replicas,
  'monitoring.coreos.com/Prometheus': shards,
  'monitoring.coreos.com/PrometheusAgent': shards,
  'monitoring.coreos.com/ThanosRuler': replicas,
  'postgresql.cnpg.io/Cluster': ['spec.instances'],
  'rabbitmq.com/RabbitmqCluster': replicas,
};

/** Where kinds keep the Jobs that they make. */
const jobs: Readonly<Record<string, readonly string[]>> = {
  'batch/CronJob': ['spec', 'jobTemplate', 'spec'],
  'batch/Job': ['spec'],
  'keda.sh/ScaledJob': ['spec', 'jobTargetRef'],
};

/** Where kinds say how much there may be, or what all their pods have. */
const amounts: Readonly<Record<string, readonly string[]>> = {
  ResourceQuota: ['spec.hard'],
  'karpenter.sh/NodePool': ['spec.limits'],
  'monitoring.coreos.com/Alertmanager': resources,
  'monitoring.coreos.com/Prometheus': resources,
  'monitoring.coreos.com/PrometheusAgent': resources,
  'monitoring.coreos.com/ThanosRuler': resources,
};

/** Fewer pods, smaller pods, or less that they may take together. */
export function capacityCuts(reviewed: Reviewed): Hazard[] {
  const { type, before, after } = reviewed;
  if (before === undefined || after === undefined) return [];
  const found: Hazard[] = [];
  const compare = (path: Path, old: unknown, now: unknown): void => {
    const [was, is] = [old, now].map((amount) => quantityOf(amount)?.nano);
    if (was === undefined || is === undefined || is >= was) return;
    const message = `${formatPath(path)} is cut from ${shown(old)} to ${shown(now)}`;
    found.push({ severity: is === 0n ? 'error' : 'warning', rule: 'capacity-cut', message, path });
  };
  // Who leaves the number out gets one pod, even where a scaler is to take over.
  for (const field of countsOf(type, after))
    for (const { path, before: old = 1, after: now = 1 } of changesOf(reviewed, field))
      compare(path, old, now);
  for (const field of amounts[type] ?? []) {
    const path = field.split('.');
    const [old, now] = [fieldsOf(before, ...path), fieldsOf(after, ...path)];
    for (const name of Object.keys(old)) compare([...path, name], old[name], now[name]);
  }
  for (const { path, old, now } of resourcesOf(type, before, after)) compare(path, old, now);
  return found;
}

/** Where an object says how many pods there are: nowhere where each node has one, or where all that is left to do needs fewer. */
function countsOf(type: string, after: KubernetesObject): readonly string[] {
  if (fieldsOf(after, 'spec')['mode'] === 'DaemonSet') return [];
  const path = jobs[type];
  if (path === undefined) return counts[type] ?? [];
  const { parallelism, completions } = fieldsOf(after, ...path);
  const isEnough = numberOf(completions ?? Number.POSITIVE_INFINITY) <= numberOf(parallelism ?? 1);
  return isEnough ? [] : [[...path, 'parallelism'].join('.')];
}

interface Resource {
  readonly path: Path;
  readonly old: unknown;
  readonly now: unknown;
}

/** Requests and limits of containers. */
function resourcesOf(type: string, before: KubernetesObject, after: KubernetesObject): Resource[] {
  return containerPairs(podsOf(type, before), podsOf(type, after)).flatMap(({ was, is }) =>
    ['limits', 'requests'].flatMap((kind) => {
      const [old, now] = [was, is.value].map((container) => fieldsOf(container, 'resources', kind));
      return Object.entries(now ?? {}).map(([name, amount]) => ({
        path: [...is.path, 'resources', kind, name],
        old: old?.[name],
        now: amount,
      }));
    }),
  );
}
