import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFieldSet } from '../../src/drift/fields.ts';
import { isSettled } from '../../src/drift/settled.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { fieldsOf } from '../../src/manifest/select.ts';
import { inGit } from './objects.ts';
import { realDrift } from './real-drift.cases.ts';
import recordings from './recorded.json' with { type: 'json' };

const recorded = recordings as unknown as Readonly<Record<string, { readonly live: KubernetesObject }>>;

/** As an API server has it after Argo CD applied it. */
const wanted = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', env: [{ name: 'MODE', value: 'plain' }] }], securityContext: {} },
    },
  },
};
const owned = readFieldSet({
  'f:spec': {
    'f:template': {
      'f:metadata': { 'f:labels': { 'f:app': {} } },
      'f:spec': {
        'f:containers': {
          'k:{"name":"web"}': {
            '.': {},
            'f:name': {},
            'f:env': { 'k:{"name":"MODE"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
          },
        },
        'f:securityContext': {},
      },
    },
  },
});

type Pod = { containers: Record<string, unknown>[]; securityContext: object } & Record<string, unknown>;

function found(edit: (pod: Pod, spec: Record<string, unknown>) => void = () => {}): KubernetesObject {
  const object = structuredClone(wanted) as KubernetesObject;
  const spec = fieldsOf(object, 'spec') as Record<string, unknown>;
  edit(fieldsOf(spec, 'template', 'spec') as Pod, spec);
  return object;
}

const settled = (object: KubernetesObject, ...others: object[]): boolean =>
  isSettled(wanted, object, [owned, ...others.map(readFieldSet)]);

describe('an object is settled', () => {
  test('as git writes it', () => {
    expect(settled(found())).toBe(true);
  });

  test('with what the API server fills in and says of it', () => {
    const filled = found((pod, spec) => {
      Object.assign(pod, { dnsPolicy: 'ClusterFirst' });
      Object.assign(pod.containers[0] ?? {}, { resources: {}, ports: [{ protocol: 'TCP' }] });
      Object.assign(spec, { strategy: { type: 'RollingUpdate' } });
    });
    expect(settled({ ...filled, metadata: { ...filled.metadata, uid: 'a' }, status: { replicas: 1 } })).toBe(
      true,
    );
  });
});

describe('an object is not settled', () => {
  test('with an item that is another, for what nobody owns in it', () => {
    const inGit = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'dns' } };
    const service = (port: object) => ({ ...inGit, spec: { ports: [{ port: 53, ...port }] } });
    const isSettledWith = (protocol: string) => isSettled(service({}), service({ protocol }), [owned]);
    expect([isSettledWith('TCP'), isSettledWith('UDP')]).toEqual([true, false]);
  });

  test.each<[string, Parameters<typeof found>[0]]>([
    ['another value', (pod) => Object.assign(pod.containers[0] ?? {}, { name: 'another' })],
    ['a field less', (pod) => delete pod.containers[0]?.['env']],
    ['an item more', (pod) => pod.containers.push({ name: 'shell' })],
    ['the network of the node', (pod) => Object.assign(pod, { hostNetwork: true })],
    [
      'privileges inside of what git does not have',
      (pod) => Object.assign(pod.containers[0] ?? {}, { securityContext: { privileged: true } }),
    ],
    ['a number of replicas', (_, spec) => Object.assign(spec, { replicas: 3 })],
    ['more in what Argo CD owns as a whole', (pod) => Object.assign(pod.securityContext, { runAsUser: 0 })],
  ])('with %s', (_, edit) => {
    expect(settled(found(edit))).toBe(false);
  });

  test('with labels, annotations or finalizers of its own', () => {
    for (const name of ['labels', 'annotations', 'finalizers', 'ownerReferences'])
      expect(settled({ ...found(), metadata: { ...wanted.metadata, [name]: {} } })).toBe(false);
  });

  test('with anything that has an owner', () => {
    const edited = found((pod) => Object.assign(pod, { dnsPolicy: 'Default' }));
    const theirs = { 'f:spec': { 'f:template': { 'f:spec': { 'f:dnsPolicy': {} } } } };
    expect([settled(edited), settled(edited, theirs)]).toEqual([true, false]);
  });

  test.each(realDrift)('$name ($of)', ({ name, of }) => {
    const [live, object] = [recorded[name]?.live, inGit.get(of)];
    if (live === undefined || object === undefined) throw new Error(`${name} is not recorded`);
    const entries = live.metadata['managedFields'] as readonly { readonly fieldsV1: unknown }[];
    const sets = entries.map(({ fieldsV1 }) => readFieldSet(fieldsV1));
    expect(isSettled(object, live, sets)).toBe(false);
  });
});

test('whatever is changed in what git says is seen', () => {
  const object = fc.dictionary(fc.stringMatching(/^[a-c]$/), fc.jsonValue({ maxDepth: 3 }));
  fc.assert(
    fc.property(object, object, (mine, theirs) => {
      const [git, cluster] = [mine, theirs].map((spec) => ({ ...wanted, spec }));
      if (git === undefined || cluster === undefined || !isSettled(git, cluster, [])) return;
      // Whatever else is there, what git says is as it says.
      expect(cluster).toMatchObject(git);
    }),
  );
});
