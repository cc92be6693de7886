import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const check = (host: string, labels = ''): string =>
  `{apiVersion: route53.services.k8s.aws/v1alpha1, kind: HealthCheck,
    metadata: {name: a, namespace: b, labels: {${labels}}},
    spec: {healthCheckConfig: {fullyQualifiedDomainName: ${host}}}}`;
const [dev, staging] = ['dev', 'staging'].map(
  (environment) => `plumbline.dev/environment: ${environment}, plumbline.dev/region: us-west-2`,
);
const otherHost = [
  'warning protection-cut: goes by something else: healthCheckConfig.fullyQualifiedDomainName goes from a.example to b.example',
];

test.each<[string, string, string, string[]]>([
  ['of one cluster', check('a.example', dev), check('b.example', dev), otherHost],
  ['of no known cluster', check('a.example'), check('b.example'), otherHost],
  ['of one cluster, as it was', check('a.example', dev), check('a.example', dev), []],
  ['of two clusters', check('a.example', dev), check('b.example', staging), []],
])('the host of a health check %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected),
);
