/**
 * Records what a real API server makes of the perturbations, with the managedFields that it keeps:
 *
 *     node tests/drift/record.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tracked } from '../../src/drift/tracking.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { groupOf, type KubernetesObject } from '../../src/manifest/object.ts';
import { BareCluster } from '../support/bare-cluster.ts';
import { noDrift } from './no-drift.cases.ts';
import { definitions, inGit } from './objects.ts';
import type { Step } from './perturbation.ts';
import { realDrift } from './real-drift.cases.ts';

const application = 'shop';
const contentTypes = {
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

const cluster = await BareCluster.start();
try {
  const { client } = cluster.plane;
  const facts = loadFacts().extendedWith(definitions);
  const pathOf = ({ apiVersion, kind, metadata }: KubernetesObject): string => {
    const known = facts.find(apiVersion, kind);
    if (known === undefined) throw new Error(`nothing is known of ${kind}`);
    const root = groupOf(apiVersion) === '' ? 'api' : 'apis';
    const namespace = known.namespaced ? `/namespaces/${metadata.namespace}` : '';
    return `/${root}/${apiVersion}${namespace}/${known.plural}/${metadata.name}`;
  };
  const apply = async (object: KubernetesObject, dryRun = false): Promise<KubernetesObject> => {
    const options = { fieldManager: 'argocd-controller', dryRun };
    return (await client.apply(tracked(object, application, 'shop'), options)).object;
  };
  const perform = async (object: KubernetesObject, { manager, subresource, by = 'merge', body }: Step) => {
    const { apiVersion, kind, metadata } = object;
    const target = { apiVersion, kind, metadata: { name: metadata.name } };
    const force = by === 'apply' ? '&force=true' : '';
    const path = `${pathOf(object)}${subresource === undefined ? '' : `/${subresource}`}`;
    await client.request({
      method: 'PATCH',
      path: `${path}?fieldManager=${manager}${force}`,
      contentType: contentTypes[by],
      body: by === 'apply' ? { ...target, ...body } : body,
    });
  };

  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
  for (const definition of definitions) await apply(definition);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  client.rediscover();

  const recorded: Record<string, { live: KubernetesObject; predicted: KubernetesObject }> = {};
  const untouched = [...inGit.keys()].map((of) => ({ name: `applied: ${of}`, of, steps: [] }));
  for (const { name, of, steps } of [...untouched, ...noDrift, ...realDrift]) {
    const object = inGit.get(of);
    if (object === undefined) throw new Error(`nothing in git is called ${of}`);
    await apply(object);
    for (const step of steps) await perform(object, step);
    const path = pathOf(object);
    const live = (await client.request({ path })).json as KubernetesObject;
    const { status: _, ...predicted } = await apply(object, true);
    const { managedFields: __, ...metadata } = predicted.metadata;
    recorded[name] = { live, predicted: { ...predicted, metadata } };
    const body = { metadata: { finalizers: null } };
    await client.request({ method: 'PATCH', path, contentType: contentTypes.merge, body });
    await client.request({ method: 'DELETE', path: `${path}?gracePeriodSeconds=0` });
  }
  const lines = Object.entries(recorded).map(
    ([name, each]) => `${JSON.stringify(name)}: ${JSON.stringify(each)}`,
  );
  writeFileSync(join(import.meta.dirname, 'recorded.json'), `{\n${lines.join(',\n')}\n}\n`);
} finally {
  await cluster.dispose();
}
