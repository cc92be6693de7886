import { describe, expect, test } from 'vitest';
import { told } from './told.ts';

const of = (apiVersion: string, kind: string, name: string, rest: string, namespace = 'shop'): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: ${namespace}}, ${rest}}`;
const pods = (name: string, container: string, namespace = 'shop', pod = ''): string =>
  of(
    'apps/v1',
    'Deployment',
    name,
    `spec: {template: {metadata: {labels: {part-of: shop}}, spec: {${pod} containers: [{name: c, ${container}}]}}}`,
    namespace,
  );
const secret = of('v1', 'Secret', 'db', 'stringData: {a: b}');
const account = (name: string): string => of('v1', 'ServiceAccount', name, 'secrets: []');
const service = of('v1', 'Service', 'cache', 'spec: {}');
const autoscaler = of(
  'autoscaling/v2',
  'HorizontalPodAutoscaler',
  'scaler',
  'spec: {scaleTargetRef: {kind: Deployment, name: api}}',
);
const monitor = (selector: string): string =>
  of(
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    'api',
    `spec: {namespaceSelector: {${selector}}, selector: {matchLabels: {app: api}}}`,
    'monitoring',
  );
const bound = (...subjects: readonly string[]): string =>
  of(
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    'readers',
    `roleRef: {kind: Role, name: r}, subjects: [${subjects.join(', ')}]`,
  );
const reads = 'envFrom: [{secretRef: {name: db}}]';
const uses = 'serviceAccountName: runner,';
const subject = (name: string): string => `{kind: ServiceAccount, name: ${name}, namespace: shop}`;

/** The effects of deletions, but of those of pods and accounts. */
function missed(before: readonly string[], after: readonly string[]): string[] {
  return told(before.join('\n---\n'), after.join('\n---\n'))
    .filter((hazard) => hazard.includes(' deletion: ') && !/its pods$|created no more$/.test(hazard))
    .map((hazard) => hazard.replace(/^.*it is deleted, /, ''));
}

const fails = 'and what still reads it fails';

describe('what goes is missed', () => {
  test.each<[string, string[], string[], string[]]>([
    [
      'by one that still names it, though another one no longer does',
      [secret, pods('api', reads), pods('worker', `image: old, ${reads}`)],
      [pods('api', 'image: x'), pods('worker', `image: new, ${reads}`)],
      [fails],
    ],
    [
      'by one that still names it, though another one goes',
      [secret, pods('api', reads), pods('worker', `image: old, ${reads}`)],
      [pods('worker', `image: new, ${reads}`)],
      [fails],
    ],
    [
      'where what is called like its target goes in another namespace',
      [autoscaler, pods('api', 'image: x', 'old')],
      [],
      ['so nothing scales its target any more'],
    ],
    [
      'where only pods of another namespace name it no more',
      [secret, pods('api', reads, 'old')],
      [pods('api', 'image: x', 'old')],
      [fails],
    ],
    [
      'where a program is no longer told a word that is its name too',
      [service, pods('api', 'env: [{name: MODE, value: cache}]')],
      [pods('api', 'env: [{name: MODE, value: none}]')],
      ['and its address with it'],
    ],
    [
      'by the account that stays, of those that it gave rights',
      [bound(subject('a'), subject('b')), account('a')],
      [],
      ['and whom it names loses its rights'],
    ],
    [
      'by the group that it gave rights',
      [bound(subject('a'), '{kind: Group, name: sre}'), account('a')],
      [],
      ['and whom it names loses its rights'],
    ],
  ])('%s', (_, before, after, expected) => expect(missed(before, after)).toEqual(expected));
});

describe('what goes is not missed', () => {
  test.each<[string, string[], string[]]>([
    [
      'where all that named it, and are seen, name it no more',
      [secret, pods('api', reads), pods('worker', reads)],
      [pods('api', 'image: x'), pods('worker', 'image: x')],
    ],
    [
      'by one that calls something of its own like it',
      [secret, pods('api', reads), pods('worker', 'image: old, volumeMounts: [{name: db, mountPath: /db}]')],
      [pods('api', 'image: x'), pods('worker', 'image: new, volumeMounts: [{name: db, mountPath: /db}]')],
    ],
    ['where its target goes', [autoscaler, pods('api', 'image: x')], []],
    [
      'where a program no longer asks it by its address',
      [service, pods('api', 'env: [{name: CACHE, value: cache.shop.svc}]', 'web')],
      [pods('api', 'env: [{name: CACHE, value: none}]', 'web')],
    ],
    [
      'where what it looks at in another namespace goes',
      [monitor('matchNames: [shop]'), pods('api', 'image: x')],
      [],
    ],
    ['where what it looks at in any namespace goes', [monitor('any: true'), pods('api', 'image: x')], []],
    ['by accounts that all go', [bound(subject('a'), subject('b')), account('a'), account('b')], []],
  ])('%s', (_, before, after) => expect(missed(before, after)).toEqual([]));
});

test('an account is missed by pods that still run by it', () => {
  const before = [
    account('runner'),
    pods('api', 'image: x', 'shop', uses),
    pods('worker', 'image: old', 'shop', uses),
  ];
  const after = [pods('api', 'image: x'), pods('worker', 'image: new', 'shop', uses)];
  const effect = 'warning deletion: it is deleted, and pods that still use it are created no more';
  expect(told(before.join('\n---\n'), after.join('\n---\n'))).toContain(effect);
  expect(told(before.slice(0, 2).join('\n---\n'), after.slice(0, 1).join('\n---\n'))).not.toContain(effect);
});
