import type { Settled } from './settling.ts';

/** Two waits for the same, one after the other, as one. */
export function added(first: Settled, second: Settled): Settled {
  const doneSeconds = [...second.doneSeconds].map(
    ([name, seconds]) =>
      [name, (seconds === 0 ? first.doneSeconds.get(name) : undefined) ?? first.seconds + seconds] as const,
  );
  return {
    ...second,
    seconds: first.seconds + second.seconds,
    declaredSeconds: first.declaredSeconds + second.declaredSeconds,
    holds: [...first.holds, ...second.holds],
    tooLong: second.tooLong,
    doneSeconds: new Map(doneSeconds),
  };
}
