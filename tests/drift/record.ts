/**
 * Records what a real API server makes of the perturbations, with the managedFields that it keeps:
 *
 *     node tests/drift/record.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tracked } from '../../src/drift/tracking.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { BareCluster } from '../support/bare-cluster.ts';
import { install, pathOf, perform } from '../support/drift-cluster.ts';
import { noDrift } from './no-drift.cases.ts';
import { definitions, inGit } from './objects.ts';
import { step } from './perturbation.ts';
import { realDrift } from './real-drift.cases.ts';

const cluster = await BareCluster.start();
try {
  const { client } = cluster.plane;
  const apply = async (object: KubernetesObject, dryRun = false): Promise<KubernetesObject> => {
    const options = { fieldManager: 'argocd-controller', dryRun };
    return (await client.apply(tracked(object, 'shop', 'shop'), options)).object;
  };

  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  await install(client, definitions);

  const recorded: Record<string, { live: KubernetesObject; predicted: KubernetesObject }> = {};
  const untouched = [...inGit.keys()].map((of) => ({ name: `applied: ${of}`, of, steps: [] }));
  for (const { name, of, steps } of [...untouched, ...noDrift, ...realDrift]) {
    const object = inGit.get(of);
    if (object === undefined) throw new Error(`nothing in git is called ${of}`);
    await apply(object);
    for (const each of steps) await perform(client, object, each);
    const path = pathOf(object);
    const live = (await client.request({ path })).json as KubernetesObject;
    const { status: _, ...predicted } = await apply(object, true);
    const { managedFields: __, ...metadata } = predicted.metadata;
    recorded[name] = { live, predicted: { ...predicted, metadata } };
    await perform(client, object, step('test', { metadata: { finalizers: null } }));
    await client.request({ method: 'DELETE', path: `${path}?gracePeriodSeconds=0` });
  }
  const lines = Object.entries(recorded).map(
    ([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`,
  );
  writeFileSync(join(import.meta.dirname, 'recorded.json'), `{\n${lines.join(',\n')}\n}\n`);
} finally {
  await cluster.dispose();
}
