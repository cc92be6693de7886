import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const of = (apiVersion: string, kind: string, name: string, spec: string, annotations = ''): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: b, annotations: {${annotations}}}, spec: {${spec}}}`;
const all = (...objects: readonly string[]): string => objects.join('\n---\n');
const policy = (labels: string): string =>
  of('networking.k8s.io/v1', 'NetworkPolicy', 'wall', `podSelector: {${labels}}, policyTypes: [Ingress]`);
const authorization = of(
  'security.istio.io/v1',
  'AuthorizationPolicy',
  'wall',
  'selector: {matchLabels: {app: shop}}',
);
const pods =
  'template: {metadata: {labels: {app: shop, tier: web}}, spec: {containers: [{name: x, image: i}]}}';
const selected = `selector: {matchLabels: {app: shop}}, ${pods}`;
const shop = of('apps/v1', 'Deployment', 'shop', selected);
const bare = of('batch/v1', 'Job', 'bare', 'template: {spec: {containers: [{name: x, image: i}]}}');
const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: b}}';
const own = 'matchLabels: {app: shop}';
const two = 'matchExpressions: [{key: app, operator: In, values: [shop, cart]}]';
const cart = shop.replaceAll('shop', 'cart');

const open = 'error deletion: it is deleted, so what it kept out may come in';
const withPods = 'warning deletion: it is deleted, with its pods';

test.each<[string, string, string, string[]]>([
  ['its Deployment', all(policy(own), shop), '', [withPods]],
  [
    'its Deployment, of which it means a part',
    all(policy('matchLabels: {app: shop, tier: web}'), shop),
    '',
    [withPods],
  ],
  ['its Rollout', all(policy(own), of('argoproj.io/v1alpha1', 'Rollout', 'shop', selected)), '', [withPods]],
  [
    'its ScaledJob',
    all(
      policy('matchLabels: {app: shop, tier: web}'),
      of('keda.sh/v1alpha1', 'ScaledJob', 'shop', `jobTargetRef: {${pods}}`),
    ),
    '',
    ['warning deletion: it is deleted, with the Jobs that it made'],
  ],
  ['its Deployment, in a mesh', all(authorization, shop), '', [withPods]],
  ['both Deployments that it means', all(policy(two), shop, cart), '', [withPods]],
  ['its Namespace', all(policy(''), namespace), '', ['error deletion: it is deleted, with everything in it']],
])('a guard that goes with %s leaves nothing open', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected),
);

test.each<[string, string, string, string[]]>([
  ['that stays', policy(own), '', [open]],
  [
    'that a Rollout makes from now on',
    all(policy(own), shop),
    of('argoproj.io/v1alpha1', 'Rollout', 'shop', selected),
    [open, withPods],
  ],
  ['of other workloads too', all(policy('matchLabels: {part: shop}'), shop), '', [open, withPods]],
  ['of one of two Deployments', all(policy(two), shop), '', [open, withPods]],
  ['of its whole Namespace', all(policy(''), shop), '', [open, withPods]],
  ['that nothing tells from a Job without labels', all(policy(own), bare), '', [open]],
  [
    'that Prune=false keeps',
    all(
      policy(own),
      of('apps/v1', 'Deployment', 'shop', selected, 'argocd.argoproj.io/sync-options: Prune=false'),
    ),
    '',
    [open, 'warning left-behind: it leaves git but stays in the cluster (Prune=false)'],
  ],
])('a guard that goes leaves open pods %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected),
);

test('a guard that moves with its pods to another namespace leaves nothing open', () => {
  const moved = (...objects: readonly string[]): string =>
    all(...objects).replaceAll('namespace: b', 'namespace: c');
  const isOpen = (hazard: string): boolean => hazard.endsWith('so what it kept out may come in');
  expect(told(all(policy(own), shop), moved(policy(own), shop)).filter(isOpen)).toEqual([]);
  expect(told(all(policy(own), shop), all(moved(policy(own)), shop)).filter(isOpen)).toHaveLength(1);
  const renamed = shop.replace('name: shop', 'name: store');
  expect(told(all(policy(own), shop), renamed).filter(isOpen)).toHaveLength(1);
});
