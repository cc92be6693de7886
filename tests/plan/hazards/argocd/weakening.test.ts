import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const from = (directory: string): string =>
  object(
    'argoproj.io/v1alpha1',
    'Application',
    `spec: {source: {repoURL: "https://git/x", path: p, directory: {${directory}}}}`,
  );
const skipped = 'argocd.argoproj.io/skip-reconcile';

test.each<[string, string, string, string[]]>([
  [
    'that leaves files out',
    from(''),
    from('exclude: "*"'),
    ['sync-cut: what it leaves out is deleted if it prunes: source.directory.exclude is *'],
  ],
  ['that leaves none out', from('exclude: "*"'), from(''), []],
  [
    'of one folder only',
    from('recurse: true'),
    from('recurse: false'),
    [
      'sync-cut: what is in folders below is deleted if it prunes: source.directory.recurse goes from true to false',
    ],
  ],
  [
    'with a list of sources',
    from('recurse: true'),
    object(
      'argoproj.io/v1alpha1',
      'Application',
      'spec: {sources: [{repoURL: "https://git/x", path: p, directory: {recurse: true}}]}',
    ),
    [],
  ],
  [
    'that is skipped',
    object('argoproj.io/v1alpha1', 'Application', 'spec: {}'),
    object('argoproj.io/v1alpha1', 'Application', 'spec: {}', `annotations: {${skipped}: "true"}`),
    [`sync-cut: nothing is synced any more: ${skipped} is true`],
  ],
])('an Application %s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => `warning ${message}`)),
);
