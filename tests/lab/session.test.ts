import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive } from '../../src/lab/process/identity.ts';
import { isReady } from '../../src/lab/process/readiness.ts';
import type { Progress } from '../../src/lab/progress.ts';
import { LabSession, type PortOf, type SpecBody } from '../../src/lab/session.ts';
import { emptyState, readState } from '../../src/lab/state.ts';
import { stopAll } from '../../src/lab/stop.ts';
import { InputError } from '../../src/report/errors.ts';
import { temporaryFolder } from '../support/temporary.ts';

const notUsed = async (): Promise<string> => Promise.reject(new Error('no program is looked up here'));

function openSession(
  options: { progress?: Progress; signal?: AbortSignal; folder?: string } = {},
): LabSession {
  const folder = options.folder ?? temporaryFolder();
  const session = new LabSession({
    folder,
    state: readState(folder) ?? emptyState(),
    programs: { program: notUsed, files: notUsed, kinds: notUsed },
    progress: options.progress ?? { note: () => {} },
    signal: options.signal ?? new AbortController().signal,
  });
  onTestFinished(async () => {
    await session.close();
    await stopAll(folder, session.state);
  });
  return session;
}

/** A web server as a program of the lab: it answers `text` at its port. */
function server(text = 'ok', status = 200) {
  return async (port: PortOf): Promise<SpecBody> => {
    const number = await port('http');
    const script = `require('node:http').createServer((_, r) => { r.statusCode = ${status}; r.end(${JSON.stringify(text)}); })
      .listen(${number}, '127.0.0.1').on('error', (e) => { console.error('listen failed: address already in use'); process.exit(1); });`;
    return {
      program: process.execPath,
      args: ['--eval', script],
      env: {},
      stop: 'core',
      ready: { url: `http://127.0.0.1:${number}/` },
    };
  };
}

function ends(text: string) {
  return async (): Promise<SpecBody> => ({
    program: process.execPath,
    args: ['--eval', `console.error(${JSON.stringify(text)}); process.exit(1)`],
    env: {},
    stop: 'core',
    ready: { url: 'http://127.0.0.1:9/' },
  });
}

test('a process is ready when it answers, and is written down', async () => {
  const notes: string[] = [];
  const session = openSession({ progress: { note: (subject, text) => notes.push(`${subject}: ${text}`) } });
  const identity = await session.ensure('a', 'web', server());
  const port = await session.port('a', 'web', 'http');
  expect(await isReady({ url: `http://127.0.0.1:${port}/` })).toBe(true);
  expect(readState(session.folder)?.processes['a/web']?.identity).toEqual(identity);
  expect(notes).toEqual([expect.stringMatching(/^a: web ready \(\d+\.\d s\)$/)]);
});

test('asked for again it is left alone, also by another command', async () => {
  const session = openSession();
  const first = await session.ensure('a', 'web', server());
  expect(await session.ensure('a', 'web', server())).toEqual(first);
  const later = openSession({ folder: session.folder });
  expect(await later.ensure('a', 'web', server())).toEqual(first);
});

test('asked for otherwise it is replaced, at the same port', async () => {
  const session = openSession();
  const first = await session.ensure('a', 'web', server('old'));
  const port = await session.port('a', 'web', 'http');
  await session.ensure('a', 'web', server('new'));
  expect(isAlive(first)).toBe(false);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('new');
});

test('killed, it is started again at the same port', async () => {
  const session = openSession();
  const first = await session.ensure('a', 'web', server());
  const port = await session.port('a', 'web', 'http');
  process.kill(first.pid, 'SIGKILL');
  const second = await session.ensure('a', 'web', server());
  expect(second.pid).not.toBe(first.pid);
  expect(await session.port('a', 'web', 'http')).toBe(port);
});

test('a port that something else opened while it did not run is named', async () => {
  const session = openSession();
  const first = await session.ensure('a', 'web', server());
  const port = await session.port('a', 'web', 'http');
  process.kill(first.pid, 'SIGKILL');
  while (isAlive(first));
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  await expect(session.ensure('a', 'web', server())).rejects.toThrow(
    `port ${port} of a/web was opened by another`,
  );
  other.close();
});

test('a port that is taken between choosing and opening it is replaced by another', async () => {
  const session = openSession();
  let taken = 0;
  const identity = await session.ensure('a', 'web', async (port) => {
    const spec = await server()(port);
    const number = await port('http');
    if (taken > 0) return spec;
    taken = number;
    // The program itself finds its port taken, by a program that it starts before it listens.
    const thief = `const s = require('node:net').createServer().listen(${number}, '127.0.0.1', () => { ${spec.args[1] ?? ''} });`;
    return { ...spec, args: ['--eval', thief] };
  });
  expect(isAlive(identity)).toBe(true);
  expect(await session.port('a', 'web', 'http')).not.toBe(taken);
});

test('what a program said before it ended is told', async () => {
  const session = openSession();
  const failure = session.ensure('a', 'broken', ends('fatal: no such flag --wrong'));
  await expect(failure).rejects.toThrow(InputError);
  await expect(failure).rejects.toThrow('a/broken ended right after its start: fatal: no such flag --wrong');
});

test('a full disk is named as such', async () => {
  const session = openSession();
  const failure = session.ensure('a', 'store', ends('panic: write wal: no space left on device'));
  await expect(failure).rejects.toMatchObject({
    findings: [{ rule: 'lab-disk-full', next: expect.stringContaining('free some space') }],
  });
});

test('a start that is called off ends at once', async () => {
  const stop = new AbortController();
  const session = openSession({ signal: stop.signal });
  const starting = session.ensure('a', 'web', server('busy', 503));
  setTimeout(() => stop.abort(new Error('enough')), 200);
  await expect(starting).rejects.toThrow(/enough|aborted/);
});

test('ports are held until their program starts', async () => {
  const session = openSession();
  const [one, two] = [await session.port('a', 'web', 'http'), await session.port('b', 'web', 'http')];
  expect(one).not.toBe(two);
  await session.close();
});

test('logs and scratch files stay below the folder', async () => {
  const session = openSession();
  await session.ensure('a', 'web', server());
  expect(existsSync(join(session.folder, 'logs/a/web.log'))).toBe(true);
  expect(readFileSync(join(session.folder, 'lab.json'), 'utf8')).toContain('"a/web"');
});
