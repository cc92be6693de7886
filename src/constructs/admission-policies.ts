import { Construct } from 'constructs';
import type { KubernetesObject } from '../manifest/object.ts';
import { AppChart } from './app.ts';
import { ClusterManifest, Manifest, type NamedObject } from './manifest.ts';

/**
 * The policies of `policies/`, as clusters of this environment get them: ValidatingAdmissionPolicies, their bindings
 * and parameters. What has no namespace there is of a cluster-scoped kind.
 */
export class AdmissionPolicies extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const object of AppChart.containing(this).context.environment.policies) {
      const { kind, metadata } = object;
      const Scoped = metadata.namespace === undefined ? ClusterManifest : Manifest;
      new Scoped(this, `${kind}-${metadata.name}`, named(object));
    }
  }
}

/** What is in `policies/` was checked when it was read. */
function named(object: KubernetesObject): NamedObject {
  return object as KubernetesObject & NamedObject;
}
