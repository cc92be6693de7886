import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

const bucket = (rules: string): string =>
  object('s3.services.k8s.aws/v1alpha1', 'Bucket', `spec: {name: a, lifecycle: {rules: [${rules}]}}`);
const rule = (days: number, rest = 'status: Enabled'): string => `{${rest}, expiration: {days: ${days}}}`;
const logs = 'status: Enabled, filter: {prefix: logs/}';
const versions = (days: number): string =>
  bucket(`{status: Enabled, noncurrentVersionExpiration: {noncurrentDays: ${days}}}`);

test.each<[string, string, string, string[]]>([
  ['what it kept for ever', bucket(''), bucket(rule(30)), ['what is in it after 30 d']],
  ['what it kept for longer', bucket(rule(30)), bucket(rule(7)), ['what is in it after 7 d, not after 30 d']],
  ['a part', bucket(''), bucket(rule(7, logs)), ['what is in it below logs/ after 7 d']],
  [
    'what its versions were',
    versions(30),
    versions(1),
    ['earlier versions of what is in it after 1 d, not after 30 d'],
  ],
  ['nothing more', bucket(rule(7)), bucket(rule(30)), []],
  ['nothing while the rule is off', bucket(''), bucket(rule(7, 'status: Disabled')), []],
  ['as much by two rules', bucket(rule(7)), bucket(`${rule(30)}, ${rule(7)}`), []],
])('a bucket that deletes %s', (_, before, after, expected) => {
  expect(told(before, after)).toEqual(expected.map((what) => `warning deletion: deletes ${what}`));
});
