import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const rule = (policy: string, subsets = ''): string =>
  object(
    'networking.istio.io/v1',
    'DestinationRule',
    `spec: {host: h, trafficPolicy: {${policy}}, subsets: [${subsets}]}`,
  );
const ports = (...settings: readonly string[]): string => `portLevelSettings: [${settings.join(', ')}]`;
const port = (number: number, tls = ''): string => `{port: {number: ${number}}, ${tls}}`;
const subset = (name: string, policy: string): string =>
  `{name: ${name}, labels: {v: ${name}}, trafficPolicy: {${policy}}}`;
const plain = 'tls: {mode: DISABLE}';
const simple = 'tls: {mode: SIMPLE}';
const mutual = 'tls: {mode: ISTIO_MUTUAL}';
const unverified = 'tls: {mode: SIMPLE, insecureSkipVerify: true}';

test.each<[string, string, string, string[]]>([
  [
    'of all of it, in the clear',
    rule(mutual),
    rule(plain),
    ['the encryption of traffic to it is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'of all of it, in the clear by default',
    rule(mutual),
    rule('tls: {sni: h}'),
    ['the encryption of traffic to it is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'that the mesh encrypted by itself',
    rule(''),
    rule(plain),
    ['the encryption of traffic to it is DISABLE, no longer up to the mesh'],
  ],
  [
    'to a host outside',
    rule(simple),
    rule(''),
    ['the encryption of traffic to it is up to the mesh, no longer SIMPLE'],
  ],
  [
    'on a port',
    rule(ports(port(80, mutual), port(443, mutual))),
    rule(ports(port(443, mutual), port(80, plain))),
    ['the encryption of traffic to it on port 80 is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'on a port that is newly told apart',
    rule(mutual),
    rule(`${mutual}, ${ports(port(80, plain))}`),
    ['the encryption of traffic to it on port 80 is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'on a port that inherits nothing',
    rule(simple),
    rule(`${simple}, ${ports(port(80, 'loadBalancer: {simple: RANDOM}'))}`),
    ['the encryption of traffic to it on port 80 is up to the mesh, no longer SIMPLE'],
  ],
  [
    'on a port that is no longer told apart',
    rule(`${plain}, ${ports(port(80, mutual))}`),
    rule(plain),
    ['the encryption of traffic to it on port 80 is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'to a subset',
    rule(mutual, subset('v1', '')),
    rule(mutual, subset('v1', plain)),
    ['the encryption of traffic to its subset v1 is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'to a subset, on a port',
    rule('', subset('v1', `${plain}, ${ports(port(80, mutual))}`)),
    rule('', subset('v1', `${plain}, ${ports(port(80, plain))}`)),
    ['the encryption of traffic to its subset v1 on port 80 is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'of all of it, told once',
    rule(`${mutual}, ${ports(port(80, mutual))}`, `${subset('v1', '')}, ${subset('v2', mutual)}`),
    rule(`${plain}, ${ports(port(80, mutual))}`, `${subset('v1', '')}, ${subset('v2', mutual)}`),
    ['the encryption of traffic to it is DISABLE, no longer ISTIO_MUTUAL'],
  ],
  [
    'from whoever answers',
    rule(simple),
    rule(unverified),
    ['the mesh no longer checks who answers traffic to it: insecureSkipVerify is true'],
  ],
  [
    'from whoever answers on a port',
    rule(ports(port(80, simple))),
    rule(ports(port(80, unverified))),
    ['the mesh no longer checks who answers traffic to it on port 80: insecureSkipVerify is true'],
  ],
])('traffic %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning encryption-cut: ${message}`)),
);

test.each<[string, string, string]>([
  ['the mesh encrypts by itself', rule(mutual), rule('')],
  ['is encrypted better', rule(ports(port(80, simple))), rule(ports(port(80, mutual)))],
  [
    'is told apart no more, and encrypted all the same',
    rule(`${mutual}, ${ports(port(80, mutual))}`),
    rule(mutual),
  ],
  [
    'ports stand in another order',
    rule(ports(port(1, plain), port(2))),
    rule(ports(port(2), port(1, plain))),
  ],
  ['goes to a subset that is new', rule(mutual), rule(mutual, subset('v1', plain))],
  ['was in the clear before', rule(plain), rule(unverified)],
  ['has a mode that nobody knows', rule(mutual), rule('tls: {mode: NEW}')],
])('nothing is told of traffic that %s', (_, before, after) => expect(told(before, after)).toEqual([]));
