import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { type KubernetesObject, typeOf } from '../../src/manifest/object.ts';
import type { LoadedManifest } from '../../src/manifest/read.ts';
import { planOf } from '../../src/plan/plan.ts';

const facts = loadFacts();

/** Names that hazards look for; maps of them hold anything. */
const names =
  'spec template metadata containers name ports port number hosts servers tls mode rules host http paths path ' +
  'verbs apiGroups resources resourceNames subjects roleRef kind namespace aggregationRule clusterRoleSelectors ' +
  'webhooks matchConditions expression matchConstraints resourceRules namespaceSelector matchLabels matchExpressions ' +
  'key operator values limits requests hard sourceRepos destinations server roles policies groups gateways parentRefs ' +
  'includedNamespaces excludedResources objectStorage bucket prefix ttl finalizers validations validationActions ' +
  'ignoreDifferences jsonPointers generators list elements ingressRules ipRanges cidrIP fromPort toPort policyDocument ' +
  'ingress from ipBlock except toString strategy canary steps setWeight maxUnavailable minAvailable externalIPs type';
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<unknown>(null, 0, -1, true, '', '*', 'web', '1Gi', 'a/b', 'LoadBalancer', '10.0.0.0/8'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...names.split(' ')), tie('value'), { maxKeys: 5 }),
  ),
})).value;

const kinds = facts.kinds().filter(({ kind }) => !/List$|^Secret$/.test(kind));
const manifest = (
  { group, version, kind }: Readonly<Record<'group' | 'version' | 'kind', string>>,
  extra: Readonly<Record<string, unknown>>,
): LoadedManifest => {
  const object: KubernetesObject = {
    ...extra,
    apiVersion: group === '' ? version : `${group}/${version}`,
    kind,
    metadata: { name: 'web', namespace: 'shop' },
  };
  return { object, file: 'x.yaml', locate: () => ({ file: 'x.yaml' }) };
};
const fields = fc.dictionary(
  fc.constantFrom('spec', 'rules', 'subjects', 'roleRef', 'webhooks', 'aggregationRule', 'parameters'),
  anything,
);

test('whatever objects hold, hazards are told without failing, and in words', () => {
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fields, fields, (kind, before, after) => {
      const { entries } = planOf([manifest(kind, before)], [manifest(kind, after)], facts);
      for (const { hazards } of entries)
        for (const { message } of hazards)
          expect(`${typeOf(kind.group, kind.kind)} ${message}`).not.toMatch(/undefined|\[object Object\]/);
    }),
    { numRuns: 3_000 },
  );
});

test('a map that cannot become a text is told of all the same', () => {
  const service = (spec: unknown): LoadedManifest =>
    manifest({ group: '', version: 'v1', kind: 'Service' }, { spec });
  const { entries } = planOf([service({})], [service({ externalIPs: [{ toString: 1 }] })], facts);
  expect(entries.flatMap(({ hazards }) => hazards.map(({ message }) => message))).toEqual([
    'takes traffic for the address {"toString":1}',
  ]);
});
