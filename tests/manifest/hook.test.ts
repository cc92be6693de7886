import { expect, test } from 'vitest';
import { isHook } from '../../src/manifest/hook.ts';

test.each([
  ['argocd.argoproj.io/hook', 'PreSync', true],
  ['argocd.argoproj.io/hook', 'Skip', true],
  ['argocd.argoproj.io/hook', '', true],
  ['helm.sh/hook', 'post-install,post-upgrade', true],
  ['helm.sh/hook', 'test', true],
  ['helm.sh/hook', 'crd-install', false],
  ['argocd.argoproj.io/sync-wave', '1', false],
])('%s: %s', (name, value, expected) => {
  const metadata = { name: 'settings', annotations: { [name]: value } };
  expect(isHook({ apiVersion: 'v1', kind: 'ConfigMap', metadata })).toBe(expected);
});

test('what is not there, or has no annotations, is no hook', () => {
  expect(isHook(undefined)).toBe(false);
  expect(isHook({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } })).toBe(false);
});
