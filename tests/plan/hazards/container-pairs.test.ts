import { expect, test } from 'vitest';
import { podsOf } from '../../../src/kubernetes/pods.ts';
import { containerPairs } from '../../../src/plan/hazards/container-pairs.ts';
import { deployment, told } from '../told.ts';

type Container = readonly [name: string, image: string];

const pods = (containers: readonly Container[], list: string): ReturnType<typeof podsOf> => {
  const spec = { [list]: containers.map(([name, image]) => ({ name, image })) };
  const object = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' }, spec };
  return podsOf('Pod', object);
};
const [api, proxy]: Container[] = [
  ['api', 'registry.example.com:5000/api:v1'],
  ['proxy', 'envoy:v1'],
] as const;

test.each<[string, Container[], Container[], string[]]>([
  ['of one name', [api, proxy], [proxy, ['api', 'other']], ['proxy proxy', 'api api']],
  ['the only one', [api], [['main', 'other']], ['api main']],
  [
    'of one image',
    [api, proxy],
    [['main', 'other.example/api@sha256:1111'], proxy],
    ['api main', 'proxy proxy'],
  ],
  ['not one in the place of another', [api, proxy], [api, ['oauth', 'oauth2-proxy']], ['api api']],
  ['not one that comes beside another', [api], [api, ['other', 'api:v1']], ['api api']],
  [
    'not two by other names',
    [api, proxy],
    [
      ['main', 'api'],
      ['side', 'envoy'],
    ],
    [],
  ],
])('containers that go on: %s', (_, before, after, expected) => {
  const paired = (list: string): string[] =>
    containerPairs(pods(before, list), pods(after, list)).map(({ was, is }) =>
      [was['name'], is.value['name']].join(' '),
    );
  expect(paired('containers')).toEqual(expected);
});

test('what runs once before the others may be another thing', () => {
  const [wait, migrate] = [[['wait', 'busybox']], [['migrate', 'api']]] as const;
  expect(containerPairs(pods(wait, 'initContainers'), pods(migrate, 'initContainers'))).toEqual([]);
  expect(containerPairs(undefined, pods(migrate, 'containers'))).toEqual([]);
});

test('beside another name of a container, what is changed in it is told as well', () => {
  const own = 'image: r.io/x@sha256:1111, resources: {requests: {cpu: 2}, limits: {memory: 2Gi}}';
  const less = 'image: evil.io/x:latest, resources: {requests: {cpu: 10m}}';
  const free = 'securityContext: {privileged: true}';
  const container = (name: string, text: string): string =>
    deployment(`containers: [{name: ${name}, ${text}}]`);
  expect(told(container('c', own), container('main', less))).toEqual([
    'warning capacity-cut: spec.template.spec.containers[0].resources.requests.cpu is cut from 2 to 10m',
    'warning limit-removal: its container main has no memory in its limits any more: it may take all that its node has',
    'warning unpinned-image: its container main is no longer pinned by digest: what evil.io/x:latest stands for may change',
    'warning other-registry: its container main comes from evil.io from now on, no longer from r.io',
  ]);
  expect(told(container('c', `image: x, ${free}`), container('main', `image: x, ${free}`))).toEqual([]);
  const bound = 'image: x, securityContext: {readOnlyRootFilesystem: true}';
  expect(told(container('c', bound), container('main', 'image: x'))).toEqual([
    'warning exposure: its container main is no longer confined (readOnlyRootFilesystem)',
  ]);
});
