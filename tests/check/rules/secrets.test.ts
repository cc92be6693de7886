import { expect, test } from 'vitest';
import { findingsOver, namespace, object } from '../checked.ts';

test('no value of a Secret is told, but what is wrong with it', () => {
  const secret = object(
    'Secret',
    'v1',
    'web',
    `type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: 'hunter2'}`,
  );
  const [finding] = findingsOver(namespace + secret);
  expect(JSON.stringify(finding)).not.toContain('hunter2');
  expect(finding).toMatchObject({
    message: 'stringData[".dockerconfigjson"]: is no JSON',
    allowed: 'what a Secret of type kubernetes.io/dockerconfigjson holds',
  });
});
