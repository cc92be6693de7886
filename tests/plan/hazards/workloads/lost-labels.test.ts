import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const labelled =
  (apiVersion: string, kind: string) =>
  (labels: string): string =>
    object(apiVersion, kind, 'spec: {selector: {}}', `labels: {${labels}}`);
const monitor = labelled('monitoring.coreos.com/v1', 'ServiceMonitor');
const rules = labelled('monitoring.coreos.com/v1', 'PrometheusRule');
const service = labelled('v1', 'Service');
const namespace = (labels: string): string =>
  `{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {${labels}}}}`;
const pods = (labels: string): string =>
  object(
    'apps/v1',
    'Deployment',
    `spec: {template: {metadata: {labels: {${labels}}}, spec: {containers: []}}}`,
  );

const unseen = 'a Prometheus that chooses by it no longer goes by this';

test.each<[string, string, string, string[]]>([
  [
    'of a monitor that goes',
    monitor('release: prometheus, app: a'),
    monitor('app: a'),
    [`is no longer labelled release=prometheus: ${unseen}`],
  ],
  [
    'of rules with another value',
    rules('release: prometheus'),
    rules('release: other'),
    [`is no longer labelled release=prometheus: ${unseen}`],
  ],
  ['that says whose a monitor is', monitor('example.com/owner: a'), monitor('example.com/owner: b'), []],
  [
    'that says how a monitor was made',
    monitor('helm.sh/chart: a-1, app.kubernetes.io/version: "1", app.kubernetes.io/managed-by: Helm'),
    monitor('helm.sh/chart: a-2, app.kubernetes.io/version: "2"'),
    [],
  ],
  ['more', monitor('release: a'), monitor('release: a, team: b'), []],
  [
    'of a Service',
    service('metrics: "true"'),
    service(''),
    ['is no longer labelled metrics=true: monitors that choose Services by it no longer see this one'],
  ],
  [
    'of a Namespace',
    namespace('guarded: "true"'),
    namespace(''),
    [
      'is no longer labelled guarded=true: what chooses namespaces by it, as policies and webhooks, no longer means this one',
    ],
  ],
  [
    'that any Namespace has',
    namespace('kubernetes.io/metadata.name: a, cost-center: a'),
    namespace('cost-center: b'),
    [],
  ],
  ['of a Namespace with another value', namespace('cost-center: a'), namespace('cost-center: b'), []],
  [
    'of pods',
    pods('app: a, access-database: "true"'),
    pods('app: a'),
    [
      'its pods are no longer labelled access-database=true: what chooses pods by it, as network policies and budgets, no longer means them',
    ],
  ],
  ['of pods with another version', pods('app: a, version: "1"'), pods('app: a, version: "2"'), []],
])('a label %s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((message) => `warning selector-change: ${message}`));
});
