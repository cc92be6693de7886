import { expect, test } from 'vitest';
import { holdsSecret } from '../../src/model/secrets.ts';

test.each([
  'postgres://web:hunter2@db.receipts.example/web',
  'redis://:hunter2@cache:6379',
  'amqp://bot:a:b@queue, amqp://other',
  'https://ghp_abcdefghijklmnopqrstuvwxyz0123456789@github.com/team/app',
  'postgres://web:{hunter2@db/web',
  'https://glpat-abcdefghij0123456789@gitlab.example/team/app',
  'jdbc:postgresql://db.receipts.example/web?user=web&password=hunter2',
  'jdbc:sqlserver://db:1433;user=web;Password=hunter2;encrypt=true',
  'mysql://db/web?ssl=true&password=hunter2',
  'AKIAIOSFODNN7EXAMPLE',
  '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
])('%s', (text) => {
  expect(holdsSecret(text)).toBe(true);
});

test.each([
  '',
  'https://classifier.example:8080/v1',
  'https://classifier.example:8080?from=a@b.example',
  'https://classifier.example:8080/users/a@b.example',
  'ssh://git@github.com/team/app',
  'redis://[::1]:6379',
  'postgres://web:$(PASSWORD)@db/web',
  'postgres://web:${PASSWORD}@db/web',
  'postgres://<user>:<password>@db/web',
  'postgres://web:$PASSWORD@db/web',
  'postgres://%s:%s@db/web',
  'postgres://web:xxxx@db/web',
  'jdbc:postgresql://db/web?user=web&password=${PASSWORD}&ssl=true',
  'jdbc:postgresql://db/web?passwordfile=/etc/password',
  'https://receipts.example/login?password=forgotten',
  'ldap://dc1:389,cn@example',
  'http://*:8080,from@example',
  'arn:aws:kms:us-west-2:333344445555:key/1',
])('not %s', (text) => {
  expect(holdsSecret(text)).toBe(false);
});
