/**
 * What happens while a lab is built or started, for whoever watches. Parts run side by side, so each line names its
 * subject; `track` says when something has taken so long that one wonders what it is waiting for.
 */
export interface Progress {
  /** One thing that happened, e.g. `kubernetes: 240 packages compiled`. */
  note(subject: string, text: string): void;
}

/** Milliseconds after which `track` says that it still waits. */
const patience = 5000;

/** Runs `work`, says what it waits for every five seconds, and how long it took when it is done. */
export async function track<T>(
  progress: Progress,
  subject: string,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const begin = performance.now();
  const timer = setInterval(
    () => progress.note(subject, `still waiting for ${what} (${seconds(begin)})`),
    patience,
  );
  try {
    const result = await work();
    progress.note(subject, `${what} (${seconds(begin)})`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

function seconds(begin: number): string {
  return `${((performance.now() - begin) / 1000).toFixed(1)} s`;
}
