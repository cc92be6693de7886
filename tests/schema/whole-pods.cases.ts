import { type Row, rows } from './rows.ts';

const main = { name: 'main', image: 'x' };

/** Changes to whole pods: as in `validated.cases.ts`. */
export const wholePods: readonly Row[] = [
  ...rows('Pod', 'spec', {
    accepted: [
      { shareProcessNamespace: true, containers: [main] },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080 }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 8080, protocol: 'UDP' }] },
        ],
      },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080 }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 8080, hostIP: '10.0.0.1' }] },
        ],
      },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080, hostIP: '10.0.0.2' }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 8080, hostIP: '10.0.0.1' }] },
        ],
      },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080 }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 0 }] },
        ],
      },
      {
        containers: [{ ...main, ports: [{ containerPort: 80, hostPort: 8080 }] }],
        initContainers: [{ name: 'first', image: 'x', ports: [{ containerPort: 80, hostPort: 8080 }] }],
      },
      {
        initContainers: [
          {
            name: 'first',
            restartPolicy: 'Always',
            image: 'x',
            ports: [{ containerPort: 80, hostPort: 8080 }],
          },
        ],
        containers: [{ ...main, ports: [{ containerPort: 80, hostPort: 8080 }] }],
      },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080, hostIP: '0.0.0.0' }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 8080 }] },
        ],
      },
      {
        containers: [
          { ...main, ports: [{ name: 'http', containerPort: 80 }] },
          { ...main, name: 'other', ports: [{ name: 'http', containerPort: 81 }] },
        ],
      },
      { hostUsers: false, containers: [main] },
      {
        volumes: [{ name: 'data' }],
        containers: [
          {
            ...main,
            volumeMounts: [
              { name: 'data', mountPath: '/a' },
              { name: 'data', mountPath: '/b' },
            ],
          },
        ],
      },
      {
        volumes: [{ name: 'data' }],
        containers: [
          {
            ...main,
            volumeMounts: [
              { name: 'data', mountPath: '/a' },
              { name: 'data', mountPath: '/a/' },
            ],
          },
        ],
      },
      {
        volumes: [{ name: 'data' }],
        containers: [
          {
            ...main,
            volumeMounts: [
              { name: 'data', mountPath: 'a' },
              { name: 'data', mountPath: 'b' },
            ],
          },
        ],
      },
      {
        volumes: [{ name: 'data' }],
        containers: [
          {
            ...main,
            volumeMounts: [
              { name: 'data', mountPath: '/a:b' },
              { name: 'data', mountPath: '/c' },
            ],
          },
        ],
      },
      {
        volumes: [{ name: 'data' }],
        containers: [
          {
            ...main,
            volumeMounts: [{ name: 'data', mountPath: '/a', readOnly: true, recursiveReadOnly: 'Enabled' }],
          },
        ],
      },
      {
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'a' } }],
        containers: [{ ...main, volumeDevices: [{ name: 'data', devicePath: '/dev/x' }] }],
      },
      {
        hostNetwork: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'kernel.shmmax', value: '1' }] },
      },
      {
        hostIPC: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'kernel.semaphore', value: '1' }] },
      },
      {
        hostIPC: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] },
      },
      { hostPID: true, shareProcessNamespace: false, containers: [main] },
      { hostUsers: true, hostIPC: true, containers: [main] },
      {
        containers: [
          {
            ...main,
            resizePolicy: [
              { resourceName: 'cpu', restartPolicy: 'NotRequired' },
              { resourceName: 'memory', restartPolicy: 'NotRequired' },
            ],
          },
        ],
      },
    ],
    refused: [
      {
        hostNetwork: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] },
      },
      {
        hostIPC: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }] },
      },
      { hostPID: true, shareProcessNamespace: true, containers: [main] },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080 }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 8080 }] },
        ],
      },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080 }] },
          { ...main, name: 'other', ports: [{ containerPort: 81, hostPort: 8080 }] },
        ],
      },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080, protocol: 'TCP' }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 8080 }] },
        ],
      },
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 8080, hostIP: '' }] },
          { ...main, name: 'other', ports: [{ containerPort: 80, hostPort: 8080 }] },
        ],
      },
      { hostUsers: false, hostNetwork: true, containers: [main] },
      { hostUsers: false, hostPID: true, containers: [main] },
      {
        volumes: [{ name: 'data' }],
        containers: [
          {
            ...main,
            volumeMounts: [
              { name: 'data', mountPath: '/a' },
              { name: 'data', mountPath: '/a' },
            ],
          },
        ],
      },
      {
        volumes: [{ name: 'data' }],
        containers: [{ ...main, volumeMounts: [{ name: 'data', mountPath: '/a', mountPropagation: 'x' }] }],
      },
      {
        volumes: [{ name: 'data' }],
        containers: [
          { ...main, volumeMounts: [{ name: 'data', mountPath: '/a', mountPropagation: 'Bidirectional' }] },
        ],
      },
      {
        hostIPC: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'fs.mqueue.msg_max', value: '1' }] },
      },
      {
        hostIPC: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'kernel.sem', value: '1' }] },
      },
      {
        hostIPC: true,
        containers: [main],
        securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] },
      },
      { hostUsers: false, hostIPC: true, containers: [main] },
    ],
  }),
  ...rows('Deployment', 'spec.template.spec', {
    accepted: [
      {
        hostNetwork: true,
        containers: [
          { ...main, ports: [{ containerPort: 80 }] },
          { name: 'b', image: 'x', ports: [{ containerPort: 80 }] },
        ],
      },
      {
        initContainers: [
          { name: 'a', image: 'x', ports: [{ containerPort: 80, hostPort: 80 }] },
          { name: 'b', image: 'x', ports: [{ containerPort: 80, hostPort: 80 }] },
        ],
        containers: [main],
      },
      {
        terminationGracePeriodSeconds: 60,
        containers: [{ ...main, lifecycle: { preStop: { sleep: { seconds: 60 } } } }],
      },
      { priorityClassName: 'a', runtimeClassName: 'b', overhead: { cpu: 1 }, containers: [main] },
    ],
    refused: [
      {
        containers: [
          { ...main, ports: [{ containerPort: 80, hostPort: 80 }] },
          { name: 'b', image: 'x', ports: [{ containerPort: 80, hostPort: 80 }] },
        ],
      },
      {
        initContainers: [
          {
            name: 'a',
            image: 'x',
            ports: [
              { containerPort: 80, hostPort: 80 },
              { containerPort: 81, hostPort: 80 },
            ],
          },
        ],
        containers: [main],
      },
      { hostPID: true, shareProcessNamespace: true, containers: [main] },
      {
        hostNetwork: true,
        securityContext: { sysctls: [{ name: 'net.core.somaxconn', value: '1' }] },
        containers: [main],
      },
      {
        terminationGracePeriodSeconds: 60,
        containers: [{ ...main, lifecycle: { preStop: { sleep: { seconds: 61 } } } }],
      },
      {
        terminationGracePeriodSeconds: 0,
        containers: [{ ...main, lifecycle: { preStop: { sleep: { seconds: 1 } } } }],
      },
      { containers: [{ ...main, lifecycle: { postStart: { sleep: { seconds: 61 } } } }] },
      {
        initContainers: [
          {
            name: 'a',
            image: 'x',
            restartPolicy: 'Always',
            lifecycle: { preStop: { sleep: { seconds: 31 } } },
          },
        ],
        containers: [main],
      },
      { priorityClassName: 'A_b', containers: [main] },
      { runtimeClassName: 'A_b', containers: [main] },
    ],
  }),
];
