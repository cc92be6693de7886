import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const claim = (annotations: string): string =>
  object('v1', 'PersistentVolumeClaim', 'spec: {}', `annotations: {${annotations}}`);
const namespace = (annotations: string): string =>
  object('v1', 'Namespace', '', `annotations: {${annotations}}`);
const settings = (annotations: string): string =>
  object('v1', 'ConfigMap', 'data: {}', `annotations: {${annotations}}`);
const job = (tag: string, annotations: string): string =>
  object(
    'batch/v1',
    'Job',
    `spec: {template: {spec: {containers: [{name: x, image: "x:${tag}"}]}}}`,
    `annotations: {${annotations}}`,
  );
const hook = 'argocd.argoproj.io/hook: PreSync';
const skipped = 'argocd.argoproj.io/hook: Skip';
const forced = 'argocd.argoproj.io/sync-options: "Force=true,Replace=true"';
const lost = ', and the data on its volume may go too';

test.each<[string, string, string, string[]]>([
  [
    'a volume becomes a hook',
    claim(''),
    claim(hook),
    [
      `error recreation: is a hook from now on: the object that is there is deleted${lost}, and created again in a sync`,
    ],
  ],
  [
    'a Namespace becomes a hook of Helm',
    namespace(''),
    namespace('helm.sh/hook: pre-install'),
    [
      'error recreation: is a hook from now on: the object that is there is deleted, with everything in it, and created again in a sync',
    ],
  ],
  [
    'a volume is skipped',
    claim(''),
    claim(skipped),
    [`error recreation: is no longer synced (hook: Skip): the object that is there is deleted${lost}`],
  ],
  [
    'settings become a hook',
    settings(''),
    settings(hook),
    [
      'warning recreation: is a hook from now on: the object that is there is deleted, and created again in a sync',
    ],
  ],
  ['a hook in another phase', claim(hook), claim('argocd.argoproj.io/hook: PostSync'), []],
  [
    'a volume is replaced by force',
    claim(''),
    claim(forced),
    [
      `error recreation: is newly replaced by force (Force=true, Replace=true): it is deleted${lost}, and created again`,
    ],
  ],
  ['a Namespace is updated all the same', namespace(''), namespace(forced), []],
  ['settings are replaced by force', settings(''), settings(forced), []],
  [
    'a volume is replaced, but not by force',
    claim(''),
    claim('argocd.argoproj.io/sync-options: Replace=true'),
    [],
  ],
  [
    'a Job that is newly replaced by force',
    job('1', ''),
    job('2', forced),
    [
      'error immutable-field: spec.template.spec.containers[0].image cannot be changed: the object is deleted and created again',
    ],
  ],
  [
    'a Job that becomes a hook',
    job('1', ''),
    job('2', hook),
    [
      'warning recreation: is a hook from now on: the object that is there is deleted, and created again in a sync',
    ],
  ],
])('%s', (_, before, after, expected) => expect(told(before, after)).toEqual(expected));
