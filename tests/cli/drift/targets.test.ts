import { expect, test } from 'vitest';
import { type DeclaredTarget, matrixOf } from '../../../src/cli/drift/targets.ts';

const clusters = (count: number): DeclaredTarget[] =>
  Array.from({ length: count }, (_, index) => ({
    environment: 'dev',
    region: `r${index}`,
    cluster: `dev-r${index}`,
    hub: { region: 'r0', cluster: 'dev-r0' },
    account: '111122223333',
  }));

test('a matrix has no more clusters than GitHub makes jobs of', () => {
  expect(matrixOf(clusters(256))).toHaveLength(256);
  expect(() => matrixOf(clusters(257))).toThrow(
    'there are 257 clusters, and a matrix of GitHub Actions takes 256',
  );
});
