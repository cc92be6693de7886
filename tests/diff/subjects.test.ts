import { expect, test } from 'vitest';
import { compareObjects } from '../../src/diff/compare.ts';
import { loadFacts } from '../../src/kubernetes/load.ts';
import { readManifests } from '../../src/manifest/read.ts';

const facts = loadFacts();

function kindsOf(before: string, after: string): string[] {
  const read = (text: string) => readManifests(text, 'test.yaml').manifests;
  return compareObjects(read(before), read(after), facts).changes.map(
    ({ kind, identity }) => `${kind} ${identity.name}`,
  );
}

const budget = (name: string, app: string, rest: string, namespace = 'shop'): string =>
  `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: ${name}, namespace: ${namespace}}, spec: {selector: {matchLabels: {app: ${app}}}, ${rest}}}\n---\n`;
const mutual = (name: string, rest: string): string =>
  `{apiVersion: security.istio.io/v1, kind: PeerAuthentication, metadata: {name: ${name}, namespace: shop}, spec: {${rest}}}\n---\n`;
const schedule = (name: string, rest: string): string =>
  `{apiVersion: velero.io/v1, kind: Schedule, metadata: {name: ${name}, namespace: velero}, spec: {template: {${rest}}}}\n---\n`;

test.each<[string, string, string, string[]]>([
  [
    'pods',
    budget('old', 'cart', 'minAvailable: 2'),
    budget('of-cart', 'cart', 'maxUnavailable: 1'),
    ['renamed of-cart'],
  ],
  [
    'the whole namespace',
    mutual('old', 'mtls: {mode: STRICT}'),
    mutual('default', 'mtls: {mode: PERMISSIVE}, portLevelMtls: {80: {mode: DISABLE}}'),
    ['renamed default'],
  ],
  [
    'a host, by its short name and in full',
    `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: old, namespace: shop}, spec: {host: cart}}`,
    `{apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: {name: cart, namespace: shop}, spec: {host: cart.shop.svc.cluster.local, trafficPolicy: {loadBalancer: {simple: RANDOM}}, subsets: []}}`,
    ['renamed cart'],
  ],
  [
    'other pods',
    budget('old', 'cart', 'minAvailable: 2'),
    budget('of-order', 'order', 'maxUnavailable: 1'),
    ['added of-order', 'removed old'],
  ],
  [
    'the same pods, as two others are',
    budget('old', 'cart', 'minAvailable: 2'),
    budget('one', 'cart', 'maxUnavailable: 1') + budget('two', 'cart', 'maxUnavailable: 30%'),
    ['removed old', 'added one', 'added two'],
  ],
  [
    'the same in another namespace',
    budget('old', 'cart', 'minAvailable: 2'),
    budget('new', 'cart', 'maxUnavailable: 1', 'test'),
    ['removed old', 'added new'],
  ],
  [
    'nothing that it says',
    schedule('old', 'ttl: 24h'),
    schedule('new', 'storageLocation: other, snapshotVolumes: true'),
    ['added new', 'removed old'],
  ],
])('one that goes and one that comes for %s', (_, before, after, expected) => {
  expect(kindsOf(before, after)).toEqual(expected);
});
