import { expect, test } from 'vitest';
import { deployment, object, told } from '../../told.ts';

const external = (keys: readonly string[], target = 'name: shop', rest = ''): string =>
  object(
    'external-secrets.io/v1',
    'ExternalSecret',
    `spec: {target: {${target}}, data: [${keys.map((key) => `{secretKey: ${key}, remoteRef: {key: prod/${key}}}`).join(', ')}], ${rest}}`,
  );
const secret = (keys: string): string => object('v1', 'Secret', `data: {${keys}}`);
const settings = (keys: string): string => object('v1', 'ConfigMap', `data: {${keys}}`);
const reading = (image: string, ...refs: readonly string[]): string =>
  deployment(
    `containers: [{name: x, image: "${image}", env: [${refs.map((ref, index) => `{name: V${index}, valueFrom: {${ref}}}`).join(', ')}]}]`,
  );
const keyOf = (name: string, key: string, rest = ''): string =>
  `secretKeyRef: {name: ${name}, key: ${key}, ${rest}}`;
const trigger = (name: string, key: string): string =>
  object(
    'keda.sh/v1alpha1',
    'TriggerAuthentication',
    `spec: {secretTargetRef: [{parameter: p, name: ${name}, key: ${key}}]}`,
  );
const issuer = (key: string): string =>
  object(
    'cert-manager.io/v1',
    'Issuer',
    `spec: {acme: {solvers: [{dns01: {cloudflare: {apiTokenSecretRef: {name: shop, key: ${key}}}}}]}}`,
  );
const ingress = (secretName: string): string =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    `spec: {tls: [{secretName: ${secretName}, hosts: [x.example.com]}]}`,
  );
const named = (name: string, text: string): string => text.replace('name: a,', `name: ${name},`);
const all = (...objects: readonly string[]): string => objects.join('\n---\n');

const maybe = (what: string): string => `warning deletion: the Secret ${what}: what still reads it fails`;
const surely = (what: string): string => `error deletion: the ${what}: pods that read it do not start`;

test.each<[string, string, string, string[]]>([
  [
    'a key of an ExternalSecret',
    external(['a', 'b', 'c']),
    external(['a']),
    [maybe('shop no longer has b, c')],
  ],
  [
    'a key of its template',
    external(['a'], 'name: shop, template: {data: {x: "{{ .a }}", q: "{{ .a }}"}}'),
    external(['a'], 'name: shop, template: {data: {x: "{{ .a }}"}}'),
    [maybe('shop no longer has q')],
  ],
  ['a key of a Secret', secret('a: eA==, b: eA=='), secret('a: eA=='), [maybe('a no longer has b')]],
  [
    'a key of a SealedSecret',
    object('bitnami.com/v1alpha1', 'SealedSecret', 'spec: {encryptedData: {a: x, b: x}}'),
    object('bitnami.com/v1alpha1', 'SealedSecret', 'spec: {encryptedData: {a: x}}'),
    [maybe('a no longer has b')],
  ],
  [
    'a key that pods read all the same',
    all(external(['a', 'b']), reading('i:1', keyOf('shop', 'b'))),
    all(external(['a']), reading('i:2', keyOf('shop', 'b'))),
    [surely('Secret shop no longer has b')],
  ],
  [
    'a key of a ConfigMap that pods mount all the same',
    all(
      settings('x: 1, q: 2'),
      deployment('volumes: [{name: v, configMap: {name: a, items: [{key: q, path: z}]}}]'),
    ),
    all(
      settings('x: 1'),
      deployment('hostname: h, volumes: [{name: v, configMap: {name: a, items: [{key: q, path: z}]}}]'),
    ),
    [surely('ConfigMap a no longer has q')],
  ],
  [
    'the Secret, for one of another name',
    external(['a']),
    external(['a'], 'name: cart'),
    ['warning deletion: it makes the Secret cart, no longer shop: what still reads that one fails'],
  ],
  [
    'a key that pods of another namespace name no more',
    all(
      external(['a', 'pw']),
      deployment('containers: [{name: x, image: i, args: [pw]}]').replace('namespace: b', 'namespace: c'),
    ),
    all(
      external(['a']),
      deployment('containers: [{name: x, image: i}]').replace('namespace: b', 'namespace: c'),
    ),
    [maybe('shop no longer has pw')],
  ],
  [
    'a key that a trigger reads all the same',
    all(external(['a', 'b']), trigger('shop', 'b')),
    all(external(['a']), trigger('shop', 'b').replace('parameter: p', 'parameter: q')),
    [maybe('shop no longer has b')],
  ],
  [
    'a key that one reads all the same and one no more',
    all(external(['a', 'b']), trigger('shop', 'b'), reading('i:1', keyOf('shop', 'b'))),
    all(external(['a']), trigger('shop', 'a'), reading('i:2', keyOf('shop', 'b'))),
    [surely('Secret shop no longer has b')],
  ],
  [
    'a key that another Secret of another namespace has',
    all(external(['a', 'b']), named('c', external(['a'])).replace('namespace: b', 'namespace: c')),
    all(external(['a']), named('c', external(['a', 'b'])).replace('namespace: b', 'namespace: c')),
    [maybe('shop no longer has b')],
  ],
])('%s goes', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));

test.each<[string, string, string]>([
  [
    'a key that its pods no longer read',
    all(external(['a', 'b']), reading('i:1', keyOf('shop', 'a'), keyOf('shop', 'b'))),
    all(external(['a']), reading('i:1', keyOf('shop', 'a'))),
  ],
  [
    'the Secret, for the one that its pods read from now on',
    all(external(['a']), reading('i:1', keyOf('shop', 'a'))),
    all(external(['a'], 'name: cart'), reading('i:1', keyOf('cart', 'a'))),
  ],
  [
    'a key that is among all that is read',
    external(['a', 'b']),
    external(['a'], 'name: shop', 'dataFrom: [{extract: {key: x}}]'),
  ],
  [
    'what a template has made nothing of',
    external(['a', 'b'], 'name: shop, template: {data: {x: "{{ .a }}"}}'),
    external(['a'], 'name: shop, template: {data: {x: "{{ .a }}"}}'),
  ],
  ['a key of a ConfigMap that no pod of the change reads', settings('x: 1, q: 2'), settings('x: 1')],
  [
    'a key of a ConfigMap that pods can do without',
    all(settings('x: 1, q: 2'), reading('i:1', 'configMapKeyRef: {name: a, key: q, optional: true}')),
    all(settings('x: 1'), reading('i:2', 'configMapKeyRef: {name: a, key: q, optional: true}')),
  ],
  [
    'a key that a trigger and an issuer read by another name',
    all(external(['a', 'pw']), trigger('shop', 'pw'), issuer('pw')),
    all(external(['a', 'pass']), trigger('shop', 'pass'), issuer('pass')),
  ],
  [
    'the Secret, for the one that an Ingress shows from now on',
    all(external(['a']), ingress('shop')),
    all(external(['a'], 'name: cart'), ingress('cart')),
  ],
  [
    'a key that pods read of another Secret',
    all(external(['a', 'k']), named('t', external(['x'], 'name: t')), reading('i:1', keyOf('shop', 'k'))),
    all(external(['a']), named('t', external(['x', 'k'], 'name: t')), reading('i:1', keyOf('t', 'k'))),
  ],
  [
    'a key that another one adds to the same Secret',
    all(external(['a', 'b']), reading('i:1', keyOf('shop', 'b'))),
    all(
      external(['a']),
      named('c', external(['b'], 'name: shop, creationPolicy: Merge')),
      reading('i:2', keyOf('shop', 'b')),
    ),
  ],
  [
    'a key that pods can do without',
    all(external(['a', 'b']), reading('i:1', keyOf('shop', 'b', 'optional: true'))),
    all(external(['a']), reading('i:2', keyOf('shop', 'b', 'optional: true'))),
  ],
  ['where a value is read from', external(['a']), external(['a']).replace('prod/a', 'test/a')],
  ['no key', external(['a']), external(['a', 'b'])],
])('nobody misses %s', (_, before, after) => expect(told(before, after)).toEqual([]));

test.each<[string, (keys: string) => string, (name: string, key: string) => string]>([
  ['ConfigMap', settings, (name, key) => `configMapKeyRef: {name: ${name}, key: ${key}}`],
  ['Secret', secret, keyOf],
])('a key less in a %s that gets another name is told of those who read it by that', (kind, holding, ref) => {
  const before = all(
    named('shop-8kf4m2g5t9', holding('x: eA==, q: eA==')),
    reading('i', ref('shop-8kf4m2g5t9', 'x')),
  );
  const after = (...keys: readonly string[]): string =>
    all(
      named('shop-2mk5h7t8bb', holding('x: eA==')),
      reading('i', ...keys.map((key) => ref('shop-2mk5h7t8bb', key))),
    );
  expect(told(before, after('x', 'q'))).toEqual([surely(`${kind} shop-2mk5h7t8bb no longer has q`)]);
  expect(told(before, after('x'))).toEqual([]);
});

test('a certificate that goes to another Secret', () => {
  const certificate = (secret: string, names: string): string =>
    object(
      'cert-manager.io/v1',
      'Certificate',
      `spec: {secretName: ${secret}, dnsNames: [${names}], issuerRef: {name: i}}`,
    );
  expect(told(certificate('shop', 'a.b'), certificate('store', 'a.b'))).toEqual([
    'warning deletion: it makes the Secret store, no longer shop: what still reads that one fails',
  ]);
  expect(told(certificate('shop', 'a.b'), certificate('shop', 'a.b, c.d'))).toEqual([]);
});

const mounting = (image: string, subPath: string, volume: string): string =>
  deployment(
    `containers: [{name: x, image: "${image}", volumeMounts: [{name: v, mountPath: /etc/x, ${subPath}}]}], volumes: [{name: v, ${volume}}]`,
  ).replace('name: a,', 'name: d,');

test.each<[string, string, string, string[]]>([
  [
    'the file of it',
    'subPath: q',
    'configMap: {name: a}',
    [
      'error deletion: the ConfigMap a no longer has q: pods that mount it alone find a folder there, or do not start',
    ],
  ],
  ['another file', 'subPath: p', 'configMap: {name: a}', []],
  ['a file that is another key', 'subPath: q', 'configMap: {name: a, items: [{key: p, path: q}]}', []],
  ['a file that they can do without', 'subPath: q', 'configMap: {name: a, optional: true}', []],
  ['all files', 'readOnly: true', 'configMap: {name: a}', []],
  ['a file of another volume', 'subPath: q', 'emptyDir: {}', []],
])('a key of a ConfigMap, of which pods see %s alone', (_, subPath, volume, expected) => {
  const [before, after] = [mounting('i:1', subPath, volume), mounting('i:2', subPath, volume)];
  expect(told(all(settings('p: x, q: x'), before), all(settings('p: x'), after))).toEqual(expected);
});

const again = (who: string): string =>
  `warning recreation: is deleted, as git has it no more, and made again by ${who}: what reads it in between fails`;
const sealed = object('bitnami.com/v1alpha1', 'SealedSecret', 'spec: {encryptedData: {x: v}}');

test.each<[string, string, string[]]>([
  ['an ExternalSecret', external(['x', 'z'], 'name: a'), [again('ExternalSecret a')]],
  [
    'an ExternalSecret with less',
    external(['x'], 'name: a'),
    [again('ExternalSecret a'), maybe('a no longer has z')],
  ],
  [
    'nobody knows what of',
    external(['x'], 'name: a', 'dataFrom: [{extract: {key: k}}]'),
    [again('ExternalSecret a')],
  ],
  ['a SealedSecret with less', sealed, [again('SealedSecret a'), maybe('a no longer has z')]],
  [
    'an ExternalSecret of another name',
    external(['x', 'z'], 'name: c'),
    ['warning deletion: it is deleted, and what still reads it fails'],
  ],
])('a Secret that leaves git, and is made again by %s', (_, maker, expected) =>
  expect(told(secret('x: eA==, z: eA=='), maker)).toEqual(expected),
);
