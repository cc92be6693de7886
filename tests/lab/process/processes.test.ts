import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { isFree } from '../../../src/lab/ports.ts';
import { identify, isAlive, type ProcessIdentity, residentBytes } from '../../../src/lab/process/identity.ts';
import { findLeftovers, labVariable } from '../../../src/lab/process/leftovers.ts';
import { spawnDetached } from '../../../src/lab/process/spawn.ts';
import type { ProcessSpec } from '../../../src/lab/process/spec.ts';
import { stopProcesses } from '../../../src/lab/process/stop.ts';
import { temporaryFolder } from '../../support/temporary.ts';

const stays = 'setInterval(() => {}, 1000);';

/** Starts a Node program as the lab starts its own, in a folder that is its lab. */
async function start(
  script: string,
): Promise<{ identity: ProcessIdentity; folder: string; logFile: string }> {
  const folder = temporaryFolder();
  const logFile = join(folder, 'logs/program.log');
  const spec: ProcessSpec = {
    cluster: 'test',
    name: 'program',
    program: process.execPath,
    args: ['--eval', script],
    env: { GREETING: 'hello' },
    stop: 'controller',
  };
  const env = { PATH: process.env['PATH'] ?? '', [labVariable]: folder };
  const identity = await spawnDetached(spec, { folder, logFile, env });
  if (!identity) throw new Error('the program has ended at once');
  onTestFinished(async () => stopProcesses([identity], 'api-server'));
  return { identity, folder, logFile };
}

async function untilLogged(logFile: string, text: string): Promise<string> {
  for (;;) {
    const log = readFileSync(logFile, 'utf8');
    if (log.includes(text)) return log;
    await sleep(20);
  }
}

test('a program gets its own environment and writes to its log', async () => {
  const { logFile, folder } = await start(
    // Node hands its own coverage folder on, whatever environment it is told to give.
    `const names = Object.keys(process.env).filter((name) => name !== 'NODE_V8_COVERAGE');
     console.log(process.env.GREETING, names.length, process.cwd()); console.error('done'); ${stays}`,
  );
  expect(await untilLogged(logFile, 'done')).toContain(`hello 3 ${folder}`);
});

test('it is alive until it is stopped, and holds memory', async () => {
  const { identity, logFile } = await start(`console.log('up'); ${stays}`);
  await untilLogged(logFile, 'up');
  expect(isAlive(identity)).toBe(true);
  expect(residentBytes(identity)).toBeGreaterThan(1024 * 1024);
  await stopProcesses([identity], 'controller');
  expect(isAlive(identity)).toBe(false);
  expect(residentBytes(identity)).toBeUndefined();
});

test('one that does not heed SIGTERM is killed', async () => {
  const { identity, logFile } = await start(
    `process.on('SIGTERM', () => console.log('heard')); console.log('deaf'); ${stays}`,
  );
  await untilLogged(logFile, 'deaf');
  await stopProcesses([identity], 'core');
  expect(readFileSync(logFile, 'utf8')).toContain('heard');
  expect(isAlive(identity)).toBe(false);
});

test('what it has started ends with it', async () => {
  const { identity, logFile } = await start(
    `const child = require('node:child_process').spawn(process.execPath, ['--eval', ${JSON.stringify(stays)}]);
     console.log('child ' + child.pid + '.'); ${stays}`,
  );
  const child = Number(/child (\d+)\./.exec(await untilLogged(logFile, '.'))?.[1]);
  expect(identify(child)).toBeDefined();
  await stopProcesses([identity], 'api-server');
  while (identify(child)) await sleep(20);
});

test('once it is not alive any more, its port is free, however many threads had it open', async () => {
  for (let time = 1; time <= 5; time++) {
    const { identity, logFile } = await start(
      `const server = require('node:http').createServer().listen(0, '127.0.0.1', () => {
         require('node:fs').readFile(process.execPath, () => {});
         console.log('port ' + server.address().port + '.');
       });`,
    );
    const port = Number(/port (\d+)\./.exec(await untilLogged(logFile, '.'))?.[1]);
    expect(await isFree(port)).toBe(false);
    process.kill(identity.pid, 'SIGKILL');
    while (isAlive(identity));
    expect(await isFree(port)).toBe(true);
  }
});

test('a number that has become another program is left alone', async () => {
  const { identity } = await start(stays);
  const past: ProcessIdentity = { pid: identity.pid, started: 'long ago' };
  expect(isAlive(past)).toBe(false);
  await stopProcesses([past], 'controller');
  expect(isAlive(identity)).toBe(true);
});

test('a program that is not there cannot be started', async () => {
  const folder = temporaryFolder();
  const spec: ProcessSpec = {
    cluster: 'test',
    name: 'nothing',
    program: join(folder, 'nothing'),
    args: [],
    env: {},
    stop: 'core',
  };
  await expect(spawnDetached(spec, { folder, logFile: join(folder, 'log'), env: {} })).rejects.toThrow(
    /ENOENT/,
  );
});

test.runIf(process.platform === 'linux')('processes of a lab are found by its mark', async () => {
  const { identity, folder } = await start(stays);
  expect(findLeftovers(folder)).toEqual([identity]);
  expect(findLeftovers(`${folder}-other`)).toEqual([]);
});

test('a process that has ended but was not waited for is not alive', async () => {
  const child = spawn(process.execPath, ['--eval', stays]);
  const identity = identify(child.pid ?? 0);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(identity && isAlive(identity)).toBe(false);
});
