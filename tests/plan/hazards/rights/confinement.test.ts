import { expect, test } from 'vitest';
import { deployment, told } from '../../told.ts';

const container = (context: string, pod = ''): string =>
  deployment(`${pod} containers: [{name: x, image: i, securityContext: {${context}}}]`);
const confined =
  'runAsNonRoot: true, allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}';

test.each<[string, string, string, string[]]>([
  [
    'a sandbox, and what kept them from the API server and the users of the node',
    container('', 'runtimeClassName: gvisor, automountServiceAccountToken: false, hostUsers: false,'),
    container(''),
    [
      'its pods are no longer confined (runtimeClassName: gvisor)',
      'its pods are no longer confined (automountServiceAccountToken: false)',
      'its pods are no longer confined (hostUsers: false)',
    ],
  ],
  [
    'another sandbox',
    container('', 'runtimeClassName: gvisor,'),
    container('', 'runtimeClassName: kata,'),
    [],
  ],
  [
    'AppArmor, and what hides the kernel',
    container('', 'securityContext: {appArmorProfile: {type: RuntimeDefault}},'),
    container('procMount: Unmasked', 'securityContext: {appArmorProfile: {type: Unconfined}},'),
    [
      'its container x sees more of the kernel (procMount: Unmasked)',
      'its pods are no longer confined (appArmorProfile: RuntimeDefault)',
    ],
  ],
  [
    'the default of AppArmor, written out',
    container(''),
    container('', 'securityContext: {appArmorProfile: {type: RuntimeDefault}},'),
    [],
  ],
  [
    'a capability',
    container('capabilities: {drop: [ALL]}'),
    container('capabilities: {drop: [ALL], add: [NET_ADMIN, NET_BIND_SERVICE]}'),
    ['its container x has the capability NET_ADMIN'],
  ],
  [
    'what else Pod Security forbids',
    container('', 'securityContext: {sysctls: [{name: net.ipv4.tcp_syncookies}]},'),
    container(
      'seLinuxOptions: {type: spc_t}, windowsOptions: {hostProcess: true}',
      'shareProcessNamespace: true, securityContext: {sysctls: [{name: kernel.msgmax}, {name: net.ipv4.tcp_rmem}]},',
    ),
    [
      'its containers see each other, with files and variables (shareProcessNamespace)',
      'its pods set kernel.msgmax of the kernel (sysctls)',
      'processes of its container x run on the node itself (hostProcess)',
      'processes of its container x have the label spc_t of SELinux',
    ],
  ],
  [
    'a label that Pod Security allows',
    container(''),
    container('seLinuxOptions: {type: container_init_t, level: "s0:c1,c2"}'),
    [],
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
    ['its container x is not confined (privileged)'],
  ],
  [
    'what is new, and was never confined',
    '',
    container('privileged: true'),
    ['its container x is not confined (privileged)'],
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
