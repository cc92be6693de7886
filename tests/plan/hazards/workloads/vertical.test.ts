import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const autoscaler = (policies: string, mode = 'Recreate', rest = ''): string =>
  object(
    'autoscaling.k8s.io/v1',
    'VerticalPodAutoscaler',
    `spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: a}, updatePolicy: {updateMode: "${mode}", ${rest}},
      resourcePolicy: {containerPolicies: [${policies}]}}`,
  );
const most = (amount: string): string => `{containerName: c, maxAllowed: {memory: ${amount}}}`;
const least = (amount: string): string => `{containerName: c, minAllowed: {memory: ${amount}}}`;
const mode = (is: string): string => autoscaler('', is);

test.each<[string, string, string, string[]]>([
  [
    'a lower most',
    autoscaler(most('4Gi')),
    autoscaler(most('64Mi')),
    ['warning capacity-cut: maxAllowed.memory of the container c goes from 4Gi to 64Mi'],
  ],
  [
    'a lower least, which is only advice',
    autoscaler(least('4Gi'), 'Off'),
    autoscaler(least('64Mi'), 'Off'),
    ['warning scaling-bounds: minAllowed.memory of the container c goes from 4Gi to 64Mi'],
  ],
  [
    'no most, and a higher least',
    autoscaler(most('4Gi')),
    autoscaler(least('1Gi')),
    [
      'warning scaling-bounds: minAllowed.memory of the container c goes from none to 1Gi',
      'warning scaling-bounds: maxAllowed.memory of the container c goes from 4Gi to none',
    ],
  ],
  ['the same amount', autoscaler(most('1Gi')), autoscaler(most('1024Mi')), []],
  [
    'a container that goes by what holds for all',
    autoscaler(`${most('1Gi')}, {containerName: "*", maxAllowed: {memory: 1Gi}}`),
    autoscaler('{containerName: "*", maxAllowed: {memory: 1Gi}}'),
    [],
  ],
  [
    'a container that is left alone',
    autoscaler(most('1Gi')),
    autoscaler('{containerName: c, mode: "Off"}'),
    ['warning suspension: no longer sets what the container c requests (mode: Off)'],
  ],
  [
    'bounds that cross, even of a new one',
    '',
    autoscaler('{containerName: c, minAllowed: {memory: 2Gi}, maxAllowed: {memory: 1Gi}}'),
    [
      'error scaling-bounds: the least memory of the container c (2Gi) is more than the most (1Gi): it is refused',
    ],
  ],
  ['a new one', '', autoscaler(most('1Gi')), []],
  [
    'only advice',
    mode('Recreate'),
    mode('Off'),
    [
      'warning suspension: only advises on what its pods request: updatePolicy.updateMode goes from Recreate to Off',
    ],
  ],
  ['new pods only', mode('InPlace'), mode('Initial'), []],
  [
    'pods that had their requests changed in place',
    mode('InPlace'),
    mode('Recreate'),
    [
      'warning recreation: evicts its pods to give them other requests: updatePolicy.updateMode goes from InPlace to Recreate',
    ],
  ],
  ['pods whose requests are changed in place', mode('Off'), mode('InPlace'), []],
  [
    'fewer pods',
    autoscaler('', 'Recreate', 'minReplicas: 2'),
    autoscaler('', 'Recreate', 'minReplicas: 1'),
    [
      'warning protection-cut: evicts pods where there are fewer of them too: updatePolicy.minReplicas goes from 2 to 1',
    ],
  ],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected);
});
