import { expect, test } from 'vitest';
import { formatPath } from '../../src/manifest/path.ts';

test.each([
  [[], ''],
  [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
  [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels["app.kubernetes.io/name"]'],
])('%j is written %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});
