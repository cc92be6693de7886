import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const pods = (annotation = '', value = ''): string =>
  object(
    'apps/v1',
    'Deployment',
    `spec: {template: {metadata: {annotations: {a: b${annotation === '' ? '' : `, ${annotation}: "${value}"`}}}, spec: {containers: []}}}`,
  );
const ports = 'traffic.sidecar.istio.io/excludeInboundPorts';
const all = 'traffic.sidecar.istio.io/includeInboundPorts';
const skipped = 'config.linkerd.io/skip-outbound-ports';

test.each<[string, string, string, string[]]>([
  ['of one port more', pods(ports, '8080'), pods(ports, '8080, 9090'), [`9090 (${ports})`]],
  ['of one port less', pods(ports, '8080, 9090'), pods(ports, '9090'), []],
  ['of all ports but one', pods(), pods(all, '8080'), [`all but 8080 (${all})`]],
  ['of all ports', pods(), pods(all), [`all but nothing (${all})`]],
  ['of none', pods(all, '8080'), pods(all, '*'), []],
  ['by Linkerd', pods(), pods(skipped, '5432'), [`5432 (${skipped})`]],
])('traffic past the mesh %s', (_, before, after, expected) => {
  const effect = 'warning protection-cut: traffic of its pods newly goes past the mesh:';
  expect(told(before, after)).toEqual(expected.map((what) => `${effect} ${what}`));
});
