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
