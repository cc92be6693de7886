import { expect, test } from 'vitest';
import { hasFormat } from '../../src/manifest/formats.ts';

// Verdicts of k8s.io/kube-openapi/pkg/validation/strfmt.
test.each([
  ['byte', ['YQ==', 'YWJj'], ['', 'YQ', 'a b=', '=']],
  ['cidr', ['10.0.0.0/8', '010.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/8/1', 'x/8']],
  ['date', ['2024-02-29', '2000-02-29'], ['1900-02-29', '2023-02-29', '2024-13-01', '20240229']],
  [
    'date-time',
    ['2024-02-29T23:59:59Z', '2024-02-29t00:00:00.5+09:00'],
    ['2024-02-29', '2024-02-29T24:00:00Z'],
  ],
  ['duration', ['1h30m', '-1.5s', '0', '2 days', '3 hours'], ['', 'abc', '5', '1 fortnight']],
  ['email', ['a@example.com', 'A <a@example.com>', '"x y"@b'], ['a', 'a@', '@b', 'a..b@c', 'a@b.']],
  ['hexcolor', ['#fff', 'a0b1c2'], ['#ffff']],
  [
    'hostname',
    ['example.com', 'localhost', '9.example.org', 'a-'],
    ['a_b', '-a', 'a..b', '2024-02-29', `${'a'.repeat(64)}.com`],
  ],
  ['ipv4', ['10.0.0.1', '010.0.0.1', '::ffff:10.0.0.1'], ['10.0.0', '::1', '10.0.0.256']],
  ['ipv6', ['::1', 'fe80::1', '::ffff:10.0.0.1'], ['10.0.0.1', ':::', 'fe80::1%eth0']],
  [
    'mac',
    ['01:23:45:67:89:ab', '01-23-45-67-89-AB', '0123.4567.89ab'],
    ['01:23', '01:23:45:67:89-ab', '01:23:45:67:89:ab:cd'],
  ],
  ['password', ['', 'anything'], []],
  ['ssn', ['123-45-6789', '123 45 6789'], ['12-345-6789', '123456789']],
  [
    'uri',
    ['https://example.com/a?b', '/path', 'mailto:a', 'http://[::1]:80/', '*', '/a b'],
    ['example.com', 'a b', '', 'http://a:b', 'http://a/%zz', 'http://a b', '/a\nb'],
  ],
  ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123e4567']],
  ['uuid3', ['123e4567-e89b-32d3-a456-426614174000'], ['123e4567-e89b-12d3-a456-426614174000']],
  ['uuid4', ['123e4567-e89b-42d3-a456-426614174000'], ['123e4567-e89b-42d3-c456-426614174000']],
  ['uuid5', ['123e4567-e89b-52d3-a456-426614174000'], ['123e4567-e89b-42d3-a456-426614174000']],
  ['k8s-short-name', ['Ignored, as in 1.34'], []],
  ['no-such-format', ['anything'], []],
  ['constructor', ['anything'], []],
])('%s', (format, good, bad) => {
  for (const text of good) expect([text, hasFormat(text, format)]).toEqual([text, 'yes']);
  for (const text of bad) expect([text, hasFormat(text, format)]).toEqual([text, 'no']);
});
