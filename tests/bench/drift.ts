/**
 * How fast clusters are compared with git, against `kubectl diff --server-side` on the same objects.
 *
 * What is timed are the commands, as a user waits for them: start, reading 1,000 files, asking real API servers, report.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { tracked } from '../../src/drift/tracking.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { type LoadedManifest } from '../../src/manifest/read.ts';
import { readManifestPaths } from '../../src/manifest/read-paths.ts';
import { formatManifest } from '../../src/manifest/write.ts';
import { BareCluster } from '../support/bare-cluster.ts';
import { distFiles, tokenKubeconfig, tokenOf } from '../support/drift-cluster.ts';
import { writeFiles } from '../support/temporary.ts';
import { atDistance } from './distance.ts';
import { measureProcess, median } from './measure.ts';
import { format, type Measurement } from './verdict.ts';

const rounds = 3;
/** Less than half of the way from Frankfurt to Virginia, 89 ms, or from Ireland, 81 (`environments/regions.yaml`). */
const roundTripMilliseconds = 40;
const objectCount = 1000;
const regions = ['one', 'two', 'three', 'four'];
const checkout = join(import.meta.dirname, '../..');
const plumb = join(checkout, 'plumb');
/** Who looks for drift in a cluster. */
const account = 'dist/dev/ap-northeast-1/drift';

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const deployments = Array.from({ length: objectCount }, (_, index): KubernetesObject => {
  const labels = { app: `web-${index}` };
  const container = {
    name: 'web',
    image: 'registry.example/web:1',
    ports: [{ containerPort: 8080 }],
    env: [{ name: 'MODE', value: 'plain' }],
    resources: { requests: { cpu: '100m', memory: '128Mi' } },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `web-${index}`, namespace: 'shop', labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [container] } },
    },
  };
});

function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

export async function* benchDrift(): AsyncGenerator<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-bench-'));
  const clusters: BareCluster[] = [];
  try {
    for (const region of regions) {
      progress(`${region}: an API server with ${objectCount} Deployments`);
      const cluster = await BareCluster.start();
      clusters.push(cluster);
      await fill(cluster, `lab-${region}-shop`);
    }
    const near = clusters.map(({ plane }) => plane.server);
    writeFiles(folder, { ...files(), config: await configOf(clusters, near) });
    const kubectl = await clusters[0]?.session.programs.program('kubectl');
    if (kubectl === undefined) throw new Error('there is no kubectl');
    yield* figures(folder, kubectl);
    const ports = near.map((server) => Number(new URL(server).port));
    const distance = await atDistance({ ports, roundTripMilliseconds });
    try {
      const far = distance.ports.map((port) => `https://127.0.0.1:${port}`);
      writeFiles(folder, { config: await configOf(clusters, far) });
      yield atOnce(folder, `${regions.length} clusters at once, ${roundTripMilliseconds} ms away`);
    } finally {
      await distance.close();
    }
  } finally {
    await Promise.all(clusters.map(async (cluster) => cluster.dispose()));
    rmSync(folder, { recursive: true });
  }
}

function drift(folder: string, ...args: readonly string[]): number {
  const places = ['--dist', join(folder, 'dist'), '--kubeconfig', join(folder, 'config')];
  return timed(plumb, ['drift', ...places, '--env', 'lab', ...args]);
}

function* figures(folder: string, kubectl: string): Generator<Measurement> {
  const one = drift(folder, '--region', 'one');
  const manifests = join(folder, 'dist/lab/one/shop');
  const config = join(folder, 'config');
  const theirs = timed(kubectl, ['diff', '--server-side', '--kubeconfig', config, '-f', manifests]);
  yield {
    what: 'plumb drift against kubectl diff --server-side',
    value: theirs / one,
    unit: '× as fast',
    bound: { atLeast: 5 },
    from: `${objectCount} unchanged Deployments: ${format(one)} ms and ${format(theirs)} ms, medians of ${rounds}`,
  };
  yield atOnce(folder, `${regions.length} clusters at once, on this machine`);
}

function atOnce(folder: string, what: string): Measurement {
  const one = drift(folder, '--region', 'one');
  const all = drift(folder);
  return {
    what,
    value: all / one,
    unit: '× one',
    bound: { atMost: 1.5 },
    from: `${format(all)} ms against ${format(one)} ms, all API servers on the same ${availableParallelism()} cores`,
  };
}

function timed(program: string, args: readonly string[]): number {
  const runs = Array.from({ length: rounds }, () => measureProcess(program, args).milliseconds);
  progress(`${program.split('/').at(-1)} ${args[0]}: ${runs.map(format).join(', ')} ms`);
  return median(runs);
}

async function fill({ plane }: BareCluster, application: string): Promise<void> {
  const apply = async (object: KubernetesObject) =>
    plane.client.apply(tracked(object, application, 'shop'), { fieldManager: 'argocd-controller' });
  await apply(namespace);
  await Promise.all(deployments.map(apply));
  const { manifests } = await readManifestPaths([account], checkout);
  const isNamespace = ({ object }: LoadedManifest): number => (object.kind === 'Namespace' ? 0 : 1);
  for (const { object } of manifests.toSorted((a, b) => isNamespace(a) - isNamespace(b)))
    await plane.client.apply(object, { fieldManager: 'argocd-controller' });
}

/** As the account that looks for drift. */
async function configOf(clusters: readonly BareCluster[], servers: readonly string[]): Promise<string> {
  const contexts = clusters.map(async ({ plane: { client, pki } }, index) => {
    const ca = readFileSync(pki.ca, 'utf8');
    const token = await tokenOf(client, 'drift', 'drift');
    return [`lab-${regions[index]}`, { server: servers[index] ?? '', ca, token }] as const;
  });
  return tokenKubeconfig(Object.fromEntries(await Promise.all(contexts)));
}

/** One object a file, as synth writes them. */
function files(): Record<string, string> {
  const written: Record<string, string> = distFiles(
    Object.fromEntries(regions.map((region) => [`${region}/shop`, [namespace]])),
  );
  for (const region of regions)
    for (const object of deployments)
      written[`dist/lab/${region}/shop/Deployment.${object.metadata.name}.yaml`] = formatManifest(object);
  return written;
}
