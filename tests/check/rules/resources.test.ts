import { expect, test } from 'vitest';
import { checked, deployment } from '../checked.ts';

test.each([
  [
    '{resources: {requests: {memory: 1Gi}, limits: {memory: 1G}}}',
    'error request-above-limit containers[0].resources.requests.memory: 1Gi is more than the limit of 1G',
  ],
  [
    '{resources: {requests: {gpu: 1}}}',
    'error unknown-resource containers[0].resources.requests.gpu: "gpu" is no resource of containers',
  ],
  [
    '{resources: {requests: {nvidia.com/gpu: 1}}}',
    'error request-below-limit containers[0].resources.requests["nvidia.com/gpu"]: has no limit, but nvidia.com/gpu cannot be shared',
  ],
  [
    '{resources: {requests: {hugepages-2Mi: 2Mi, cpu: 1}, limits: {hugepages-2Mi: 4Mi}}}',
    'error request-below-limit containers[0].resources.requests.hugepages-2Mi: differs from the limit of 4Mi, but hugepages-2Mi cannot be shared',
  ],
])('%s', (container, finding) => {
  const [severity, rule, ...message] = finding.split(' ');
  expect(checked(deployment('{}', container))).toEqual([
    `${severity} ${rule} spec.template.spec.${message.join(' ')}`,
  ]);
});
