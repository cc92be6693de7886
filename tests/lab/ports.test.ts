import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { holdFreePort, isFree } from '../../src/lab/ports.ts';

test('a held port is not free until it is released', async () => {
  const held = await holdFreePort();
  expect(await isFree(held.port)).toBe(false);
  await held.release();
  expect(await isFree(held.port)).toBe(true);
});

test('two held ports differ', async () => {
  const held = await Promise.all([holdFreePort(), holdFreePort()]);
  expect(held[0].port).not.toBe(held[1].port);
  await Promise.all(held.map(async ({ release }) => release()));
});

test('a port that a program listens on is not free', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  expect(await isFree(port)).toBe(false);
  server.close();
});
