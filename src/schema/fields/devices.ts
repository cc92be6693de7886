import { choice, dnsLabel, domain, driverName, type Fields, notEmpty, subdomain } from './shapes.ts';

/** Claims of devices, and classes of them (`pkg/apis/resource/validation`). */

const atMost32 = { maxItems: 32 };
const request = {
  deviceClassName: subdomain,
  selectors: atMost32,
  allocationMode: choice('All', 'ExactCount'),
};

export const deviceFields: Readonly<Record<string, Fields>> = {
  'resource.v1.CELDeviceSelector': { expression: { ...notEmpty, maxLength: 10_240 } },
  'resource.v1.DeviceClaim': { requests: atMost32, constraints: atMost32, config: atMost32 },
  'resource.v1.DeviceClassSpec': { selectors: atMost32, config: atMost32 },
  'resource.v1.DeviceConstraint': {
    matchAttribute: {
      pattern: `^${domain}/[A-Za-z_][A-Za-z0-9_]{0,31}$`,
      'x-plumb-allowed': 'a domain and a name such as gpu.example.com/model',
    },
    requests: atMost32,
  },
  'resource.v1.DeviceRequest': { name: dnsLabel, firstAvailable: { maxItems: 8 } },
  'resource.v1.DeviceSubRequest': { name: dnsLabel, ...request },
  'resource.v1.ExactDeviceRequest': request,
  'resource.v1.OpaqueDeviceConfiguration': { driver: driverName },
};

export const requiredInDevices: Readonly<Record<string, readonly string[]>> = {
  'resource.v1.DeviceClaimConfiguration': ['opaque'],
  'resource.v1.DeviceClassConfiguration': ['opaque'],
  'resource.v1.DeviceConstraint': ['matchAttribute'],
  'resource.v1.DeviceSelector': ['cel'],
};
