import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { holdFreePort, isFree } from '../../src/lab/ports.ts';

const never = (): boolean => false;

test('a held port is not free until it is released', async () => {
  const held = await holdFreePort(never);
  expect(await isFree(held.port)).toBe(false);
  await held.release();
  expect(await isFree(held.port)).toBe(true);
});

test('two held ports differ', async () => {
  const held = await Promise.all([holdFreePort(never), holdFreePort(never)]);
  expect(held[0].port).not.toBe(held[1].port);
  await Promise.all(held.map(async ({ release }) => release()));
});

test('a port that a program was given is not given again, though it does not listen yet', async () => {
  let given: number | undefined;
  const held = await holdFreePort((port) => {
    given ??= port;
    return port === given;
  });
  expect(given).toBeDefined();
  expect(held.port).not.toBe(given);
  await held.release();
});

test('ports are none that outgoing connections or node ports may take', async () => {
  const held = await Promise.all(Array.from({ length: 50 }, async () => holdFreePort(never)));
  expect(held.every(({ port }) => port >= 20_000 && port < 30_000)).toBe(true);
  await Promise.all(held.map(async ({ release }) => release()));
});

test('a port that a program listens on is not free', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  expect(await isFree(port)).toBe(false);
  server.close();
});
