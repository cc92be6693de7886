import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../report/errors.ts';
import { unjudged } from './failures.ts';

/** Milliseconds until what does not come is given up: cold, on a busy machine, some things take half a minute. */
export const patience = 120_000;

/** Milliseconds between two looks. */
const interval = 100;

/**
 * Looks at a cluster until something is so.
 *
 * @param what as in `nodes ready`
 * @param look `true`, or what is so instead
 * @throws InputError with what was so last, if it does not come in time
 */
export async function waitUntil(
  {
    cluster,
    what,
    signal,
  }: { readonly cluster: string; readonly what: string; readonly signal: AbortSignal },
  look: () => Promise<true | string>,
): Promise<void> {
  const deadline = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found === true) return;
    if (performance.now() > deadline) {
      const message = `${cluster}: ${what}: not so after ${patience / 1000} s: ${found}`;
      throw new InputError([
        unjudged('lab-not-ready', message, `read plumb lab logs; plumb lab up tries again`),
      ]);
    }
    await sleep(interval, undefined, { signal });
  }
}
