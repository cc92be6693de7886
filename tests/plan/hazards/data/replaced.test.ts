import { expect, test } from 'vitest';
import { told } from '../../told.ts';

const named = (apiVersion: string, kind: string, name: string, spec: string): string =>
  `{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: ${name}, namespace: b}, spec: {${spec}}}\n---\n`;
const schedule = (name: string, template: string, rest = ''): string =>
  named('velero.io/v1', 'Schedule', name, `schedule: "0 2 * * *", ${rest} template: {${template}}`);
const monitor = (kind: string, app: string): string =>
  named('monitoring.coreos.com/v1', kind, 'metrics', `selector: {matchLabels: {app: ${app}}}`);
const budget = (name: string, limit: string): string =>
  named('policy/v1', 'PodDisruptionBudget', name, `selector: {matchLabels: {app: a}}, ${limit}`);

const noBackups = ['error deletion: it is deleted, so no more backups are made'];

test.each<[string, string, string, string[]]>([
  [
    'a Schedule, by one that takes in more',
    schedule('shop', 'includedNamespaces: [shop]'),
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, snapshotVolumes: true'),
    [],
  ],
  [
    'a Schedule, by one that takes in less',
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, snapshotVolumes: true'),
    schedule('shop', 'includedNamespaces: [shop]'),
    noBackups,
  ],
  [
    'a Schedule, by one for what has certain labels',
    schedule('shop', 'includedNamespaces: [shop]'),
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, labelSelector: {matchLabels: {a: b}}'),
    noBackups,
  ],
  [
    'a Schedule, by one that is paused',
    schedule('shop', 'includedNamespaces: [shop]'),
    schedule('nightly', 'includedNamespaces: ["*"], ttl: 720h, snapshotVolumes: true', 'paused: true,'),
    noBackups,
  ],
  ['a monitor of Services, by one of pods', monitor('ServiceMonitor', 'a'), monitor('PodMonitor', 'a'), []],
  [
    'a monitor of Services, by one of other pods',
    monitor('ServiceMonitor', 'a'),
    monitor('PodMonitor', 'c'),
    ['warning deletion: it is deleted, so nothing measures what it looked at any more'],
  ],
  [
    'a budget, by one that lets all go',
    budget('old', 'minAvailable: 2'),
    budget('of-a', 'maxUnavailable: 100%'),
    [
      'warning recreation: was b/old before: that one is deleted, and this one created',
      'warning protection-cut: lets more pods be evicted at once: maxUnavailable 100% takes the place of minAvailable 2',
    ],
  ],
])('what is replaced: %s', (_, before, after, expected) => {
  expect(told(before, after).sort()).toEqual([...expected].sort());
});
