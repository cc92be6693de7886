import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const grant = (to: string, from = 'web', kind = 'HTTPRoute'): string =>
  object(
    'gateway.networking.k8s.io/v1beta1',
    'ReferenceGrant',
    `spec: {from: [${from
      .split(' ')
      .map((namespace) => `{group: gateway.networking.k8s.io, kind: ${kind}, namespace: ${namespace}}`)
      .join(', ')}], to: [${to}]}`,
  );
const [one, other, all, secret] = [
  '{group: "", kind: Service, name: api}',
  '{group: "", kind: Service, name: admin}',
  '{group: "", kind: Service}',
  '{group: "", kind: Secret, name: api}',
];
const lets = (namespace: string, target: string, kind = 'HTTPRoute'): string =>
  `warning exposure: lets each ${kind} of the namespace ${namespace} refer to ${target}`;

test.each<[string, string, string, string[]]>([
  ['one that is new', '', grant(one), [lets('web', 'the Service b/api')]],
  ['another namespace', grant(one), grant(one, 'web evil'), [lets('evil', 'the Service b/api')]],
  [
    'another kind of referrer',
    grant(one),
    grant(one, 'web', 'TCPRoute'),
    [lets('web', 'the Service b/api', 'TCPRoute')],
  ],
  ['another name', grant(one), grant(`${one}, ${other}`), [lets('web', 'the Service b/admin')]],
  ['every name', grant(one), grant(all), [lets('web', 'every Service of the namespace b')]],
  ['Secrets', grant(one), grant(secret), [lets('web', 'the Secret b/api')]],
  [
    'a namespace that it moves to',
    grant(one),
    grant(one).replace('namespace: b', 'namespace: c'),
    [lets('web', 'the Service c/api')],
  ],
  ['one name of all', grant(all), grant(one), []],
  [
    'one namespace less, in another order',
    grant(`${one}, ${other}`, 'a b'),
    grant(`${other}, ${one}`, 'b'),
    [],
  ],
])('grants: %s', (_, before, after, expected) =>
  expect(told(before, after).filter((each) => each.includes(' exposure: '))).toEqual(expected),
);
