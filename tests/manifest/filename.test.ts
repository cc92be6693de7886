import { expect, test } from 'vitest';
import { manifestFileName } from '../../src/manifest/filename.ts';

const deployment = { group: 'apps', kind: 'Deployment', namespace: 'receipts', name: 'receipt-api' };

test('Kind.namespace.name.yaml', () => {
  expect(manifestFileName(deployment)).toBe('Deployment.receipts.receipt-api.yaml');
});

test('cluster-scoped objects have no namespace in their name', () => {
  expect(manifestFileName({ ...deployment, kind: 'Namespace', namespace: '' })).toBe(
    'Namespace.receipt-api.yaml',
  );
});

test('what file systems or shells would trip over is percent-encoded', () => {
  const name = 'system:auth/delegator %é';
  expect(manifestFileName({ ...deployment, kind: 'ClusterRole', namespace: '', name })).toBe(
    'ClusterRole.system%3Aauth%2Fdelegator%20%25%C3%A9.yaml',
  );
});

test('a name that no file can have is refused', () => {
  expect(() => manifestFileName({ ...deployment, name: 'a'.repeat(253) })).toThrow('would have 278 bytes');
});
