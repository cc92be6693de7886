import { type Cluster, defineRule, type FleetObject, facts } from '#plumb';

const references = [
  'spec.strategy.canary.analysis',
  'spec.strategy.canary.steps[].analysis',
  'spec.strategy.blueGreen.prePromotionAnalysis',
  'spec.strategy.blueGreen.postPromotionAnalysis',
];

/** A release whose analysis cannot run stops half way, or goes through unseen. */
export default defineRule({
  controls: ['delivery/canary'],

  *perCluster(cluster) {
    for (const rollout of cluster.ofType('argoproj.io/Rollout')) {
      for (const { value, path } of references.flatMap((pattern) => rollout.maps(pattern))) {
        const given = namesOf(value['args']);
        const templates = Array.isArray(value['templates']) ? value['templates'] : [];
        for (const [index, reference] of templates.entries()) {
          const at = [...path, 'templates', index, 'templateName'];
          const { templateName: name, clusterScope } = reference as Readonly<Record<string, unknown>>;
          const kind = clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
          const namespace = clusterScope === true ? '' : rollout.namespace;
          const template = cluster.find(`argoproj.io/${kind}`, namespace, String(name));
          if (template === undefined) {
            yield rollout.violation(
              at,
              `releases of ${rollout.name} would stop, as there is no ${kind} ${String(name)}: add it or correct the name`,
            );
            continue;
          }
          for (const argument of wanted(template).filter((each) => !given.includes(each))) {
            yield rollout.violation(
              at,
              `the analysis cannot start without the argument ${argument} of ${template.title}: add it to args of ${rollout.name}`,
            );
          }
          yield* blindMetrics(cluster, rollout, template);
        }
      }
    }
  },
});

function namesOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list.map((each: { readonly name?: unknown }) => each.name) : [];
}

/** Arguments without a value of their own (`MergeArgs` and `ResolveArgs`, argo-rollouts utils/analysis/helpers.go). */
function wanted(template: FleetObject): string[] {
  return template
    .maps('spec.args[]')
    .filter(({ value }) => value['value'] === undefined && value['valueFrom'] === undefined)
    .map(({ value }) => String(value['name']));
}

/** Prometheus queries that nobody answers, or that look at other pods than the Rollout's. */
function* blindMetrics(cluster: Cluster, rollout: FleetObject, template: FleetObject) {
  for (const { value, path } of template.maps('spec.metrics[].provider.prometheus')) {
    const { address, query } = value;
    const server = typeof address === 'string' ? facts.serviceOf(cluster, address) : undefined;
    if (server !== undefined && !facts.isServed(cluster, server)) {
      yield template.violation(
        [...path, 'address'],
        `nobody answers at ${String(address)}: there is no Service ${server.name} in ${server.namespace}, and no Prometheus that would have it; correct the address`,
      );
    }
    const matchers = facts
      .seriesIn(typeof query === 'string' ? query : '')
      .flatMap((series) => series.matchers);
    if (matchers.some((matcher) => isOf(rollout, matcher.value))) continue;
    yield template.violation(
      [...path, 'query'],
      `the query says nothing about the pods of ${rollout.title}, whose release it decides: select them by workload or pod`,
    );
  }
}

/** `web`, or an expression for names of pods such as `web-.+`. */
function isOf({ name }: FleetObject, value: string): boolean {
  return value === name || value.startsWith(`${name}-`);
}
