import { type Row, rows } from './rows.ts';

const name = { name: 'web' };
const metadata = { name: 'web', namespace: 'default' };
const exactly = (fields: object = {}) => ({ deviceClassName: 'gpu.example.com', ...fields });
const request = (fields: object = {}) => ({ name: 'a', exactly: exactly(), ...fields });
const asking = (fields: object) => ({ requests: [request({ exactly: exactly(fields) })] });
const choosing = (...firstAvailable: readonly object[]) => ({ requests: [{ name: 'a', firstAvailable }] });
const opaque = (fields: object = {}) => ({
  opaque: { driver: 'gpu.example.com', parameters: {}, ...fields },
});
const beside = (fields: object) => ({ requests: [request()], ...fields });
const selecting = (expression: string) => [{ cel: { expression } }];

export const soundDevices = {
  ResourceClaim: {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    metadata,
    spec: { devices: { requests: [request()] } },
  },
  ResourceClaimTemplate: {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaimTemplate',
    metadata,
    spec: { spec: { devices: { requests: [request()] } } },
  },
  DeviceClass: { apiVersion: 'resource.k8s.io/v1', kind: 'DeviceClass', metadata: name, spec: {} },
};

/** Changes to claims of devices, and to classes of them: as in `validated.cases.ts`. */
export const devices: readonly Row[] = [
  ...rows('ResourceClaim', 'spec.devices', {
    accepted: [
      {},
      { requests: [] },
      beside({}),
      asking({ allocationMode: 'All' }),
      asking({ allocationMode: 'ExactCount', count: 2 }),
      asking({ count: 0 }),
      asking({ selectors: selecting('device.driver == "gpu.example.com"') }),
      choosing({ name: 'x', ...exactly() }, { name: 'y', ...exactly({ count: 2 }) }),
      beside({ constraints: [{ matchAttribute: 'gpu.example.com/model', requests: ['a'] }] }),
      { ...choosing({ name: 'x', ...exactly() }), config: [{ requests: ['a/x'], ...opaque() }] },
    ],
    refused: [
      { requests: [{ name: 'a' }] },
      { requests: [request({ name: 'A' })] },
      { requests: [request(), request()] },
      { requests: [request({ firstAvailable: [{ name: 'x', ...exactly() }] })] },
      { requests: Array.from({ length: 33 }, (_, index) => request({ name: `a${index}` })) },
      asking({ deviceClassName: '' }),
      asking({ deviceClassName: 'A_b' }),
      asking({ allocationMode: 'x' }),
      asking({ allocationMode: 'All', count: 2 }),
      asking({ count: -1 }),
      asking({ selectors: [{}] }),
      asking({ selectors: selecting('') }),
      choosing({ name: 'x', ...exactly() }, { name: 'x', ...exactly() }),
      choosing({ name: 'x', ...exactly({ count: -1 }) }),
      beside({ constraints: [{ requests: ['a'] }] }),
      beside({ constraints: [{ matchAttribute: 'model' }] }),
      beside({ constraints: [{ matchAttribute: 'gpu.example.com/model', requests: ['z'] }] }),
      beside({ config: [{ requests: ['z'], ...opaque() }] }),
      beside({ config: [{ requests: ['a/x'], ...opaque() }] }),
      beside({ config: [{}] }),
      beside({ config: [opaque({ driver: 'A_b' })] }),
    ],
  }),
  ...rows('ResourceClaimTemplate', 'spec.spec.devices', {
    accepted: [beside({})],
    refused: [{ requests: [{ name: 'a' }] }, asking({ allocationMode: 'All', count: 2 })],
  }),
  ...rows('DeviceClass', 'spec', {
    accepted: [{ selectors: selecting('true') }, { config: [opaque()] }],
    refused: [{ selectors: [{}] }, { selectors: selecting('') }, { config: [{}] }],
  }),
];
