import { expect, test } from 'vitest';
import { object, told } from '../../told.ts';

type Statement = Readonly<Record<string, unknown>>;

const document = (...statements: Statement[]): string =>
  JSON.stringify(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const aws = (service: string, kind: string, spec: string): string =>
  object(`${service}.services.k8s.aws/v1alpha1`, kind, `spec: {${spec}}`);
const policy = (...statements: Statement[]): string =>
  aws('iam', 'Policy', `policyDocument: ${document(...statements)}`);
const bucket = (...statements: Statement[]): string =>
  aws('s3', 'Bucket', `policy: ${document(...statements)}`);
const trust = (principal: unknown, condition?: unknown): string =>
  aws(
    'iam',
    'Role',
    `assumeRolePolicyDocument: ${document({ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: principal, Condition: condition })}`,
  );
const read = { Effect: 'Allow', Action: ['s3:GetObject'], Resource: 'arn:aws:s3:::a/*' };
const account = { AWS: 'arn:aws:iam::1:root' };

test.each<[string, string, string, string[]]>([
  [
    'another action on more',
    policy(read),
    policy(read, { Effect: 'Allow', Action: 's3:PutObject', Resource: ['arn:aws:s3:::a/*', '*'] }),
    ['warning: newly allows s3:putobject on arn:aws:s3:::a/*, s3:putobject on *'],
  ],
  [
    'the same in other words, and less',
    policy({ Effect: 'Allow', Action: ['s3:Get*', 's3:PutObject'], Resource: '*' }),
    policy({ Sid: 'Read', ...read, Action: 's3:getobject' }),
    [],
  ],
  [
    'everything',
    policy(read),
    policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
    ['error: newly allows * on *'],
  ],
  [
    'what was denied',
    policy({ Effect: 'Deny', NotAction: 'iam:*', Resource: '*' }),
    policy(),
    ['warning: no longer denies all but iam:* on *'],
  ],
  [
    'a bucket for everyone',
    bucket(),
    bucket({ ...read, Principal: '*' }),
    ['warning: newly allows * s3:getobject on arn:aws:s3:::a/*'],
  ],
  [
    'another account that may take a role',
    trust(account),
    trust({ AWS: ['arn:aws:iam::1:root', 'arn:aws:iam::2:root'] }),
    ['warning: newly allows arn:aws:iam::2:root sts:assumerole'],
  ],
  [
    'an account on no condition',
    trust(account, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    trust(account),
    ['warning: newly allows arn:aws:iam::1:root sts:assumerole'],
  ],
  ['an account on a condition', trust(account), trust(account, { Bool: { a: 'true' } }), []],
  [
    'the same condition in other words',
    trust(account, { Bool: { a: 'true' }, StringEquals: { b: ['x', 'y'], c: 'z' } }),
    trust(account, { StringEquals: { c: ['z'], b: ['y', 'x'] }, Bool: { a: true } }),
    [],
  ],
  [
    'another condition',
    trust(account, { Bool: { a: 'true' } }),
    trust(account, { Bool: { a: 'false' } }),
    ['warning: newly allows arn:aws:iam::1:root sts:assumerole in some cases'],
  ],
  [
    'all that can be done with a bucket, for everyone',
    bucket(),
    bucket({ ...read, Action: 's3:*', Principal: '*' }),
    ['error: newly allows * s3:* on arn:aws:s3:::a/*'],
  ],
  ['a role for everyone', trust(account), trust('*'), ['error: newly allows * sts:assumerole']],
  [
    'a new bucket for everyone',
    '',
    bucket({ ...read, Principal: '*' }),
    ['warning: newly allows * s3:getobject on arn:aws:s3:::a/*'],
  ],
  ['a new policy for some', '', policy(read), []],
  [
    'a new role of everything, in itself',
    '',
    aws('iam', 'Role', `inlinePolicies: {x: ${document({ Effect: 'Allow', Action: '*', Resource: '*' })}}`),
    ['error: newly allows * on *'],
  ],
  ['what is no JSON', policy(read), aws('iam', 'Policy', 'policyDocument: x'), []],
])('%s', (_, before, after, expected) =>
  expect(told(before, after)).toEqual(expected.map((message) => message.replace(':', ' rbac-widening:'))),
);
