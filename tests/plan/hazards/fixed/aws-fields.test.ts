import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRecord } from '../../../../src/manifest/object.ts';
import { readManifests } from '../../../../src/manifest/read.ts';
import { fieldsOf, selectMaps } from '../../../../src/manifest/select.ts';
import { setOnce } from '../../../../src/plan/hazards/fixed/aws-fields.ts';
import { object, told } from '../../told.ts';

const of =
  (group: string, kind: string) =>
  (spec: string): string =>
    object(`${group}.services.k8s.aws/v1alpha1`, kind, `spec: {${spec}}`);
const [record, zone, nodes] = [
  of('route53', 'RecordSet'),
  of('route53', 'HostedZone'),
  of('eks', 'Nodegroup'),
];

test.each<[string, string, string, string[]]>([
  ['another type', record('recordType: A'), record('recordType: AAAA'), ['spec.recordType']],
  ['a part of a field', nodes('subnets: [a, b]'), nodes('subnets: [a, c, d]'), ['spec.subnets']],
  [
    'a field in another one',
    zone('name: a.example, hostedZoneConfig: {privateZone: true}'),
    zone('name: a.example, hostedZoneConfig: {privateZone: false}'),
    ['spec.hostedZoneConfig.privateZone'],
  ],
  ['a first value', record('name: a'), record('name: a, setIdentifier: x'), []],
  ['no value any more', record('name: a, setIdentifier: x'), record('name: a'), []],
  [
    'another map around it',
    zone('name: a.example'),
    zone('name: a.example, hostedZoneConfig: {privateZone: true}'),
    [],
  ],
  ['a field that can be changed', record('ttl: 60'), record('ttl: 300'), []],
])('what AWS takes once only: %s', (_, before, after, expected) =>
  expect(told(before, after).filter((each) => each.includes('immutable-field'))).toEqual(
    expected.map(
      (field) =>
        `error immutable-field: ${field} cannot be changed: the API server refuses the update, and the sync fails`,
    ),
  ),
);

test('a definition beside the object says it once more, and it is told once', () => {
  const definition = (label: string): string =>
    `{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: nodegroups.eks.services.k8s.aws, labels: {v: ${label}}}, spec: {group: eks.services.k8s.aws, scope: Namespaced, names: {kind: Nodegroup, plural: nodegroups}, versions: [{name: v1alpha1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {amiType: {type: string, x-kubernetes-validations: [{rule: self == oldSelf}]}}}}}}}]}}`;
  expect(
    told(
      `${definition('a')}\n---\n${nodes('amiType: x')}`,
      `${definition('b')}\n---\n${nodes('amiType: y')}`,
    ),
  ).toHaveLength(1);
});

/** Copies of the controllers' definitions, which only some machines have beside the repository. */
const definitions = join(import.meta.dirname, '../../../../../shared/crds/aws');

function fieldsSetOnce(schema: unknown, path: readonly string[] = []): string[] {
  const isFrozen = selectMaps(schema, 'x-kubernetes-validations[]').some(
    ({ value }) => value['rule'] === 'self == oldSelf',
  );
  return [
    ...(isFrozen ? [path.join('.')] : []),
    ...Object.entries(fieldsOf(schema, 'properties')).flatMap(([name, each]) =>
      fieldsSetOnce(each, [...path, name]),
    ),
    ...(isRecord(schema) && isRecord(schema['items']) ? fieldsSetOnce(schema['items'], [...path, '[]']) : []),
  ];
}

test.skipIf(!existsSync(definitions))('the fields are those of the definitions of AWS', () => {
  const found = readdirSync(definitions)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => readManifests(readFileSync(join(definitions, file), 'utf8'), file).manifests)
    .flatMap(({ object: { spec } }): [string, string][] => {
      const [version] = selectMaps(spec, 'versions[]');
      const schema = fieldsOf(version?.value, 'schema', 'openAPIV3Schema', 'properties', 'spec');
      const { group } = fieldsOf({ spec }, 'spec');
      const { kind } = fieldsOf({ spec }, 'spec', 'names');
      const fields = fieldsSetOnce(schema).join(' ');
      return fields === '' ? [] : [[`${String(group).split('.', 1)[0]}/${String(kind)}`, fields]];
    });
  expect(Object.fromEntries(found)).toEqual(setOnce);
});
