import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { KubernetesObject } from '../../src/manifest/object.ts';
import { caseOf } from '../drift/placed.ts';
import type { BareCluster } from './bare-cluster.ts';
import { temporaryFolder } from './temporary.ts';

/** The cases of whose objects `kubectl diff`, with these options, tells something. */
export async function kubectlDiff(
  { session, plane }: BareCluster,
  items: readonly KubernetesObject[],
  ...options: readonly string[]
): Promise<ReadonlySet<number>> {
  const folder = temporaryFolder({
    'objects.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }),
  });
  const kubectl = await session.programs.program('kubectl');
  const args = ['diff', ...options, '-f', join(folder, 'objects.json')];
  const kubeconfig = plane.kubeconfigOf('admin');
  const { stdout, status, stderr } = spawnSync(kubectl, [...args, '--kubeconfig', kubeconfig], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  // `diff -u -N /tmp/LIVE-1/apps.v1.Deployment.shop-12.web /tmp/MERGED-1/…`
  const told = stdout.matchAll(/^diff .*\/MERGED-\d+\/\S+?\.[A-Z]\w+\.([^.\s]*)\.(\S+)$/gm);
  return new Set([...told].map(([, namespace = '', name = '']) => caseOf({ namespace, name })));
}
