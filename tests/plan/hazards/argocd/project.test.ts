import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const project = (spec: string): string => object('argoproj.io/v1alpha1', 'AppProject', `spec: {${spec}}`);
const kind = (group: string, name: string): string => `{group: "${group}", kind: "${name}"}`;

test.each<[string, string, string, string[]]>([
  [
    'everything',
    project('sourceRepos: ["https://git/x"], destinations: [{server: "https://a", namespace: shop}]'),
    project(
      `sourceRepos: ["*"], destinations: [{server: "https://a", namespace: "*"}], clusterResourceWhitelist: [${kind('*', '*')}]`,
    ),
    [
      'warning rbac-widening: newly allows objects without a namespace: *.*',
      'warning rbac-widening: newly allows objects in * of https://a',
      'warning rbac-widening: newly allows manifests from *',
    ],
  ],
  [
    'less',
    project(`sourceRepos: ["https://git/*"], clusterResourceWhitelist: [${kind('*', '*')}]`),
    project(
      `sourceRepos: ["https://git/x"], clusterResourceWhitelist: [{group: "", kind: Namespace, name: shop}]`,
    ),
    [],
  ],
  [
    'a folder of repositories, of which one was within',
    project('sourceRepos: ["https://git/*"]'),
    project('sourceRepos: ["https://git/x/y"]'),
    ['warning rbac-widening: newly allows manifests from https://git/x/y'],
  ],
  [
    'any name of a kind',
    project('clusterResourceWhitelist: [{group: "", kind: Namespace, name: shop}]'),
    project(`clusterResourceWhitelist: [${kind('', 'Namespace')}]`),
    ['warning rbac-widening: newly allows objects without a namespace: Namespace'],
  ],
  [
    'all kinds in namespaces, for want of a list',
    project(`namespaceResourceWhitelist: [${kind('apps', 'Deployment')}]`),
    project(''),
    ['warning rbac-widening: newly allows objects in namespaces: *.*'],
  ],
  ['no kinds in namespaces', project(''), project('namespaceResourceWhitelist: []'), []],
  [
    'what was refused',
    project(
      `destinations: [{server: "*", namespace: "*"}, {server: "*", namespace: "!kube-system"}], namespaceResourceBlacklist: [${kind('', 'Secret')}]`,
    ),
    project('destinations: [{server: "*", namespace: "*"}]'),
    [
      'warning rbac-widening: no longer refuses kube-system of *',
      'warning rbac-widening: no longer refuses Secret',
    ],
  ],
  [
    'all but one, as who refuses one allows the others',
    project('sourceRepos: ["https://git/x"]'),
    project('sourceRepos: ["https://git/x", "!https://git/y"]'),
    ['warning rbac-widening: newly allows manifests from anything but https://git/y'],
  ],
  ['one refusal more', project('sourceRepos: ["*"]'), project('sourceRepos: ["*", "!https://git/y"]'), []],
  [
    'rights of people, and unsigned commits',
    project('signatureKeys: [{keyID: ABCD}], roles: [{name: admin, groups: [ops]}]'),
    project(
      'roles: [{name: admin, groups: [ops, everyone], policies: ["p, proj:x:admin, applications, *, x/*, allow"]}]',
    ),
    [
      'warning rbac-widening: newly gives its role admin p, proj:x:admin, applications, *, x/*, allow',
      'warning rbac-widening: newly gives the group everyone its role admin',
      'warning rbac-widening: newly allows commits signed by *',
    ],
  ],
  [
    'clusters of others',
    project('permitOnlyProjectScopedClusters: true'),
    project(''),
    ['warning rbac-widening: newly allows clusters that do not belong to it'],
  ],
  ['a new one for one app', '', project('sourceRepos: ["https://git/x"]'), []],
  [
    'a new one for everyone',
    '',
    project('sourceRepos: ["*"], destinations: [{name: "*", namespace: "*"}]'),
    [
      'warning rbac-widening: newly allows manifests from *',
      'warning rbac-widening: newly allows objects in * of *',
    ],
  ],
  [
    'a new one for everyone and everything',
    '',
    project(
      `sourceRepos: ["*"], destinations: [{name: "*", namespace: "*"}], clusterResourceWhitelist: [${kind('*', '*')}]`,
    ),
    [
      'error rbac-widening: newly allows manifests from *',
      'error rbac-widening: newly allows objects in * of *',
      'error rbac-widening: newly allows objects without a namespace: *.*',
    ],
  ],
  [
    'the last thing that was not for everyone',
    project(`sourceRepos: ["*"], clusterResourceWhitelist: [${kind('*', '*')}]`),
    project(
      `sourceRepos: ["*"], destinations: [{name: "*", namespace: "*"}], clusterResourceWhitelist: [${kind('*', '*')}]`,
    ),
    ['error rbac-widening: newly allows objects in * of *'],
  ],
  [
    'a new one with the list that goes without saying',
    '',
    project(`namespaceResourceWhitelist: [${kind('*', '*')}]`),
    [],
  ],
  [
    'its own cluster by its other name',
    project('destinations: [{server: "https://kubernetes.default.svc", namespace: shop}]'),
    project('destinations: [{name: in-cluster, namespace: shop}]'),
    [],
  ],
  [
    'what has no namespace',
    project(''),
    project('destinations: [{name: edge}]'),
    ['warning rbac-widening: newly allows objects in no namespace of edge'],
  ],
])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
