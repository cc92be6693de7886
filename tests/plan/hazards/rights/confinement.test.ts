import { expect, test } from 'vitest';
import { deployment, told } from '../../told.ts';

const container = (context: string, pod = ''): string =>
  deployment(`${pod} containers: [{name: x, image: i, securityContext: {${context}}}]`);
const confined =
  'runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}';

test.each<[string, string, string, string[]]>([
  [
    'a capability',
    container('capabilities: {drop: [ALL]}'),
    container('capabilities: {drop: [ALL], add: [NET_ADMIN, NET_BIND_SERVICE]}'),
    ['its container x has the capability NET_ADMIN'],
  ],
  [
    'root, by its container and by its pods',
    container(''),
    container('runAsUser: 0', 'securityContext: {runAsUser: 0},'),
    ['its pods run as root (runAsUser 0)', 'its container x runs as root (runAsUser 0)'],
  ],
  [
    'everything',
    container(confined),
    container(''),
    [
      'its container x is no longer confined (runAsNonRoot)',
      'its container x is no longer confined (allowPrivilegeEscalation: false)',
      'its container x is no longer confined (readOnlyRootFilesystem)',
      'its container x is no longer confined (seccompProfile)',
      'its container x is no longer confined (capabilities.drop: ALL)',
    ],
  ],
  [
    'privileges, which are told once',
    container('allowPrivilegeEscalation: false'),
    container('privileged: true'),
    ['its container x is no longer confined (privileged)'],
  ],
  [
    'what its pod says instead',
    container('runAsNonRoot: true'),
    container('', 'securityContext: {runAsNonRoot: true},'),
    [],
  ],
  ['what is new, and as confined as it ever was', '', container(''), []],
  [
    'a port of the node',
    deployment('containers: [{name: x, image: i, ports: [{containerPort: 80}]}]'),
    deployment('containers: [{name: x, image: i, ports: [{containerPort: 80, hostPort: 80}]}]'),
    ["its container x is reachable on the node's port 80 (hostPort)"],
  ],
])('pods: %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);
