import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const gateway = (tls: string): string =>
  object(
    'networking.istio.io/v1',
    'Gateway',
    `spec: {servers: [{hosts: [h], port: {name: p, number: 443, protocol: HTTPS}, tls: {${tls}}}]}`,
  );
const ingress = (tls: string): string =>
  object('networking.k8s.io/v1', 'Ingress', `spec: {tls: [${tls}], rules: [{host: a.b}]}`);
const ingressOf = (tls: string, ...hosts: readonly string[]): string =>
  ingress(tls).replace('{host: a.b}', hosts.map((host) => `{host: ${host}}`).join(', '));
const route = object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'spec: {hostnames: [a.b]}');
const servers = (...texts: readonly string[]): string =>
  object('networking.istio.io/v1', 'Gateway', `spec: {servers: [${texts.join(', ')}]}`);
const encrypted = (host: string): string =>
  `{hosts: [${host}], port: {name: s, number: 443, protocol: HTTPS}, tls: {mode: SIMPLE}}`;
const plain = (host: string): string => `{hosts: [${host}], port: {name: p, number: 80, protocol: HTTP}}`;
const distribution = (config: string): string =>
  object('cloudfront.services.k8s.aws/v1alpha1', 'Distribution', `spec: {distributionConfig: {${config}}}`);
const listeners = (text: string): string =>
  object('gateway.networking.k8s.io/v1', 'Gateway', `spec: {listeners: [${text}]}`);

test.each<[string, string, string, string[]]>([
  [
    'an older version',
    gateway('mode: SIMPLE, minProtocolVersion: TLSV1_3'),
    gateway('mode: SIMPLE, minProtocolVersion: TLSV1_1'),
    ['the least version of TLS on port 443 for h is TLSV1_1, no longer TLSV1_3'],
  ],
  ['the default', gateway('mode: SIMPLE, minProtocolVersion: TLSV1_2'), gateway('mode: SIMPLE'), []],
  [
    'the default of what was newer',
    gateway('mode: SIMPLE, minProtocolVersion: TLSV1_3'),
    gateway('mode: SIMPLE'),
    ['the least version of TLS on port 443 for h is TLS_AUTO, no longer TLSV1_3'],
  ],
  [
    'clients that show nothing',
    gateway('mode: MUTUAL'),
    gateway('mode: SIMPLE'),
    ['what clients show on port 443 for h is SIMPLE, no longer MUTUAL'],
  ],
  [
    'no redirection',
    gateway('httpsRedirect: true'),
    gateway(''),
    ['the redirection to HTTPS on port 443 for h is off, no longer on'],
  ],
  [
    'a host without',
    ingress('{hosts: [a.b], secretName: s}'),
    ingress(''),
    ['encryption of a.b is none, no longer TLS'],
  ],
  ['any host without', ingress('{secretName: s}'), ingress(''), ['encryption of a.b is none, no longer TLS']],
  ['the same host by its name', ingress('{secretName: s}'), ingress('{hosts: ["*.b"], secretName: s}'), []],
  [
    'a host that is gone',
    ingress('{hosts: [a.b], secretName: s}'),
    object('networking.k8s.io/v1', 'Ingress', 'spec: {rules: []}'),
    [],
  ],
  [
    'a host in the clear',
    servers(encrypted('a.b')),
    servers(plain('a.b')),
    ['encryption of a.b is none, no longer TLS'],
  ],
  ['a host in the clear, too', servers(encrypted('a.b')), servers(encrypted('a.b'), plain('a.b')), []],
  [
    'one of two servers on a port',
    servers(encrypted('a.b'), encrypted('c.d').replace('SIMPLE', 'MUTUAL')),
    servers(encrypted('a.b'), encrypted('c.d')),
    ['what clients show on port 443 for c.d is SIMPLE, no longer MUTUAL'],
  ],
  [
    'two servers on a port in another order',
    servers(encrypted('a.b'), encrypted('c.d').replace('SIMPLE', 'MUTUAL')),
    servers(encrypted('c.d').replace('SIMPLE', 'MUTUAL'), encrypted('a.b')),
    [],
  ],
  [
    'viewers with old browsers',
    distribution('viewerCertificate: {minimumProtocolVersion: TLSv1.2_2021}'),
    distribution('viewerCertificate: {minimumProtocolVersion: TLSv1_2016}'),
    ['the least version of TLS is TLSv1_2016, no longer TLSv1.2_2021'],
  ],
  [
    'viewers with HTTPS only',
    distribution('defaultCacheBehavior: {viewerProtocolPolicy: allow-all}'),
    distribution('defaultCacheBehavior: {viewerProtocolPolicy: https-only}'),
    [],
  ],
  [
    'a server that is asked in the clear',
    distribution('origins: {items: [{id: x, customOriginConfig: {originProtocolPolicy: https-only}}]}'),
    distribution('origins: {items: [{id: x, customOriginConfig: {originProtocolPolicy: http-only}}]}'),
    ['how x is asked is http-only, no longer https-only'],
  ],
  [
    'a listener in the clear',
    listeners('{name: a, port: 443, protocol: HTTPS, hostname: a.b}'),
    listeners('{name: a, port: 443, protocol: HTTP, hostname: a.b}'),
    ['encryption of a.b is none, no longer TLS'],
  ],
  [
    'a listener that is encrypted, and one that was not',
    listeners('{name: b, port: 80, protocol: HTTP}, {name: a, port: 443, protocol: HTTPS}'),
    listeners('{name: a, port: 443, protocol: HTTPS}, {name: b, port: 80, protocol: HTTP}'),
    [],
  ],
  [
    'viewers of some paths in the clear',
    distribution('cacheBehaviors: {items: [{pathPattern: /a, viewerProtocolPolicy: https-only}]}'),
    distribution('cacheBehaviors: {items: [{pathPattern: /a, viewerProtocolPolicy: allow-all}]}'),
    ['what viewers of /a may use is allow-all, no longer https-only'],
  ],
  [
    'a version that nobody knows',
    gateway('mode: SIMPLE'),
    gateway('mode: SIMPLE, minProtocolVersion: TLSV2'),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning encryption-cut: ${message}`)),
);

test.each<[string, string, string, string[]]>([
  [
    'all names instead of one',
    servers(encrypted('a.b').replace('SIMPLE', 'MUTUAL')),
    servers(encrypted('"*"')),
    ['what clients show on port 443 for a.b is SIMPLE, no longer MUTUAL'],
  ],
  [
    'all names below instead of one, as well encrypted',
    servers(encrypted('a.b.c').replace('SIMPLE', 'MUTUAL')),
    servers(encrypted('"*.b.c"').replace('SIMPLE', 'MUTUAL')),
    [],
  ],
  [
    'a listener for all names instead of one',
    listeners('{name: a, port: 443, protocol: HTTPS, hostname: a.b}'),
    listeners('{name: a, port: 443, protocol: HTTP}'),
    ['encryption of a.b is none, no longer TLS'],
  ],
  [
    'one name less, beside all of them in the clear, as before',
    listeners('{name: a, port: 443, protocol: HTTPS, hostname: a.b}, {name: b, port: 80, protocol: HTTP}'),
    listeners('{name: b, port: 80, protocol: HTTP}'),
    ['encryption of a.b is none, no longer TLS'],
  ],
  [
    'one name less, beside all of them as well encrypted',
    listeners('{name: a, port: 443, protocol: HTTPS, hostname: a.b}, {name: b, port: 443, protocol: HTTPS}'),
    listeners('{name: b, port: 443, protocol: HTTPS}'),
    [],
  ],
  [
    'one name less, with its route',
    `${listeners('{name: a, port: 443, protocol: HTTPS, hostname: a.b}, {name: b, port: 80, protocol: HTTP}')}\n---\n${route}`,
    listeners('{name: b, port: 80, protocol: HTTP}'),
    [],
  ],
  [
    'one name less, which another Gateway takes',
    servers(encrypted('a.b.c'), plain('"*.b.c"')),
    `${servers(plain('"*.b.c"'))}\n---\n${servers(encrypted('a.b.c')).replace('name: a', 'name: z')}`,
    [],
  ],
  [
    'one name less, of which clients showed who they are',
    servers(encrypted('a.b.c').replace('SIMPLE', 'MUTUAL'), encrypted('"*.b.c"')),
    servers(encrypted('"*.b.c"')),
    ['what clients show on port 443 for a.b.c is SIMPLE, no longer MUTUAL'],
  ],
  [
    'one name less of an Ingress, of which a star is one name',
    ingressOf('{hosts: [x.a.b]}', 'x.a.b', '"*.b"'),
    ingressOf('', '"*.b"'),
    [],
  ],
])('%s', (_, before, after, expected) =>
  expect(told(before, after).filter((text) => text.includes('encryption-cut'))).toEqual(
    expected.map((message) => `warning encryption-cut: ${message}`),
  ),
);
