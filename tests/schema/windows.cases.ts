import { type Row, rows } from './rows.ts';

const main = { name: 'main', image: 'x' };
const pod = (fields: object, ...containers: readonly object[]) => ({
  containers:
    containers.length === 0
      ? [main]
      : containers.map((each, index) => ({ name: `c${index}`, image: 'x', ...each })),
  ...fields,
});
const context = (fields: object) => ({ securityContext: fields });
const windows = { os: { name: 'windows' } };
const linux = { os: { name: 'linux' } };
const options = (fields: object) => context({ windowsOptions: fields });
const user = options({ runAsUserName: 'ContainerUser' });
const onHost = options({ hostProcess: true });
const offHost = options({ hostProcess: false });

/** Changes to pods for nodes of Windows: as in `validated.cases.ts`. */
export const windowsPods: readonly Row[] = [
  ...rows('Pod', 'spec', {
    accepted: [
      pod(windows),
      pod(linux),
      pod({ ...windows, ...user }, user),
      pod({ ...windows, hostNetwork: true, hostPID: false, hostIPC: false }),
      pod({ ...windows, ...context({ runAsNonRoot: true, sysctls: [] }) }, context({ runAsNonRoot: true })),
      pod({ ...linux, ...context({ runAsUser: 1 }), resources: { limits: { cpu: 1 } } }),
      // Which system it is for, it does not say.
      pod({ ...context({ runAsUser: 1, windowsOptions: {} }) }, user),
      pod({ hostNetwork: true, ...onHost }),
      pod({ hostNetwork: true }, onHost, onHost),
      pod({ hostNetwork: true, ...onHost }, {}, onHost),
      pod({ ...offHost }, offHost),
    ],
    refused: [
      pod({ ...windows, hostPID: true }),
      pod({ ...windows, hostIPC: true }),
      pod({ ...windows, hostUsers: true }),
      pod({ ...windows, shareProcessNamespace: false }),
      pod({ ...windows, resources: { limits: { cpu: 1 } } }),
      pod({ ...windows, ...context({ runAsUser: 1 }) }),
      pod({ ...windows, ...context({ runAsGroup: 1 }) }),
      pod({ ...windows, ...context({ fsGroup: 1 }) }),
      pod({ ...windows, ...context({ fsGroupChangePolicy: 'Always' }) }),
      pod({ ...windows, ...context({ supplementalGroups: [1] }) }),
      pod({ ...windows, ...context({ supplementalGroupsPolicy: 'Strict' }) }),
      pod({ ...windows, ...context({ seccompProfile: { type: 'RuntimeDefault' } }) }),
      pod({ ...windows, ...context({ appArmorProfile: { type: 'Unconfined' } }) }),
      pod({ ...windows, ...context({ seLinuxOptions: {} }) }),
      pod({ ...windows, ...context({ seLinuxChangePolicy: 'Recursive' }) }),
      pod({ ...windows, ...context({ sysctls: [{ name: 'a', value: 'b' }] }) }),
      pod(windows, context({ runAsUser: 1 })),
      pod(windows, context({ runAsGroup: 1 })),
      pod(windows, context({ privileged: false })),
      pod(windows, context({ allowPrivilegeEscalation: false })),
      pod(windows, context({ readOnlyRootFilesystem: false })),
      pod(windows, context({ capabilities: { drop: ['ALL'] } })),
      pod(windows, context({ procMount: 'Default' })),
      pod(windows, context({ seLinuxOptions: {} })),
      pod(windows, context({ seccompProfile: { type: 'RuntimeDefault' } })),
      pod(windows, context({ appArmorProfile: { type: 'Unconfined' } })),
      pod({ ...windows, initContainers: [{ name: 'i', image: 'x', ...context({ runAsUser: 1 }) }] }),
      pod({ ...linux, ...options({}) }),
      pod(linux, user),
      pod({ ...linux, initContainers: [{ name: 'i', image: 'x', ...user }] }),
      pod(onHost),
      pod({}, onHost),
      pod({ hostNetwork: true, ...onHost }, offHost),
      pod({ ...offHost, hostNetwork: true }, onHost),
      pod({ hostNetwork: true }, onHost, {}),
    ],
  }),
  ...rows('Deployment', 'spec.template.spec', {
    accepted: [pod({ ...windows, nodeSelector: { 'kubernetes.io/os': 'windows' } }, user)],
    refused: [pod(windows, context({ allowPrivilegeEscalation: false })), pod(linux, user)],
  }),
  ...rows('Pod', 'spec.securityContext', {
    accepted: [
      { windowsOptions: { runAsUserName: 'NT AUTHORITY\\NETWORK SERVICE' } },
      { windowsOptions: { runAsUserName: 'a.example.com\\web' } },
      { windowsOptions: { runAsUserName: 'a'.repeat(104) } },
      { windowsOptions: { gmsaCredentialSpecName: 'web', gmsaCredentialSpec: '{}' } },
    ],
    refused: [
      { windowsOptions: { runAsUserName: '' } },
      { windowsOptions: { runAsUserName: 'a\\b\\c' } },
      { windowsOptions: { runAsUserName: 'a\\' } },
      { windowsOptions: { runAsUserName: '\\a' } },
      { windowsOptions: { runAsUserName: 'a:b\\c' } },
      { windowsOptions: { runAsUserName: '...' } },
      { windowsOptions: { runAsUserName: 'a/b' } },
      { windowsOptions: { runAsUserName: 'a\nb' } },
      { windowsOptions: { runAsUserName: 'a'.repeat(105) } },
      { windowsOptions: { gmsaCredentialSpecName: 'A_b' } },
      { windowsOptions: { gmsaCredentialSpecName: '' } },
      { windowsOptions: { gmsaCredentialSpec: '' } },
    ],
  }),
];
