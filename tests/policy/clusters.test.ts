import { join } from 'node:path';
import { expect, test } from 'vitest';
import { clusterSeenFrom } from '../../src/policy/clusters.ts';
import { temporaryFolder } from '../support/temporary.ts';

const labels = { 'plumbline.dev/environment': 'dev', 'plumbline.dev/region': 'osaka' };

function seen(from: string, file: string, labelled: Readonly<Record<string, string>> = {}) {
  const root = temporaryFolder({ 'environments/regions.yaml': '' });
  const metadata = { name: 'x', labels: labelled };
  return clusterSeenFrom(join(root, from))({
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata },
    file,
  });
}

test.for([
  { from: '.', file: 'dist/dev/hub/argocd/x.yaml' },
  { from: 'docs', file: '../dist/dev/hub/argocd/x.yaml' },
  { from: 'dist/dev', file: 'hub/argocd/x.yaml' },
  { from: 'dist/dev/hub', file: 'argocd/x.yaml' },
  { from: 'dist/dev/hub/argocd', file: 'x.yaml' },
])('$file goes to the same cluster from $from, whoever wrote it', ({ from, file }) => {
  expect(seen(from, file, labels)).toBe('dev/hub');
  expect(seen(from, file)).toBe('dev/hub');
});

test('of standard input, only labels tell', () => {
  expect(seen('dist/dev/hub/argocd', '<stdin>', labels)).toBe('dev/osaka');
  expect(seen('dist/dev/hub/argocd', '<stdin>')).toBe('');
});

test('so it is outside of any repository, if nothing else tells', () => {
  const clusterOf = clusterSeenFrom(temporaryFolder());
  expect(clusterOf({ object: { apiVersion: 'v1', kind: 'Pod', metadata: { labels } }, file: 'x.yaml' })).toBe(
    'dev/osaka',
  );
});
