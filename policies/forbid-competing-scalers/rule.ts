import { type Cluster, defineRule, type FleetObject, facts } from '#plumb';

/** Two controllers that decide one number undo each other's work, and pods come and go. */
export default defineRule({
  controls: ['scaling/ownership'],

  *perCluster(cluster) {
    const scalers = facts.scalerTypes.flatMap((type) => cluster.ofType(type));
    const byTarget = Map.groupBy(scalers, (scaler) => targetKey(scaler));
    for (const [target, [first, ...others]] of byTarget) {
      if (target === undefined || first === undefined) continue;
      for (const other of others) {
        if (takesOver(first, other)) continue;
        yield other.violation(
          ['spec', 'scaleTargetRef'],
          `${first.title} already scales ${target}, and two scalers undo each other's work: merge ${other.title} into it`,
        );
      }
    }
    const byName = Map.groupBy(
      cluster.ofType('keda.sh/ScaledObject'),
      (each) => `${each.namespace}/${hpaName(each)}`,
    );
    for (const [first, ...others] of byName.values()) {
      for (const other of others) {
        yield other.violation(
          ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'name'],
          `${first?.title ?? ''} has an HPA of the name ${hpaName(other)} already: give that of ${other.title} another name`,
        );
      }
    }
    for (const scaler of scalers) yield* verticalRivals(cluster, scaler);
  },
});

function targetKey(scaler: FleetObject): string | undefined {
  const target = facts.targetOf(scaler);
  return target && `${target.type} ${scaler.namespace}/${target.name}`;
}

/** `getHpaName`, apis/keda/v1alpha1/scaledobject_webhook.go. */
function hpaName(scaledObject: FleetObject): string {
  return (
    scaledObject.text('spec.advanced.horizontalPodAutoscalerConfig.name') ?? `keda-hpa-${scaledObject.name}`
  );
}

/** KEDA adopts a written HPA that the ScaledObject names, if it is told to (`verifyHpas`, same file). */
function takesOver(scaledObject: FleetObject, hpa: FleetObject): boolean {
  return (
    hpa.kind === 'HorizontalPodAutoscaler' &&
    scaledObject.annotation('scaledobject.keda.sh/transfer-hpa-ownership') === 'true' &&
    hpaName(scaledObject) === hpa.name
  );
}

/** A share of requests means something else after every change of the requests. */
function* verticalRivals(cluster: Cluster, scaler: FleetObject) {
  const target = facts.targetOf(scaler);
  const rivals = cluster
    .ofType('autoscaling.k8s.io/VerticalPodAutoscaler', scaler.namespace)
    .filter((each) => each.text('spec.targetRef.name') === target?.name)
    .filter((each) => target?.type.endsWith(`/${each.text('spec.targetRef.kind') ?? ''}`));
  for (const vertical of rivals) {
    for (const resource of utilised(scaler)) {
      if (!changes(vertical, resource)) continue;
      yield vertical.violation(
        ['spec', 'resourcePolicy'],
        `${scaler.title} scales by the share of requested ${resource} that is used, which ${vertical.title} changes: leave ${resource} out of its controlledResources, or scale by another metric`,
      );
    }
  }
}

/** Resources whose use is measured against requests: KEDA's cpu and memory triggers, and an HPA's Utilization. */
function utilised(scaler: FleetObject): ReadonlySet<string> {
  const triggers = scaler
    .maps('spec.triggers[]')
    .filter(({ value }) => value['metricType'] !== 'AverageValue')
    .map(({ value }) => value['type']);
  const metrics = ['resource', 'containerResource'].flatMap((source) =>
    scaler
      .maps(`spec.metrics[].${source}`)
      .filter(({ value }) => isShare(value['target']))
      .map(({ value }) => value['name']),
  );
  const resources = [...triggers, ...metrics].filter((each) => each === 'cpu' || each === 'memory');
  return new Set(resources.map(String));
}

function isShare(target: unknown): boolean {
  return (target as { readonly type?: unknown } | undefined)?.type === 'Utilization';
}

/** By default a VPA changes both, of all containers (autoscaler, vertical-pod-autoscaler/pkg/apis/autoscaling.k8s.io/v1/types.go). */
function changes(vertical: FleetObject, resource: string): boolean {
  if (['Off', 'Initial'].includes(vertical.text('spec.updatePolicy.updateMode') ?? 'Auto')) return false;
  const policies = vertical.maps('spec.resourcePolicy.containerPolicies[]').map(({ value }) => value);
  const active = policies.filter(({ mode }) => mode !== 'Off');
  if (policies.length === 0) return true;
  return active.some(
    ({ controlledResources: listed }) => !Array.isArray(listed) || listed.includes(resource),
  );
}
