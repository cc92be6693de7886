import { expect, test } from 'vitest';
import { isNeverDefault } from '../../src/drift/never-default.ts';

test.each([
  ['hostNetwork', true],
  ['securityContext', { privileged: true }],
  ['securityContext', { allowPrivilegeEscalation: true }],
  ['capabilities', { add: ['SYS_ADMIN'] }],
  ['volumes', [{ name: 'root', hostPath: { path: '/' } }]],
])('no server fills in %s: %j', (name, value) => {
  expect(isNeverDefault(name, value)).toBe(true);
});

test.each([
  ['hostNetwork', false],
  ['securityContext', { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }],
  ['volumes', [{ name: 'scratch', emptyDir: {} }]],
  ['dnsPolicy', 'ClusterFirst'],
])('one may fill in %s: %j', (name, value) => {
  expect(isNeverDefault(name, value)).toBe(false);
});
