import { expect, test } from 'vitest';
import { checked, deployment, namespace, object, service } from '../checked.ts';

const template = '{metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: x}]}}';
const rollout = (canary: string) =>
  object(
    'Rollout',
    'argoproj.io/v1alpha1',
    'web',
    `spec: {selector: {matchLabels: {app: web}}, template: ${template}, strategy: {canary: ${canary}}}`,
  );
const virtualService = object(
  'VirtualService',
  'networking.istio.io/v1',
  'web',
  'spec: {hosts: [web], http: [{name: primary, route: [{destination: {host: web}}]}]}',
);

const analysis = object(
  'AnalysisTemplate',
  'argoproj.io/v1alpha1',
  'errors',
  'spec: {metrics: [{name: a, provider: {prometheus: {query: x}}}]}',
);

const base = namespace + service + virtualService + analysis;
test('sound', () => {
  const canary =
    '{canaryService: web, stableService: web, analysis: {templates: [{templateName: errors}]}, trafficRouting: {istio: {virtualService: {name: web, routes: [primary]}}}, steps: [{setWeight: 10}]}';
  expect(checked(base + rollout(canary))).toEqual([]);
});

test.each([
  [
    '{canaryService: wbe}',
    'error missing-reference spec.strategy.canary.canaryService: there is no Service "wbe" in namespace shop',
  ],
  [
    '{analysis: {templates: [{templateName: latency}]}}',
    'error missing-reference spec.strategy.canary.analysis.templates[0].templateName: there is no AnalysisTemplate "latency" in namespace shop',
  ],
  [
    '{steps: [{analysis: {templates: [{templateName: x, clusterScope: true}]}}]}',
    'warning missing-reference spec.strategy.canary.steps[0].analysis.templates[0].templateName: the ClusterAnalysisTemplate "x" is not among the manifests read',
  ],
  [
    '{trafficRouting: {istio: {virtualService: {name: wbe}}}}',
    'error missing-reference spec.strategy.canary.trafficRouting.istio.virtualService.name: there is no VirtualService "wbe" in namespace shop',
  ],
  [
    '{trafficRouting: {istio: {virtualServices: [{name: web, routes: [secondary]}]}}}',
    'error missing-route spec.strategy.canary.trafficRouting.istio.virtualServices[0].routes[0]: the VirtualService "web" has no HTTP route "secondary"',
  ],
])('%s', (canary, finding) => {
  expect(checked(base + rollout(canary))).toEqual([finding]);
});

test('a Rollout that takes its pods from a Deployment', () => {
  const reference = object(
    'Rollout',
    'argoproj.io/v1alpha1',
    'web',
    'spec: {workloadRef: {apiVersion: apps/v1, kind: Deployment, name: web}, strategy: {canary: {}}}',
  );
  expect(checked(namespace + deployment() + reference)).toEqual([]);
  expect(checked(namespace + reference)).toEqual([
    'error missing-reference spec.workloadRef.name: there is no Deployment "web" in namespace shop',
  ]);
});
