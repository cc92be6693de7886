import { expect, test } from 'vitest';
import { deployment, object, told } from '../../told.ts';

const pods = (volume: string, mount = '{name: data, mountPath: /data}'): string =>
  deployment(
    `containers: [{name: x, image: i, volumeMounts: [${mount}]}], volumes: [{name: data, ${volume}}]`,
  );
const claim = (name: string): string => `persistentVolumeClaim: {claimName: ${name}}`;
const set = (mounts: string): string =>
  object(
    'apps/v1',
    'StatefulSet',
    `spec: {template: {spec: {containers: [{name: x, image: i, volumeMounts: [${mounts}]}]}}, volumeClaimTemplates: [{metadata: {name: data}}]}`,
  );
const unseen = (what: string): string[] => [
  `warning left-behind: its containers no longer see what is on ${what}: that stays, and they begin without`,
];

test.each<[string, string, string, string[]]>([
  ['in memory', pods(claim('data')), pods('emptyDir: {}'), unseen('the claim data')],
  ['on another claim', pods(claim('data')), pods(claim('more')), unseen('the claim data')],
  ['nowhere', pods(claim('data')), pods(claim('data'), ''), unseen('the claim data')],
  ['nowhere in a StatefulSet', set('{name: data, mountPath: /data}'), set(''), unseen('the claims of data')],
  ['in another folder', pods(claim('data')), pods(claim('data'), '{name: data, mountPath: /var}'), []],
  ['on a claim that was in memory', pods('emptyDir: {}'), pods(claim('data')), []],
])('files %s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
