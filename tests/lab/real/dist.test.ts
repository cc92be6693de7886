import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CustomResourceDefinition } from '../../../src/kubernetes/custom-resource.ts';
import { installDefinitions } from '../../../src/lab/kinds/install.ts';
import { definitionsOf, renderedDefinitions } from '../../../src/lab/kinds/of-cluster.ts';
import { storedDefinitions } from '../../../src/lab/kinds/stored.ts';
import { isRecord, type KubernetesObject } from '../../../src/manifest/object.ts';
import { BareCluster, type Verdict } from '../../support/bare-cluster.ts';
import { readFleetClusters } from '../../support/fleet-clusters.ts';
import { recordKinds } from '../../support/kinds.ts';
import { measure } from '../../support/measure.ts';

const clusters = readFleetClusters();
const dryRun = true;

/** They are judged like the rest, but not kept: they would judge this cluster before it is whole, and the next one. */
const binding = 'ValidatingAdmissionPolicyBinding';

/** One API server is all clusters, one after another: it is emptied after each. */
let bare: BareCluster;

/** What the test at hand has put there. */
let applied: readonly KubernetesObject[] = [];

beforeAll(async () => {
  bare = await measure(
    { proof: 'dist', step: 'an API server with every kind that dist can hold' },
    async () => BareCluster.start('kinds'),
  );
});

afterAll(async () => bare.dispose());

afterEach(async () => {
  await bare.empty(applied);
  applied = [];
});

const problemsOf = (verdicts: readonly Verdict[]): string[] => verdicts.flatMap(({ problems }) => problems);

/** Values of a manifest that the server does not have as they are written: path, ours, the server's. */
function unkept(ours: unknown, theirs: unknown, path = ''): string[] {
  if (Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length) {
    return ours.flatMap((item, index) => unkept(item, theirs[index], `${path}[${index}]`));
  }
  if (isRecord(ours) && isRecord(theirs)) {
    return Object.entries(ours).flatMap(([key, value]) => unkept(value, theirs[key], `${path}.${key}`));
  }
  if (isDeepStrictEqual(ours, theirs)) return [];
  return [`${path}: ${JSON.stringify(ours)} became ${JSON.stringify(theirs)}`];
}

describe('dist', () => {
  const rows = clusters.map((cluster) => [cluster.targets.join(', '), cluster] as const);

  test.each(rows)(
    '%s: taken without a warning, kept as written, not to be changed again',
    async (_, { id, objects }) => {
      const before = (await bare.plane.client.list('v1', 'Namespace')).map(({ metadata }) => metadata.name);
      expect(before.sort()).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
      const step = `${id}: ${objects.length} objects judged, applied and judged again`;
      await measure({ proof: 'dist', step }, async () => {
        applied = objects;
        const namespaces = objects.filter(({ kind }) => kind === 'Namespace');
        expect(problemsOf(await bare.apply(namespaces))).toEqual([]);
        const predicted = await bare.apply(objects, { dryRun });
        expect(problemsOf(predicted)).toEqual([]);
        expect(objects.flatMap((object, index) => unkept(object, predicted[index]?.object))).toEqual([]);
        const kept = objects.filter(({ kind }) => kind !== binding);
        const live = await bare.apply(kept);
        expect(problemsOf(live)).toEqual([]);
        expect(kept.flatMap((object, index) => unkept(object, live[index]?.object))).toEqual([]);
        expect(await bare.apply(kept, { dryRun })).toEqual(live);
      });
      recordKinds('admitted', objects);
    },
  );
});

type Draft = KubernetesObject & { readonly spec: Record<string, unknown> };

/** An object of dist to spoil, and the namespace that it needs. */
function draftOf(kind: string): { readonly draft: Draft; readonly namespaces: readonly KubernetesObject[] } {
  const objects = clusters.flatMap((cluster) => cluster.objects);
  const found = objects.find((object) => object.kind === kind);
  if (!found) throw new Error(`dist has no ${kind}`);
  const { namespace: name } = found.metadata;
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: name ?? '' } };
  return { draft: structuredClone(found) as Draft, namespaces: name === undefined ? [] : [namespace] };
}

describe('what the API server thinks of an object is not missed', () => {
  interface Spoiled {
    readonly what: string;
    readonly kind: string;
    readonly spec: Readonly<Record<string, unknown>>;
  }
  const spoiled: readonly Spoiled[] = [
    { what: 'an AWS field that our schema lacks', kind: 'HealthCheck', spec: { interval: 10 } },
    { what: 'an AWS value of another type', kind: 'RecordSet', spec: { ttl: 'soon' } },
    { what: "a field that a module's schema lacks", kind: 'ScaledObject', spec: { replicas: 3 } },
    { what: "a value beyond a module's bound", kind: 'NodePool', spec: { weight: 101 } },
    { what: 'a built-in field of another type', kind: 'Service', spec: { ports: 'all' } },
  ];

  test.each(spoiled)('$what is refused', async ({ kind, spec }) => {
    const { draft, namespaces } = draftOf(kind);
    applied = namespaces;
    await bare.apply(namespaces);
    expect(problemsOf(await bare.apply([draft], { dryRun }))).toEqual([]);
    Object.assign(draft.spec, spec);
    const [field = ''] = Object.keys(spec);
    expect(problemsOf(await bare.apply([draft], { dryRun }))).toEqual([expect.stringContaining(field)]);
  });

  test('a warning is told', async () => {
    const metadata = { name: 'old', namespace: 'default' };
    const verdicts = await bare.apply([{ apiVersion: 'v1', kind: 'Endpoints', metadata }], { dryRun });
    expect(problemsOf(verdicts)).toEqual([expect.stringContaining('deprecated')]);
  });

  test("another's change of a field is predicted to be undone", async () => {
    const { draft, namespaces } = draftOf('ScaledObject');
    applied = [...namespaces, draft];
    const live = await bare.apply(applied);
    const edited = { ...draft, spec: { ...draft.spec, maxReplicaCount: 1 } };
    await bare.plane.client.apply(edited, { fieldManager: 'someone' });
    const { generation } = live.at(-1)?.object?.metadata ?? {};
    const [predicted] = await bare.apply([draft], { dryRun });
    expect(predicted?.object?.['spec']).toEqual(live.at(-1)?.object?.['spec']);
    expect(predicted?.object?.metadata['generation']).toBe(Number(generation) + 2);
  });
});

describe('kinds', () => {
  const reference = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    name: 'scaledobjects.keda.sh',
  };

  test('those that are there as they should be are left alone, another is mended', async () => {
    const { client, cluster } = bare.plane;
    const install = async () =>
      installDefinitions(bare.session, bare.plane, await definitionsOf(bare.session, cluster));
    const before = await client.get(reference);
    await install();
    expect((await client.get(reference))?.metadata['resourceVersion']).toBe(
      before?.metadata['resourceVersion'],
    );
    const { apiVersion, kind } = reference;
    const older = {
      apiVersion,
      kind,
      metadata: { name: reference.name, annotations: { 'plumbline.dev/content': '' } },
    };
    const path = `/apis/${apiVersion}/customresourcedefinitions/${reference.name}`;
    await client.request({ method: 'PATCH', path, body: older, contentType: 'application/merge-patch+json' });
    await install();
    expect((await client.get(reference))?.metadata.annotations).toEqual(before?.metadata.annotations);
  });

  test('that a store has from the start are as the API server itself would have made them', async () => {
    const { client, cluster } = bare.plane;
    const definitions = await definitionsOf(bare.session, cluster);
    const live = await client.list(reference.apiVersion, reference.kind);
    const stored = new Map(live.map((definition) => [definition.metadata.name, definition]));
    // Its controllers look at each definition once, and would have written what they had to mend.
    const written = live.filter(({ metadata }) => metadata['managedFields'] !== undefined);
    expect(written.map(({ metadata }) => metadata.name)).toEqual([reference.name]);
    for (const definition of definitions) {
      const [judged] = await bare.apply([definition], { dryRun });
      expect(judged?.problems).toEqual([]);
      expect(judged?.object?.['spec'], definition.metadata.name).toEqual(
        stored.get(definition.metadata.name)?.['spec'],
      );
    }
  });

  test('one that the API server is given becomes what would have been stored', async () => {
    const metadata = { name: 'letters.example.com', annotations: { 'plumbline.dev/content': 'none' } };
    const schema = { openAPIV3Schema: { type: 'object' } } as const;
    const definition: CustomResourceDefinition = {
      apiVersion: reference.apiVersion,
      kind: 'CustomResourceDefinition',
      metadata,
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Letter', plural: 'letters' },
        versions: [{ name: 'v1', served: true, storage: true, schema }],
      },
    };
    await installDefinitions(bare.session, bare.plane, [definition]);
    const made = await bare.plane.client.get({ ...reference, name: metadata.name });
    const [text = ''] = storedDefinitions([definition]).values();
    expect(withoutOwn(made)).toEqual(withoutOwn(JSON.parse(text) as KubernetesObject));
  });

  test('of a controller come with it, and those of Argo CD to hubs only', async () => {
    const folder = await bare.session.programs.kinds();
    const namesOf = (isHub: boolean, controllers: readonly string[]): (string | undefined)[] =>
      renderedDefinitions(folder, isHub, controllers).map(nameOf);
    const [argocd, rollouts] = ['applications.argoproj.io', 'rollouts.argoproj.io'];
    expect(namesOf(true, [])).toEqual(
      expect.arrayContaining([argocd, rollouts, 'webacls.wafv2.services.k8s.aws']),
    );
    expect(namesOf(true, ['argocd'])).not.toContain(argocd);
    expect(namesOf(false, [])).not.toContain(argocd);
    expect(namesOf(false, [])).toContain(rollouts);
    expect(namesOf(true, ['rollouts'])).not.toContain(rollouts);
  });
});

/** Without what differs between two of the same. */
function withoutOwn(object: KubernetesObject | undefined): unknown {
  const own = ['uid', 'creationTimestamp', 'resourceVersion', 'managedFields', 'lastTransitionTime'];
  return JSON.parse(JSON.stringify(object, (key, value: unknown) => (own.includes(key) ? undefined : value)));
}

const nameOf = ({ metadata }: CustomResourceDefinition): string | undefined => metadata.name;
