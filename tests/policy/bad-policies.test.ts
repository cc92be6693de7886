import { describe, expect, test } from 'vitest';
import { policyMistakes, rightPolicy } from './bad-policies.cases.ts';
import { reported } from './judged.ts';

const objects = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 6
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: x}]}
`;

/** These leave a policy that can be judged by, or nothing that has an effect. */
const exitCodes: Readonly<Record<string, number>> = {
  'catastrophic-regex': 1,
  'duplicate-key': 1,
  'no-binding': 0,
  'old-version': 1,
  'param-kind-of-nobody': 1,
  'too-costly': 1,
  'type-error': 1,
};

describe('a policy with a mistake', () => {
  test.for(Object.entries(policyMistakes))('%s', async ([name, [from, to]]) => {
    expect(rightPolicy.includes(from), 'the text to be changed is there').toBe(true);
    const { text, exitCode } = reported({ policies: rightPolicy.replace(from, () => to), objects });
    await expect(text).toMatchFileSnapshot(`../golden/bad-policies/${name}.txt`);
    expect(exitCode).toBe(exitCodes[name] ?? 2);
  });
});

test('the policy without a mistake denies', () => {
  expect(reported({ policies: rightPolicy, objects })).toEqual({
    text:
      'objects.yaml:1:1 (Deployment.apps shop/web): error[limit-replicas]: not 6 (binding limit-replicas)\n\n' +
      'plumb policy check: 1 object judged by 1 policy: 1 denied (1 error)\n',
    exitCode: 1,
  });
});
