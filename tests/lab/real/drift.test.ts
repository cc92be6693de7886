import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { ClusterClient } from '../../../src/cluster/client.ts';
import { discover } from '../../../src/cluster/discovery.ts';
import { type Patience, PatientClient } from '../../../src/cluster/patient-client.ts';
import type { DriftTarget } from '../../../src/drift/run.ts';
import { runDocument } from '../../../src/drift/run-report.ts';
import { tracked } from '../../../src/drift/tracking.ts';
import type { KubernetesObject } from '../../../src/manifest/object.ts';
import { readManifests } from '../../../src/manifest/read.ts';
import { findingsOf } from '../../../src/report/content.ts';
import { exitCodeOf } from '../../../src/report/exit-code.ts';
import { inGit } from '../../drift/objects.ts';
import { inPod, step, strategic } from '../../drift/perturbation.ts';
import { cases, objectOf, objectsOf, placedDefinitions } from '../../drift/placed.ts';
import { BareCluster } from '../../support/bare-cluster.ts';
import { checkout } from '../../support/checkout.ts';
import {
  applyAs,
  distFiles,
  driftIn,
  install,
  perform,
  tokenKubeconfig,
  tokenOf,
} from '../../support/drift-cluster.ts';
import { type Fault, startFaultyProxy } from '../../support/faulty-proxy.ts';
import { kubectlDiff } from '../../support/kubectl-diff.ts';
import { startSidecarWebhook } from '../../support/sidecar-webhook.ts';
import { storeConfigMaps } from '../../support/stored-objects.ts';
import { temporaryFolder, writeFiles } from '../../support/temporary.ts';
import { until } from '../../support/until.ts';

const application = 'lab-one-shop';
const folder = mkdtempSync(join(tmpdir(), 'plumb-drift-'));
let cluster: BareCluster;

beforeAll(async () => {
  cluster = await BareCluster.start();
  const { client } = cluster.plane;
  await install(client, placedDefinitions);
  await Promise.all(
    cases.map(async (perturbation, index) => {
      const objects = objectsOf(perturbation, index);
      for (const object of objects) await applyAs(client, application, object);
      for (const step of perturbation.steps) await perform(client, objectOf(perturbation, index), step);
    }),
  );
  writeFiles(folder, distFiles({ 'one/shop': cases.flatMap(objectsOf) }));
}, 300_000);

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await cluster?.dispose();
});

const asAdmin = () => ({ kubeconfig: cluster.plane.kubeconfigOf('admin'), context: 'bare' });

describe('drift of a cluster', () => {
  let judged: DriftTarget;

  beforeAll(async () => {
    [judged] = (await driftIn(folder, asAdmin())).run.targets as [DriftTarget];
  });

  const told = (index: number): string[] =>
    judged.objects
      .filter(({ namespace, name }) => namespace === `shop-${index}` || name.endsWith(`-${index}`))
      .flatMap(({ result, fields }) => fields.map(({ cause, where }) => `${result} ${cause} ${where}`));

  test('all of it is judged', () => {
    expect(cases.filter(({ drift }) => drift.length === 0).length).toBeGreaterThanOrEqual(40);
    expect(judged).toMatchObject({ state: 'judged', unjudged: [] });
  });

  test.each(cases.map((each, index) => ({ ...each, index })))(
    '$name ($of)',
    ({ index, of, drift, predicted }) => {
      // Who may send roles must have all the rights in them: they are compared as dumps are.
      const expected = /^(?:Cluster)?Role/.test(of) ? drift : (predicted ?? drift);
      expect(told(index)).toEqual(expected.map((field) => `drifted ${field}`));
    },
  );
});

test('kubectl diff finds less, and much that is none', async () => {
  const told = async (...options: readonly string[]): Promise<Record<'found' | 'invented', number>> => {
    const indices = [...(await kubectlDiff(cluster, cases.map(objectOf), ...options))];
    const isReal = indices.map((index) => (cases[index]?.drift.length ?? 0) > 0);
    return { found: isReal.filter(Boolean).length, invented: isReal.filter((real) => !real).length };
  };
  expect(await told('--server-side', '--force-conflicts')).toEqual({ found: 25, invented: 8 });
  expect(await told()).toEqual({ found: 24, invented: 6 });
});

/** The account that dist gives every cluster, with nothing else than its token. */
describe('by the account that looks for drift', () => {
  const account = () => ({ kubeconfig: join(folder, 'account'), context: 'bare' });
  let token: string;

  beforeAll(async () => {
    const { client } = cluster.plane;
    const files = ['drift/*.yaml', 'policies/*.confine-drift-account.yaml'];
    for (const object of renderedObjects(files)) await client.apply(object, { fieldManager: 'test' });
    token = await tokenOf(client, 'drift', 'drift');
    writeFiles(folder, { account: tokenKubeconfig({ bare: { ...upstream(), token } }) });
  });

  test('everything that its rights cover is judged, and the rest is told as forbidden', async () => {
    const asked = async (request: object) => (await driftIn(folder, request)).run.targets[0] as DriftTarget;
    const [byAccount, byAdmin] = [await asked(account()), await asked(asAdmin())];
    const unseen = ['PersistentVolumeClaim', 'Queue', 'Secret'];
    expect(byAccount.state).toBe('judged');
    expect(byAccount.unjudged.map(({ kind, reason }) => `${reason} ${kind}`).sort()).toEqual(
      unseen.map((kind) => `forbidden ${kind}`),
    );
    expect(byAccount.objects).toEqual(byAdmin.objects.filter(({ kind }) => !unseen.includes(kind)));
    expect(exitCodeOf(findingsOf(runDocument('plumb drift', { version: 1, targets: [byAccount] })))).toBe(2);
  });

  test('it may not write', async () => {
    const drifter = ClusterClient.open(account());
    onTestFinished(() => drifter.close());
    const config = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: settings() },
    };
    const write = async (dryRun: boolean) =>
      drifter.apply({ ...config, data: { motd: 'mine' } }, { fieldManager: 'argocd-controller', dryRun });
    await until('the policy is in force', async () => {
      // Says nothing, as until then it goes through.
      const refusal: unknown = await drifter
        .apply(config, { fieldManager: 'probe' })
        .catch((error: unknown) => error);
      return String(refusal).includes('confine-drift-account') || undefined;
    });
    await expect(write(false)).rejects.toThrow(/the drift account compares and changes nothing/);
    await expect(write(true)).resolves.toMatchObject({ object: { data: { motd: 'mine' } } });
    expect((await cluster.plane.client.get({ ...config, ...config.metadata }))?.['data']).not.toMatchObject({
      motd: 'mine',
    });
  });

  test.each(['validatingadmissionpolicies', 'validatingadmissionpolicybindings'])(
    'it may not open what confines it: %s',
    async (plural) => {
      const drifter = ClusterClient.open(account());
      onTestFinished(() => drifter.close());
      const path = `/apis/admissionregistration.k8s.io/v1/${plural}/confine-drift-account`;
      expect((await cluster.plane.client.request({ path })).json).toMatchObject({
        metadata: { name: 'confine-drift-account' },
      });
      const patch = { method: 'PATCH', contentType: 'application/merge-patch+json' } as const;
      const body = { metadata: { labels: { mine: 'yes' } } };
      for (const query of ['', '?dryRun=All']) {
        const sent = drifter.request({ ...patch, path: `${path}${query}`, body });
        await expect(sent).rejects.toMatchObject({
          status: 403,
          message: expect.stringContaining(`cannot patch resource "${plural}"`),
        });
      }
    },
  );

  describe('over a bad line', () => {
    /** What is told of the cluster if some requests go wrong. */
    async function judged(
      fault: (path: string, earlier: number) => Fault,
      patience: Patience = {},
    ): Promise<DriftTarget> {
      const proxy = await startFaultyProxy(upstream(), fault);
      onTestFinished(() => proxy.close());
      const place = temporaryFolder({ config: tokenKubeconfig({ bare: { ...proxy, token } }) });
      const request = { kubeconfig: join(place, 'config'), context: 'bare', patience };
      return (await driftIn(folder, request)).run.targets[0] as DriftTarget;
    }
    const listOf = (plural: string) => (path: string) => path.includes(`/${plural}?limit`);
    const forbidden = 3;
    let whole: DriftTarget;

    beforeAll(async () => {
      whole = (await driftIn(folder, account())).run.targets[0] as DriftTarget;
    });

    const others = (...kinds: readonly string[]) => whole.objects.filter(({ kind }) => !kinds.includes(kind));

    test('a storm of 429 is waited for', async () => {
      const { state, objects } = await judged((_, earlier) => (earlier === 0 ? 'throttle' : 'pass'), {
        concurrency: 64,
      });
      expect({ state, objects }).toEqual({ state: 'judged', objects: whole.objects });
    });

    test('one that does not end is told, of what it hides', async () => {
      const isHit = listOf('deployments');
      const target = await judged((path) => (isHit(path) ? 'throttle' : 'pass'), { throttledSeconds: 1.5 });
      expect(target).toMatchObject({ state: 'judged', objects: others('Deployment') });
      expect(target.unjudged.find(({ kind }) => kind === 'Deployment')).toMatchObject({
        reason: 'unanswered',
      });
    });

    test('an answer that is cut short is asked for again, and told if it stays so', async () => {
      const isHit = listOf('services');
      const once = await judged((path, earlier) => (isHit(path) && earlier === 0 ? 'cut' : 'pass'));
      expect(once).toMatchObject({ state: 'judged', objects: whole.objects });
      const always = await judged((path) => (isHit(path) ? 'cut' : 'pass'), { pauseSeconds: 0.01 });
      expect(always).toMatchObject({ state: 'judged', objects: others('Service') });
      expect(always.unjudged).toHaveLength(forbidden + 1);
    });

    test('an answer that does not come hides only what was asked for', async () => {
      const isHit = listOf('networkpolicies');
      const target = await judged((path) => (isHit(path) ? 'hang' : 'pass'), { answerSeconds: 5 });
      expect(target).toMatchObject({ state: 'judged', objects: others('NetworkPolicy') });
      expect(target.unjudged.find(({ kind }) => kind === 'NetworkPolicy')?.message).toMatch(/within 5 s/);
    });

    test('a cluster that goes away midway is unreachable, and what it had shown is told', async () => {
      const target = await judged((path) => (path.includes('dryRun') ? 'die' : 'pass'), {
        pauseSeconds: 0.01,
      });
      expect(target).toMatchObject({ state: 'unreachable', reason: expect.stringContaining('ECONN') });
      expect(target.objects.length).toBeGreaterThan(40);
      expect(target.unjudged.length).toBeGreaterThan(forbidden);
    });

    test('a cluster that is not there is unreachable, a token that has expired is forbidden', async () => {
      const place = temporaryFolder({
        config: tokenKubeconfig({
          bare: { ...upstream(), server: 'https://127.0.0.1:1', token },
          expired: { ...upstream(), token: `${token}x` },
        }),
      });
      const asked = async (context: string) =>
        (
          await driftIn(folder, {
            kubeconfig: join(place, 'config'),
            context,
            patience: { pauseSeconds: 0.01 },
          })
        ).run.targets[0];
      expect(await asked('bare')).toMatchObject({ state: 'unreachable', objects: [], counts: { clean: 0 } });
      expect(await asked('expired')).toMatchObject({
        state: 'forbidden',
        reason: expect.stringContaining('401'),
      });
      expect(await asked('nowhere')).toMatchObject({ state: 'unreadable' });
    });
  });
});

describe('what else there may be', () => {
  const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'odd' } };
  const config = (name: string, data: string): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'odd' },
    data: { text: data },
  });
  const gizmo = { apiVersion: 'example.com/v1', kind: 'Gizmo', metadata: { name: 'one', namespace: 'odd' } };
  const metric = {
    apiVersion: 'silent.example/v1',
    kind: 'Metric',
    metadata: { name: 'one', namespace: 'odd' },
  };
  const text = 'line of a long text\n'.repeat(45_000);
  const orphanCount = 10_000;

  test('10,000 orphans, a huge ConfigMap, a kind that is not there, an API that does not answer, a broken file', {
    timeout: 120_000,
  }, async () => {
    const { client } = cluster.plane;
    for (const object of [shop, config('huge', text)]) await applyAs(client, 'lab-odd-odd', object);
    await client.request({
      method: 'PATCH',
      path: '/api/v1/namespaces/odd/configmaps/huge?fieldManager=kubectl-edit',
      contentType: 'application/merge-patch+json',
      body: { data: { text: text.replace('long', 'short') } },
    });
    await client.apply(silentApi, { fieldManager: 'test' });
    const left = Array.from({ length: orphanCount }, (_, index) => config(`left-${index}`, ''));
    await storeConfigMaps(
      cluster,
      left.map((object) => tracked(object, 'lab-odd-odd', 'odd')),
    );
    await client.apply(tracked(config('of-broken', ''), 'lab-odd-broken', 'odd'), { fieldManager: 'test' });
    await until('the API is known to be silent', async () => {
      const { silent } = await discover(new PatientClient(client.connection));
      return silent.includes('silent.example/v1') || undefined;
    });

    const place = temporaryFolder({
      ...distFiles({ 'odd/odd': [shop, config('huge', text), gizmo, metric], 'odd/broken': [] }),
      'dist/lab/odd/broken/objects.json': '{',
    });
    const { run, findings } = await driftIn(place, asAdmin());
    const [target] = run.targets as [DriftTarget];
    expect(findings).toMatchObject([{ severity: 'unjudged', location: { line: 1 } }]);
    expect(target.state).toBe('judged');
    const byResult = Map.groupBy(target.objects, ({ result }) => result);
    expect(byResult.get('missing')).toMatchObject([{ kind: 'Gizmo', isKindAbsent: true }]);
    expect(byResult.get('drifted')).toMatchObject([
      { name: 'huge', fields: [{ cause: 'person', owners: [{ manager: 'kubectl-edit' }] }] },
    ]);
    const orphans = (byResult.get('orphaned') ?? []).filter(({ application: of }) => of === 'lab-odd-odd');
    expect(orphans).toHaveLength(orphanCount);
    expect(target.objects.filter(({ name }) => name === 'of-broken')).toEqual([]);
    expect(target.unjudged).toMatchObject([
      { kind: 'Metric', reason: 'unanswered', objects: 1 },
      { kind: 'Application', name: 'lab-odd-broken', reason: 'unreadable', objects: 1 },
    ]);
  });
});

describe('a container that an Update of Argo CD added', () => {
  const deployment = (name: string): KubernetesObject => {
    const web = inGit.get('Deployment web') as KubernetesObject;
    const { metadata } = web;
    return { ...web, metadata: { ...metadata, name, namespace: 'late', labels: { mesh: 'yes' } } };
  };
  const objects = [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'late' } },
    deployment('meshed'),
    deployment('edited'),
  ];
  const container = inPod({ containers: [{ name: 'shell', image: 'registry.example/shell:1' }] });

  test('is drift, unless a webhook would add it again', async () => {
    const { client } = cluster.plane;
    const webhook = await startSidecarWebhook();
    onTestFinished(() => webhook.close());
    await client.apply(webhook.configuration, { fieldManager: 'test' });
    onTestFinished(async () => {
      const { apiVersion, kind } = webhook.configuration;
      await client.delete({ apiVersion, kind, name: 'sidecar' });
    });
    for (const object of objects) await applyAs(client, 'lab-late-late', object);
    await until('the webhook adds its container', async () => {
      await applyAs(client, 'lab-late-late', deployment('meshed'));
      const { apiVersion, kind } = deployment('meshed');
      const found = await client.get({ apiVersion, kind, name: 'meshed', namespace: 'late' });
      return JSON.stringify(found).includes('registry.example/mesh:1') || undefined;
    });
    await applyAs(client, 'lab-late-late', deployment('edited'));
    await perform(client, deployment('edited'), step('argocd-controller', container, strategic));

    const place = temporaryFolder(distFiles({ 'late/late': objects }));
    const told = async (readOnly: boolean) => {
      const { run } = await driftIn(place, { ...asAdmin(), readOnly, app: 'late' });
      return run.targets.flatMap((target) =>
        target.objects.flatMap(({ name, fields }) =>
          fields.map(({ cause, where }) => `${name}: ${cause} ${where}`),
        ),
      );
    };
    expect(await told(true)).toEqual([]);
    expect(await told(false)).toEqual(['edited: unknown spec.template.spec.containers[name=shell]']);
  });
});

/** An API of a server that is not there. */
const silentApi: KubernetesObject = {
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1.silent.example' },
  spec: {
    group: 'silent.example',
    version: 'v1',
    groupPriorityMinimum: 100,
    versionPriority: 100,
    service: { name: 'nobody', namespace: 'default' },
    insecureSkipTLSVerify: true,
  },
};

function renderedObjects(patterns: readonly string[]): KubernetesObject[] {
  const cwd = join(checkout, 'dist/dev/ap-northeast-1');
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd }));
  expect(files.length).toBeGreaterThan(6);
  const objects = files.flatMap(
    (file) => readManifests(readFileSync(join(cwd, file), 'utf8'), file).manifests,
  );
  const isFirst = ({ kind }: KubernetesObject): number => (kind === 'Namespace' ? 0 : 1);
  return objects.map(({ object }) => object).sort((a, b) => isFirst(a) - isFirst(b));
}

const upstream = () => ({
  server: cluster.plane.server,
  ca: readFileSync(cluster.plane.pki.ca, 'utf8'),
});

/** The namespace of a case that changes nothing of the ConfigMap. */
const settings = () => `shop-${cases.findIndex(({ of }) => of === 'ConfigMap settings')}`;
