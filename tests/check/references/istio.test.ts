import { expect, test } from 'vitest';
import { checked, deployment, namespace, object, service } from '../checked.ts';

const route = object(
  'VirtualService',
  'networking.istio.io/v1',
  'a',
  'spec: {hosts: [x], http: [{route: [{destination: {host: web, subset: v2}}]}]}',
);

const rule = (subsets: string) =>
  object('DestinationRule', 'networking.istio.io/v1', 'a', `spec: {host: web, subsets: ${subsets}}`);

test('a subset must be in a DestinationRule of its host, where one was read', () => {
  const base = namespace + deployment() + service + route;
  expect(checked(base)).toEqual([]);
  expect(checked(base + rule('[{name: v2}]'))).toEqual([]);
  expect(checked(base + rule('[{name: v1}]'))).toEqual([
    'error missing-subset spec.http[0].route[0].destination.subset: no DestinationRule of web has a subset "v2"',
  ]);
});

test('hosts that a ServiceEntry declares, wildcards and hosts of the internet name no Service', () => {
  const entry = object(
    'ServiceEntry',
    'networking.istio.io/v1',
    'e',
    'spec: {hosts: [legacy], location: MESH_EXTERNAL}',
  );
  const hosts = (host: string) =>
    object('DestinationRule', 'networking.istio.io/v1', 'a', `spec: {host: "${host}"}`);
  expect(checked(namespace + entry + hosts('legacy'))).toEqual([]);
  expect(checked(namespace + hosts('*.shop.svc.cluster.local'))).toEqual([]);
  expect(checked(namespace + hosts('web.other'))).toEqual([]);
});
