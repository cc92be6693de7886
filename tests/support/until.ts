import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again until there is an answer, and returns it.
 *
 * @param what what is waited for, in words: `the Rollout is Healthy`
 * @param probe `undefined` means not yet; an error ends the waiting
 * @param seconds after which the test fails, naming what it waited for and what `state` last said
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined>,
  { seconds = 60, state = () => '' }: { readonly seconds?: number; readonly state?: () => string } = {},
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${what}. ${state()}`);
    await sleep(100);
  }
}
