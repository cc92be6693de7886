import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { isLoopback, listenersOf, parseAddress } from '../../src/lab/sockets.ts';

test.each([
  ['0100007F:1F90', '127.0.0.1', 8080],
  ['00000000:0050', '0.0.0.0', 80],
  ['00000000000000000000000000000000:0050', '::', 80],
  ['00000000000000000000000001000000:0050', '::1', 80],
  ['0000000000000000FFFF00000100007F:0050', '::ffff:127.0.0.1', 80],
  ['B80D0120000000000000000001000000:0050', '2001:0db8:0000:0000:0000:0000:0000:0001', 80],
])('%s is %s', (text, address, port) => {
  expect(parseAddress(text)).toEqual({ address, port });
});

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::1', true],
  ['::ffff:127.0.0.1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.0.2.1', false],
])('%s is on loopback: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected);
});

test.runIf(process.platform === 'linux')('finds what a process listens on, and where', async () => {
  const servers = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '0.0.0.0')];
  await Promise.all(servers.map(async (server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  const found = listenersOf([process.pid]).filter(({ port }) => ports.includes(port));
  expect(found).toHaveLength(2);
  expect(found.find(({ port }) => port === ports[0])?.address).toBe('127.0.0.1');
  expect(found.find(({ port }) => port === ports[1])?.address).toBe('0.0.0.0');
  for (const server of servers) server.close();
});

test('a process that does not exist listens on nothing', () => {
  expect(listenersOf([2 ** 22 + 1])).toEqual([]);
});
