import { type Cluster, defineRule, type FleetEnvironment, type FleetObject } from '#plumb';

/** Groups of kinds that charts bring, which no manifest shows. */
const groupsOfCharts: Readonly<Record<string, readonly string[]>> = {
  'argo-rollouts': [
    'argoproj.io/AnalysisTemplate',
    'argoproj.io/ClusterAnalysisTemplate',
    'argoproj.io/Rollout',
  ],
  base: ['networking.istio.io', 'security.istio.io', 'telemetry.istio.io'],
  'cert-manager': ['cert-manager.io'],
  'cloudfront-chart': ['cloudfront.services.k8s.aws'],
  'external-secrets': ['external-secrets.io'],
  karpenter: ['karpenter.k8s.aws', 'karpenter.sh'],
  keda: ['keda.sh'],
  'kube-prometheus-stack': ['monitoring.coreos.com'],
  'route53-chart': ['route53.services.k8s.aws'],
  velero: ['velero.io'],
  'vertical-pod-autoscaler': ['autoscaling.k8s.io'],
  'wafv2-chart': ['wafv2.services.k8s.aws'],
};

/**
 * A cluster refuses objects of kinds that it does not know yet, and the sync stops there. Within one Application, Argo
 * CD goes by sync waves, and in one wave puts definitions first (gitops-engine, pkg/sync/sync_tasks.go); between
 * Applications it goes by their waves.
 */
export default defineRule({
  controls: ['delivery/order'],

  *perEnvironment(environment) {
    for (const cluster of environment.clusters) {
      for (const definition of cluster.ofType('apiextensions.k8s.io/CustomResourceDefinition'))
        for (const object of instancesOf(cluster, definition))
          yield* writtenTooLate(cluster, definition, object);
      if (cluster.ofType('plumbline.dev/RenderedApp').length > 0) yield* chartsTooLate(environment, cluster);
    }
  },
});

function instancesOf(cluster: Cluster, definition: FleetObject): readonly FleetObject[] {
  return cluster.ofType(`${definition.text('spec.group') ?? ''}/${definition.text('spec.names.kind') ?? ''}`);
}

function* writtenTooLate(cluster: Cluster, definition: FleetObject, object: FleetObject) {
  const [first, later] = [appOf(cluster, definition), appOf(cluster, object)];
  const isOneApp = first === undefined || later === undefined || first === later;
  const [kind, own] = isOneApp ? [definition.syncWave, object.syncWave] : [appWave(first), appWave(later)];
  // Applications of one wave are synced side by side.
  if (isOneApp ? kind <= own : kind < own) return;
  yield object.violation(
    ['metadata', 'annotations', 'argocd.argoproj.io/sync-wave'],
    `${object.title} comes in wave ${own}, not after its kind, which ${definition.title} brings in wave ${kind}: put it into a later wave`,
  );
}

/** What is told is the first object of each app and group: the whole app waits. */
function* chartsTooLate(environment: FleetEnvironment, cluster: Cluster) {
  const told = new Set<string>();
  for (const object of cluster.objects) {
    const group = [object.identity.group, object.type].find((each) =>
      Object.values(groupsOfCharts).some((groups) => groups.includes(each)),
    );
    const app = appOf(cluster, object);
    if (group === undefined || app === undefined || told.has(`${app.name} ${group}`)) continue;
    told.add(`${app.name} ${group}`);
    const bringing = bringers(environment, cluster, group);
    if (bringing.length === 0) {
      yield object.violation(
        ['kind'],
        `no chart of this cluster brings ${group}, so ${object.title} would be refused: add the app that installs it`,
      );
    } else if (!bringing.some((each) => each.name === app.name || appWave(each) < appWave(app))) {
      const [first] = bringing;
      yield app.violation(
        ['spec', 'wave'],
        `${app.name} comes in wave ${appWave(app)}, but ${group} only in wave ${first && appWave(first)} with ${first?.name ?? ''}: let ${app.name} depend on it`,
      );
    }
  }
}

/** Apps whose charts bring a group. The hub's objects are in the cluster of one of the regions. */
function bringers(environment: FleetEnvironment, cluster: Cluster, group: string): FleetObject[] {
  const charts = Object.keys(groupsOfCharts).filter((chart) => groupsOfCharts[chart]?.includes(group));
  const isHubRegion = (each: Cluster) =>
    each.ofType('plumbline.dev/Region').some((region) => region.value('spec.isHub') === true);
  return environment.clusters
    .filter((each) => each === cluster || (cluster.target === 'hub' && isHubRegion(each)))
    .flatMap((each) => each.ofType('plumbline.dev/RenderedApp'))
    .filter((app) => app.texts('spec.charts[].name').some(({ value }) => charts.includes(value)));
}

function appOf(cluster: Cluster, object: FleetObject): FleetObject | undefined {
  return cluster.find('plumbline.dev/RenderedApp', '', object.label('app.kubernetes.io/name') ?? '');
}

function appWave(app: FleetObject): number {
  return Number(app.text('spec.wave') ?? '0');
}
