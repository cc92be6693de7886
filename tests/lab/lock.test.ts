import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lock, tryLock } from '../../src/lab/lock.ts';
import { temporaryFolder } from '../support/temporary.ts';

const lockModule = join(import.meta.dirname, '../../src/lab/lock.ts');

/** Another program that takes the lock, says so, and keeps it until it is killed. */
async function otherHolder(file: string) {
  const script = `import { tryLock } from ${JSON.stringify(lockModule)};
    // Kept in reach: a lock that nothing refers to is collected as garbage, and so released.
    globalThis.held = tryLock(${JSON.stringify(file)});
    process.stdout.write(globalThis.held ? 'held' : 'refused');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Also when the test fails: the runner waits for whoever holds its standard error.
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [answer] = (await once(child.stdout, 'data')) as [Buffer];
  expect(answer.toString()).toBe('held');
  return child;
}

test('one holder at a time, in this process too', () => {
  const file = join(temporaryFolder(), 'folder/lock');
  const first = tryLock(file);
  expect(first).toBeDefined();
  expect(tryLock(file)).toBeUndefined();
  first?.release();
  const second = tryLock(file);
  expect(second).toBeDefined();
  second?.release();
});

test('a holder that is killed leaves nothing to clean up', async () => {
  const file = join(temporaryFolder(), 'lock');
  const holder = await otherHolder(file);
  expect(tryLock(file)).toBeUndefined();
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const taken = tryLock(file);
  expect(taken).toBeDefined();
  taken?.release();
});

test('waiting ends when the holder lets go, and is told once', async () => {
  const file = join(temporaryFolder(), 'lock');
  const holder = await otherHolder(file);
  let waits = 0;
  const waiting = lock(file, () => {
    waits += 1;
    holder.kill('SIGKILL');
  });
  (await waiting).release();
  expect(waits).toBe(1);
});

test('a lock whose file the holder has removed does not keep a newer one from being taken', () => {
  const file = join(temporaryFolder(), 'lock');
  const first = tryLock(file);
  rmSync(file);
  const second = tryLock(file);
  expect(second).toBeDefined();
  first?.release();
  expect(tryLock(file)).toBeUndefined();
  second?.release();
});
