import { expect, test } from 'vitest';
import { waveOf } from '../../src/kubernetes/sync-wave.ts';

test.each([
  ['nothing said', {}, 0],
  ['a wave', { 'argocd.argoproj.io/sync-wave': '-5' }, -5],
  ['a wave with a plus', { 'argocd.argoproj.io/sync-wave': '+2' }, 2],
  ['no number', { 'argocd.argoproj.io/sync-wave': 'early' }, 0],
  ['no number of Go', { 'argocd.argoproj.io/sync-wave': '1e1' }, 0],
  ["the weight of a hook, in Helm's words", { 'helm.sh/hook-weight': '3' }, 3],
  ['both', { 'argocd.argoproj.io/sync-wave': '1', 'helm.sh/hook-weight': '3' }, 1],
])('%s', (_, annotations, wave) => {
  const metadata = { name: 'web', annotations };
  expect(waveOf({ apiVersion: 'v1', kind: 'ConfigMap', metadata })).toBe(wave);
});
