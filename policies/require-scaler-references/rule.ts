import { type Cluster, defineRule, type FleetObject, facts } from '#plumb';

/** A scaler without its target or its credentials scales nothing, and says so only in its own status. */
export default defineRule({
  controls: ['scaling/references'],

  *perCluster(cluster) {
    for (const scaler of facts.scalerTypes.flatMap((type) => cluster.ofType(type))) {
      const target = facts.targetOf(scaler);
      if (target !== undefined && cluster.find(target.type, scaler.namespace, target.name) === undefined) {
        yield scaler.violation(
          ['spec', 'scaleTargetRef', 'name'],
          `${scaler.title} scales nothing: there is no ${target.type} ${target.name} in ${scaler.namespace}; add it or correct the name`,
        );
      }
      yield* missingCredentials(cluster, scaler);
    }
  },
});

/** `kind` is TriggerAuthentication by default (apis/keda/v1alpha1/scaletriggers_types.go). */
function* missingCredentials(cluster: Cluster, scaler: FleetObject) {
  for (const { value, path } of scaler.maps('spec.triggers[].authenticationRef')) {
    const { name, kind = 'TriggerAuthentication' } = value;
    if (typeof name !== 'string' || typeof kind !== 'string') continue;
    const namespace = kind === 'ClusterTriggerAuthentication' ? '' : scaler.namespace;
    if (cluster.find(`keda.sh/${kind}`, namespace, name) !== undefined) continue;
    yield scaler.violation(
      [...path, 'name'],
      `the trigger cannot log in, so ${scaler.title} falls back: there is no ${kind} ${name}${namespace === '' ? '' : ` in ${namespace}`}; add it or correct the name`,
    );
  }
}
