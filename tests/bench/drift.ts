/**
 * How fast clusters are compared with git, against `kubectl diff --server-side` on the same objects.
 *
 * What is timed are the commands, as a user waits for them: start, reading 1,000 files, asking real API servers, report.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tracked } from '../../src/drift/tracking.ts';
import { kubeconfig } from '../../src/lab/cluster/kubeconfig.ts';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { formatManifest } from '../../src/manifest/write.ts';
import { BareCluster } from '../support/bare-cluster.ts';
import { distFiles } from '../support/drift-cluster.ts';
import { writeFiles } from '../support/temporary.ts';
import { measureProcess, median } from './measure.ts';
import { format, type Measurement } from './verdict.ts';

const rounds = 3;
const objectCount = 1000;
const regions = ['one', 'two', 'three', 'four'];
const plumb = join(import.meta.dirname, '../../plumb');

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
    writeFiles(folder, files(clusters));
    const kubectl = await clusters[0]?.session.programs.program('kubectl');
    if (kubectl === undefined) throw new Error('there is no kubectl');
    yield* figures(folder, kubectl);
  } finally {
    await Promise.all(clusters.map(async (cluster) => cluster.dispose()));
    rmSync(folder, { recursive: true });
  }
}

function* figures(folder: string, kubectl: string): Generator<Measurement> {
  const config = join(folder, 'config');
  const drift = (...args: readonly string[]): number =>
    timed(plumb, ['drift', '--dist', join(folder, 'dist'), '--kubeconfig', config, ...args]);
  const one = drift('--env', 'lab', '--region', 'one');
  const all = drift('--env', 'lab');
  const manifests = join(folder, 'dist/lab/one/shop');
  const theirs = timed(kubectl, ['diff', '--server-side', '--kubeconfig', config, '-f', manifests]);
  yield {
    what: 'plumb drift against kubectl diff --server-side',
    value: theirs / one,
    unit: '× as fast',
    bound: { atLeast: 5 },
    from: `${objectCount} unchanged Deployments: ${format(one)} ms and ${format(theirs)} ms, medians of ${rounds}`,
  };
  yield {
    what: `${regions.length} clusters at once`,
    value: all / one,
    unit: '× one',
    bound: { atMost: 1.5 },
    from: `${format(all)} ms, all API servers on this machine`,
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
}

/** One object a file, as synth writes them. */
function files(clusters: readonly BareCluster[]): Record<string, string> {
  const written: Record<string, string> = {
    config: kubeconfig(
      clusters.map(({ plane }, index) => ({
        name: `lab-${regions[index]}`,
        server: plane.server,
        pki: plane.pki,
        user: 'admin',
      })),
    ),
    ...distFiles(Object.fromEntries(regions.map((region) => [`${region}/shop`, [namespace]]))),
  };
  for (const region of regions)
    for (const object of deployments)
      written[`dist/lab/${region}/shop/Deployment.${object.metadata.name}.yaml`] = formatManifest(object);
  return written;
}
