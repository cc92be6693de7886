import { expect, test } from 'vitest';
import { clusterOf } from '../../src/fleet/cluster-of.ts';

function cluster(file: string, labels: Record<string, string> = {}): string {
  return clusterOf({ file, object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels } } });
}

const rendered = { 'plumbline.dev/environment': 'dev', 'plumbline.dev/region': 'us-west-2' };

test('rendered objects, wherever the fleet was rendered to and is read from', () => {
  expect(cluster('dist/dev/us-west-2/shop/a.yaml', rendered)).toBe('dev/us-west-2');
  expect(cluster('../out/dev/us-west-2/shop/a.yaml', rendered)).toBe('dev/us-west-2');
  expect(cluster('us-west-2/shop/a.yaml', rendered)).toBe('dev/us-west-2');
  expect(cluster('<stdin>', rendered)).toBe('dev/us-west-2');
});

test('hub and global are one cluster', () => {
  expect(cluster('dist/dev/hub/argocd/a.yaml', rendered)).toBe('dev/hub');
  expect(cluster('dist/dev/global/traffic/a.yaml', rendered)).toBe('dev/hub');
});

test('what was moved to another environment goes there, whatever its labels say', () => {
  expect(cluster('dist/staging/us-west-2/shop/a.yaml', rendered)).toBe('staging/us-west-2');
  expect(cluster('/fleet/dist/staging/global/shop/a.yaml', rendered)).toBe('staging/hub');
  // Of a fleet that is rendered further below, or elsewhere, the labels tell.
  expect(cluster('dist/fleet/staging/us-west-2/shop/a.yaml', rendered)).toBe('dev/us-west-2');
  expect(cluster('LIVE-1/v1.ConfigMap.shop.a', rendered)).toBe('dev/us-west-2');
});

test('what someone else put into dist', () => {
  expect(cluster('dist/dev/global/a.yaml')).toBe('dev/hub');
});

test('all else is one cluster', () => {
  expect(cluster('k8s/web/prod/a.yaml')).toBe('');
  expect(cluster('dist/a.yaml')).toBe('');
});

test('what Applications are made from, wherever the fleet was rendered to', () => {
  expect(cluster('dist/dev/global/shop/argocd.params')).toBe('dev/hub');
  expect(cluster('../out/dev/us-west-2/shop/argocd.params')).toBe('dev/us-west-2');
  expect(cluster('us-west-2/shop/argocd.params')).toBe('/us-west-2');
});
