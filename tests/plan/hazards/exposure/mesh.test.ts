import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const configMap = (name: string, mesh: string): string =>
  `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: istio-system}, data: {mesh: '${mesh}'}}`;
const mesh = (...lines: string[]): string =>
  configMap('istio', ['{accessLogFormat: a', ...lines].join(', ').concat('}'));

const cut = 'warning protection-cut:';

test.each<[string, string, string, string[]]>([
  [
    'what pods may go to',
    mesh('outboundTrafficPolicy: {mode: REGISTRY_ONLY}'),
    mesh(),
    [
      'warning exposure: lets pods of the mesh go to what it does not know: outboundTrafficPolicy.mode is gone',
    ],
  ],
  [
    'encryption',
    mesh('meshMTLS: {minProtocolVersion: TLSV1_3}'),
    mesh('meshMTLS: {minProtocolVersion: TLSV1_2}', 'enableAutoMtls: false'),
    [
      'warning encryption-cut: pods no longer encrypt what they send by themselves: enableAutoMtls is false',
      'warning encryption-cut: takes older versions of TLS: meshMTLS.minProtocolVersion goes from TLSV1_3 to TLSV1_2',
    ],
  ],
  [
    'what policies see, and whose they are',
    mesh(),
    mesh('pathNormalization: {normalization: NONE}', 'rootNamespace: other'),
    [
      `${cut} policies see paths as they are written, and may be got round: pathNormalization.normalization is NONE`,
      `${cut} policies of the whole mesh hold no longer where they are: rootNamespace is other`,
    ],
  ],
  [
    'another trust domain',
    mesh('trustDomain: old'),
    mesh('trustDomain: new'),
    [`${cut} pods are called otherwise, and not known by their old names: trustDomain goes from old to new`],
  ],
  [
    'another trust domain, and the old one still',
    mesh('trustDomain: old'),
    mesh('trustDomain: new', 'trustDomainAliases: [old]'),
    [],
  ],
  [
    'access logs, and who decides',
    mesh('accessLogFile: /dev/stdout', 'extensionProviders: [{name: a}, {name: b}]'),
    mesh('extensionProviders: [{name: b}]'),
    [
      `${cut} does not write down who came: accessLogFile is gone`,
      `${cut} no longer knows the provider a: policies that ask it refuse all, and what goes to it is lost`,
    ],
  ],
  [
    'defaults, written out',
    mesh(),
    mesh(
      'outboundTrafficPolicy: {mode: ALLOW_ANY}',
      'enableAutoMtls: true',
      'trustDomain: cluster.local',
      'rootNamespace: istio-system',
      'pathNormalization: {normalization: DEFAULT}',
    ),
    [],
  ],
  [
    'the same in a ConfigMap of something else',
    configMap('other', '{trustDomain: old, a: b}'),
    configMap('other', '{trustDomain: new, a: b}'),
    [],
  ],
  ['a text that is no configuration', mesh('trustDomain: old'), configMap('istio', 'none'), []],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});
