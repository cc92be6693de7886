import { expect, test } from 'vitest';
import { withImplied } from '../../../src/lab/controllers/names.ts';

test('Argo CD brings all kinds with it, once', () => {
  expect(withImplied(['argocd', 'keda', 'argocd'])).toEqual(['argocd', 'keda', 'kinds']);
  expect(withImplied(['kinds', 'argocd'])).toEqual(['kinds', 'argocd']);
});

test('the others need no kinds but their own', () => {
  expect(withImplied(['keda', 'prometheus', 'rollouts', 'velero'])).not.toContain('kinds');
});
