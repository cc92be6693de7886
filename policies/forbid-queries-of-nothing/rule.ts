import { type Cluster, defineRule, type FleetObject, facts } from '#plumb';

/** Where objects keep PromQL. */
const queries: Readonly<Record<string, string>> = {
  'argoproj.io/AnalysisTemplate': 'spec.metrics[].provider.prometheus.query',
  'argoproj.io/ClusterAnalysisTemplate': 'spec.metrics[].provider.prometheus.query',
  'keda.sh/ScaledObject': 'spec.triggers[].metadata.query',
  'monitoring.coreos.com/PrometheusRule': 'spec.groups[].rules[].expr',
};

/** Labels that name a namespace of the cluster. */
const namespaceLabels = ['namespace', 'destination_workload_namespace', 'source_workload_namespace'];

const workloadTypes = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'argoproj.io/Rollout'];

/**
 * A query of series that nothing serves is empty for ever: the alert never fires, the scaler falls back, the canary is
 * inconclusive. What is told apart: recorded series, namespaces, workloads of the mesh, and jobs of PodMonitors.
 */
export default defineRule({
  controls: ['observability/queries'],

  *perCluster(cluster) {
    const recorded = new Set(
      cluster
        .ofType('monitoring.coreos.com/PrometheusRule')
        .flatMap((rule) => rule.texts('spec.groups[].rules[].record'))
        .map(({ value }) => value),
    );
    for (const [type, pattern] of Object.entries(queries)) {
      for (const object of cluster.ofType(type)) {
        for (const { value, path } of object.texts(pattern))
          for (const reason of new Set(nothings(cluster, recorded, value)))
            yield object.violation(path, `${reason}, so ${object.title} sees no series: correct the query`);
      }
    }
  },
});

function nothings(cluster: Cluster, recorded: ReadonlySet<string>, query: string): string[] {
  return facts.seriesIn(query).flatMap(({ metric, matchers }) => {
    // Written by hand, none of these values is ever an expression.
    const exact = new Map(
      matchers.filter(({ operator }) => operator === '=').map(({ label, value }) => [label, value]),
    );
    const job = exact.get('job') ?? '';
    return [
      ...(metric.includes(':') && !recorded.has(metric) ? [`no rule records ${metric}`] : []),
      ...namespaceLabels
        .map((label) => exact.get(label))
        .filter((name) => name !== undefined && !hasNamespace(cluster, name))
        .map((name) => `there is no namespace ${name}`),
      ...missingWorkload(cluster, exact),
      ...(isMonitored(cluster, job) ? [] : [`there is no PodMonitor ${job}`]),
    ];
  });
}

function hasNamespace(cluster: Cluster, name: string | undefined): boolean {
  return (
    name === undefined ||
    isTemplate(name) ||
    ['default', 'kube-system', 'kube-public', 'kube-node-lease'].includes(name) ||
    cluster.find('Namespace', '', name) !== undefined
  );
}

function missingWorkload(cluster: Cluster, exact: ReadonlyMap<string, string>): string[] {
  const name = exact.get('destination_workload');
  const namespace = exact.get('destination_workload_namespace');
  if (name === undefined || namespace === undefined || isTemplate(name)) return [];
  const exists = workloadTypes.some((type): FleetObject | undefined => cluster.find(type, namespace, name));
  return exists ? [] : [`there is no workload ${name} in ${namespace}`];
}

/** The job of a PodMonitor is `<namespace>/<name>` (prometheus-operator, pkg/prometheus/promcfg.go). */
function isMonitored(cluster: Cluster, job: string): boolean {
  const [namespace = '', name] = job.split('/');
  return (
    name === undefined || cluster.find('monitoring.coreos.com/PodMonitor', namespace, name) !== undefined
  );
}

/** Filled in when it runs: `{{args.name}}`, `$name`. */
function isTemplate(value: string): boolean {
  return value.includes('{{') || value.includes('$');
}
