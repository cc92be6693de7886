import { expect, test } from 'vitest';
import { waitUntil } from '../../src/lab/until.ts';

const signal = new AbortController().signal;

test('it looks until it is so', async () => {
  let looks = 0;
  await waitUntil({ cluster: 'a', what: 'nodes ready', signal }, async () =>
    ++looks === 3 ? true : 'not yet',
  );
  expect(looks).toBe(3);
});

test('it ends with the command', async () => {
  const stop = new AbortController();
  const waiting = waitUntil({ cluster: 'a', what: 'nodes ready', signal: stop.signal }, async () => 'never');
  stop.abort(new Error('interrupted'));
  await expect(waiting).rejects.toThrow(/abort/i);
});

test('what does not come is given up, with what was so last', async ({ onTestFinished }) => {
  const { now } = performance;
  onTestFinished(() => void (performance.now = now));
  const begin = now.call(performance);
  let later = 0;
  performance.now = () => begin + later;
  const waiting = waitUntil({ cluster: 'a', what: 'backup storage available', signal }, async () => {
    later = 121_000;
    return 'Unavailable: access denied';
  });
  await expect(waiting).rejects.toMatchObject({
    findings: [{ rule: 'lab-not-ready', message: expect.stringContaining('Unavailable: access denied') }],
  });
});
