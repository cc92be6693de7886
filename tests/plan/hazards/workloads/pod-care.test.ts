import { expect, test } from 'vitest';
import { deployment, told } from '../../told.ts';

const pods = (container: string, spec = ''): string =>
  deployment(`${spec} containers: [{name: api, image: "api@sha256:1", ${container}}]`);
const spread =
  'topologySpreadConstraints: [{maxSkew: 1, topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}],';
const together = 'its pods may be on one node, or in one zone, where no other has room: they were kept apart';
const apart = (terms: string): string => `affinity: {podAntiAffinity: {${terms}}},`;
const probe = (path: string): string => `{httpGet: {path: ${path}, port: 80}}`;

test.each<[string, string, string, string[]]>([
  [
    'no readiness',
    pods(`readinessProbe: ${probe('/ready')}`),
    pods(''),
    ['its container api takes traffic before it can answer: readinessProbe is gone'],
  ],
  [
    'no liveness',
    pods(`livenessProbe: ${probe('/live')}`),
    pods('livenessProbe: null'),
    ['its container api is not started again when it hangs: livenessProbe is gone'],
  ],
  [
    'no word before the end',
    pods('lifecycle: {preStop: {sleep: {seconds: 5}}}'),
    pods('lifecycle: {}'),
    ['its container api ends at once when it is asked to: lifecycle.preStop is gone'],
  ],
  ['another readiness', pods(`readinessProbe: ${probe('/a')}`), pods(`readinessProbe: ${probe('/b')}`), []],
  ['a new readiness', pods(''), pods(`readinessProbe: ${probe('/ready')}`), []],
  [
    'less time to end',
    pods('', 'terminationGracePeriodSeconds: 60,'),
    pods(''),
    ['its pods have 30 s to end, not 60 s'],
  ],
  ['the time by default', pods(''), pods('', 'terminationGracePeriodSeconds: 30,'), []],
  ['more time to end', pods(''), pods('', 'terminationGracePeriodSeconds: 60,'), []],
  [
    'pods wherever there is room',
    pods('', spread),
    pods(''),
    ['nothing it says keeps its pods on different nodes, or in different zones, any more'],
  ],
  [
    'pods that may stand together',
    pods('', apart('requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: host}]')),
    pods('', apart('requiredDuringSchedulingIgnoredDuringExecution: []')),
    ['nothing it says keeps its pods on different nodes, or in different zones, any more'],
  ],
  [
    'pods that are kept apart only where there is room',
    pods('', apart('requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: host}]')),
    pods('', spread),
    [together],
  ],
  [
    'pods spread only where there is room',
    pods('', spread.replace('ScheduleAnyway', 'DoNotSchedule')),
    pods('', spread),
    [together],
  ],
  [
    'pods that rather wait than stand together, in another way',
    pods('', apart('requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: host}]')),
    pods('', spread.replace('ScheduleAnyway', 'DoNotSchedule')),
    [],
  ],
  [
    'pods kept apart in another way',
    pods('', apart('preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1}]')),
    pods('', spread),
    [],
  ],
  [
    'pods of no class',
    pods('', 'priorityClassName: high,'),
    pods(''),
    ['its pods are of no priority class, no longer of high'],
  ],
  [
    'pods that need not stay',
    pods('').replace(
      'template: {',
      "template: {metadata: {annotations: {karpenter.sh/do-not-disrupt: 'true'}}, ",
    ),
    pods(''),
    ['its pods may be stopped when nodes are made fewer: karpenter.sh/do-not-disrupt is gone'],
  ],
  ['pods of a class', pods(''), pods('', 'priorityClassName: high,'), []],
])('%s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((message) => `warning protection-cut: ${message}`));
});
