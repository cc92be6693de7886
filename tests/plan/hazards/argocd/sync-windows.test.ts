import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const project = (...windows: readonly string[]): string =>
  object('argoproj.io/v1alpha1', 'AppProject', `spec: {syncWindows: [${windows.join(', ')}]}`);
const window = (
  kind: string,
  duration: string,
  rest = 'applications: ["*"]',
  schedule = '0 22 * * *',
): string => `{kind: ${kind}, schedule: "${schedule}", duration: ${duration}, ${rest}}`;
const night = '"0 22 * * *"';

test.each<[string, string, string, string[]]>([
  [
    'that denies',
    project(),
    project(window('deny', '1h')),
    [`no longer syncs the applications * for 1h from ${night} on (deny)`],
  ],
  [
    'that denies some, elsewhere',
    project(),
    project(
      window(
        'deny',
        '8h',
        'applications: [b, a], clusters: [prod-*], andOperator: true, timeZone: Europe/Berlin',
      ),
    ),
    [
      'no longer syncs the applications a, b in the clusters prod-* for 8h from "0 22 * * * Europe/Berlin" on (deny)',
    ],
  ],
  [
    'that denies for longer',
    project(window('deny', '1h')),
    project(window('deny', '2h')),
    [`no longer syncs the applications * for 2h from ${night} on (deny)`],
  ],
  [
    'that alone allows',
    project(),
    project(window('allow', '1h')),
    [`syncs the applications * only for 1h from ${night} on (allow)`],
  ],
  [
    'that allows, and goes before others',
    project(window('allow', '1h'), window('allow', '1h', 'applications: ["*"]', '0 3 * * *')),
    project(window('allow', '1h')),
    ['no longer syncs the applications * for 1h from "0 3 * * *" on (allow)'],
  ],
  [
    'that denies more',
    project(window('deny', '1h', 'applications: [a]')),
    project(window('deny', '1h', 'applications: [a, b]')),
    [`no longer syncs the applications b for 1h from ${night} on (deny)`],
  ],
  [
    'that denies in another zone',
    project(window('deny', '1h')),
    project(window('deny', '1h', 'applications: ["*"], timeZone: Europe/Berlin')),
    ['no longer syncs the applications * for 1h from "0 22 * * * Europe/Berlin" on (deny)'],
  ],
  [
    'that denies by hand too',
    project(window('deny', '1h', 'applications: ["*"], manualSync: true')),
    project(window('deny', '1h')),
    [`lets nobody sync the applications * by hand for 1h from ${night} on any more (manualSync)`],
  ],
  [
    'that allows some for less time than all',
    project(window('allow', '8h')),
    project(window('allow', '1h', 'applications: [shop]')),
    [`no longer syncs the applications shop for 8h from ${night} on (allow)`],
  ],
  [
    'that allows more than those that were bound',
    project(window('allow', '1h', 'applications: [prod-*]')),
    project(window('allow', '1h')),
    [`syncs the applications * only for 1h from ${night} on (allow)`],
  ],
  [
    'that allows at a part of the times',
    project(window('allow', '4h')),
    project(window('allow', '2h'), window('allow', '1h', 'applications: ["*"]', '0 0 * * *')),
    [`no longer syncs the applications * for 4h from ${night} on (allow)`],
  ],
  [
    'that is the part of two for one',
    project(window('allow', '2h'), window('allow', '2h', 'applications: ["*"]', '0 0 * * *')),
    project(window('allow', '4h')),
    [],
  ],
  [
    'that goes on in another one',
    project(window('allow', '4h')),
    project(window('allow', '2h'), window('allow', '2h', 'applications: ["*"]', '0 0 * * *')),
    [],
  ],
  [
    'that denies less, in other words',
    project(window('deny', '2h', 'applications: ["*"]', '0 22 * * 1'), window('allow', '8h')),
    project(
      window('deny', '2h', 'applications: [shop], timeZone: Etc/UTC', '00 22  * * MON'),
      window('allow', '8h', 'applications: ["*"], timeZone: UTC'),
      window('allow', '1h', 'applications: [shop]', '0 16 * * *'),
    ),
    [],
  ],
  [
    'that denies one less',
    project(window('deny', '1h', 'applications: [a, b], clusters: [prod-*], andOperator: true')),
    project(window('deny', '1h', 'applications: [a], clusters: [prod-eu], andOperator: true')),
    [],
  ],
  [
    'that denies not only where it did',
    project(window('deny', '1h', 'applications: [a], clusters: [prod-*], andOperator: true')),
    project(window('deny', '1h', 'applications: [a]')),
    [`no longer syncs the applications a for 1h from ${night} on (deny)`],
  ],
  ['that denies nothing', project(), project(window('deny', '1h', '')), []],
  ['that denies nothing at once', project(), project(window('deny', '1h', 'andOperator: true')), []],
  [
    'that no longer denies by hand',
    project(window('deny', '1h')),
    project(window('deny', '1h', 'applications: ["*"], manualSync: true')),
    [],
  ],
  [
    'that nobody can read, for a shorter time',
    project(window('deny', '2h', 'applications: ["*"]', '@daily')),
    project(window('deny', '1h', 'applications: ["*"]', '@daily')),
    [],
  ],
  ['that denies for a shorter time', project(window('deny', '2h')), project(window('deny', '60m')), []],
  ['that denied', project(window('deny', '1h')), project(), []],
  [
    'that allows beside another one',
    project(window('allow', '1h')),
    project(window('allow', '1h'), window('allow', '1h', 'applications: ["*"]', '0 3 * * *')),
    [],
  ],
  ['that was the last to allow', project(window('allow', '1h')), project(), []],
  ['of a new project', '', project(window('deny', '1h')), []],
])('a window %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning sync-cut: ${message}`)),
);
