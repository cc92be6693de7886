import { describe, expect, test } from 'vitest';
import { loadFleet } from '../../src/fleet/load.ts';
import { identityOf, type KubernetesObject, type ObjectIdentity } from '../../src/manifest/object.ts';
import { readPolicyObjects } from '../../src/synth/policies.ts';
import { checkout } from '../support/checkout.ts';
import { readFleetClusters } from '../support/fleet-clusters.ts';

const { manifests } = await readPolicyObjects(checkout);
const written = manifests.map(({ object }) => object);
const { environments } = loadFleet(checkout);
const clusters = readFleetClusters().map((cluster) => [cluster.id, cluster.objects] as const);

interface Binding extends KubernetesObject {
  readonly spec: { readonly policyName: string; readonly validationActions: readonly string[] };
}

const isBinding = (object: KubernetesObject): object is Binding =>
  object.kind === 'ValidatingAdmissionPolicyBinding';
const { stringify } = JSON;
const sameAs = (identity: ObjectIdentity) => (object: KubernetesObject) =>
  stringify(identityOf(object)) === stringify(identity);

describe.each(clusters)('%s', (id, objects) => {
  test('has every policy, binding and parameter, each as it is written but for its actions', () => {
    for (const object of written) {
      const found = objects.find(sameAs(identityOf(object)));
      if (isBinding(object)) {
        const { validationActions: _, ...spec } = object.spec;
        expect(found?.['spec']).toMatchObject(spec);
      } else {
        expect([found?.['spec'], found?.['data']]).toEqual([object['spec'], object['data']]);
      }
    }
  });

  test('denies what a policy forbids, unless its environment only tells of it', () => {
    const environment = environments.find(({ name }) => id.startsWith(`${name}-`));
    const bindings = objects.filter(isBinding);
    expect(bindings.length).toBeGreaterThan(30);
    for (const { spec } of bindings)
      expect(spec.validationActions).toEqual(
        environment?.data.validationActions?.[spec.policyName] ?? ['Deny'],
      );
  });
});
