import { expect, test } from 'vitest';
import { deployment, told } from '../../told.ts';

const logs = '{name: logs, hostPath: {path: /var/log}}';
const pods = (mount: string, volume = logs, name = 'x'): string =>
  deployment(
    `containers: [{name: ${name}, image: i, volumeMounts: [{mountPath: /d, ${mount}}]}], volumes: [${volume}]`,
  );
const seen = "its pods see the node's /var/log (hostPath)";
const written = "its container x may write to the node's /var/log (hostPath)";

test.each<[string, string, string, string[]]>([
  ['may write to', pods('name: logs, readOnly: true'), pods('name: logs'), [written]],
  [
    'may write to by another volume',
    pods('name: logs, readOnly: true'),
    pods('name: l', '{name: l, hostPath: {path: /var/log}}'),
    [written],
  ],
  [
    'may write to a part of',
    pods('name: logs, readOnly: true'),
    pods('name: logs', '{name: logs, hostPath: {path: /var/log/pods}}'),
    [written.replace('log', 'log/pods')],
  ],
  [
    'sees more of',
    pods('name: logs, readOnly: true'),
    pods('name: logs, readOnly: true', '{name: logs, hostPath: {path: /var}}'),
    [seen.replace('/log', '')],
  ],
  [
    'sees beside one of a like name',
    pods('name: logs'),
    pods('name: logs', '{name: logs, hostPath: {path: /var/log2}}'),
    [seen.replace('log', 'log2')],
  ],
  [
    'sees a part of',
    pods('name: logs'),
    pods('name: logs', '{name: logs, hostPath: {path: /var/log/pods}}'),
    [],
  ],
  [
    'saw, as all of the node',
    pods('name: logs', '{name: logs, hostPath: {path: /}}'),
    pods('name: logs'),
    [],
  ],
  [
    'sees with a slash',
    pods('name: logs'),
    pods('name: logs', '{name: logs, hostPath: {path: /var/log/}}'),
    [],
  ],
  ['of another name could write to', pods('name: logs', logs, 'y'), pods('name: logs'), []],
  ['sees, and may write to', pods('name: logs', '{name: logs, emptyDir: {}}'), pods('name: logs'), [seen]],
  ['could write to', pods('name: logs'), pods('name: logs, subPath: pods'), []],
  ['only reads', pods('name: logs'), pods('name: logs, readOnly: true'), []],
  [
    'no longer sees',
    pods('name: logs, readOnly: true'),
    pods('name: logs', '{name: logs, emptyDir: {}}'),
    [],
  ],
])('a folder of the node that a container %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning exposure: ${message}`)),
);
