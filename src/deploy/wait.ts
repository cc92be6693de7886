import { setTimeout as sleep } from 'node:timers/promises';
import type { ClusterClient } from '../cluster/client.ts';
import type { Progress } from '../lab/progress.ts';
import { InputError, unusable } from '../report/errors.ts';
import { counted } from '../report/words.ts';
import { type Application, isRefreshPending } from './application.ts';
import { onCluster } from './failures.ts';
import type { ApplicationState } from './judge.ts';
import { argocdNamespace, rootName } from './names.ts';
import {
  applicationNamed,
  keyOf,
  refresh,
  refreshables,
  type Scope,
  type Snapshot,
  statesOf,
  takeSnapshot,
} from './snapshot.ts';
import { listed } from './words.ts';

const pollSeconds = 2;

/** So long may the hub be away, as when its API server is updated. */
const patienceSeconds = 30;

/** Argo CD that has not looked at any Application by then does not run: it first reads all objects of the clusters. */
const silenceSeconds = 120;

export interface WaitOptions {
  readonly timeoutSeconds: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface Outcome {
  readonly states: readonly ApplicationState[];
  readonly last: Snapshot;
  readonly seconds: number;
}

/**
 * Waits until every Application of the scope is done, or until the time is up.
 *
 * Each is asked once to compare itself with the newest commit, and counts only after it has: so a commit that was
 * pushed before counts, and an Application that is Synced to an older one does not. (`status.sync.revision` does not
 * tell: which commit is the newest, only Argo CD knows for sure, as it has the credentials and the answer to every push.)
 *
 * @param cluster what messages call the hub
 * @throws InputError if the hub stays unreachable or Argo CD does not answer; whatever aborted `signal`
 */
export async function waitUntilDone(
  hub: ClusterClient,
  cluster: string,
  scope: Scope,
  { timeoutSeconds, progress, signal }: WaitOptions,
): Promise<Outcome> {
  const begin = performance.now();
  const elapsed = (): number => (performance.now() - begin) / 1000;
  const watch = new Watch(hub, cluster, scope);
  const reporter = new Reporter(progress);
  let reached = 0;
  for (;;) {
    signal.throwIfAborted();
    const last = await watch.look((error) => {
      if (elapsed() - reached > patienceSeconds) throw error;
      progress.note(cluster, error.message);
    });
    if (last) {
      reached = elapsed();
      const states = statesOf(last, scope);
      reporter.tell(states);
      if (states.every(({ isDone }) => isDone)) return { states, last, seconds: elapsed() };
      const patience = Math.min(silenceSeconds, timeoutSeconds);
      if (elapsed() > patience && watch.isUnanswered(last)) throw silent(cluster, patience);
      if (elapsed() > timeoutSeconds) return { states, last, seconds: elapsed() };
    }
    await sleep(pollSeconds * 1000, undefined, { signal });
  }
}

/**
 * Looks at the hub, and asks what it finds for a comparison with the newest commit: each once, and again when an error
 * of comparing it is gone. Argo CD 3.5 forgets that error at its next look: with the server-side diff and no new commit
 * it takes the differences of the last comparison that worked, and calls an object Synced that the API server refuses
 * (`useDiffCache` in controller/state.go). Only what it was asked for does it compare anew.
 */
class Watch {
  readonly #hub: ClusterClient;
  readonly #cluster: string;
  readonly #scope: Scope;
  readonly #asked = new Set<string>();
  /** Applications that Argo CD could not compare when it was last asked. */
  readonly #incomparable = new Set<string>();

  constructor(hub: ClusterClient, cluster: string, scope: Scope) {
    this.#hub = hub;
    this.#cluster = cluster;
    this.#scope = scope;
  }

  /** `undefined` if the hub cannot be reached at the moment and `onFailure` bears it. */
  async look(onFailure: (error: InputError) => void): Promise<Snapshot | undefined> {
    try {
      return await onCluster(this.#cluster, async () => {
        const found = await takeSnapshot(this.#hub);
        return (await this.#ask(found)) ? takeSnapshot(this.#hub) : found;
      });
    } catch (error) {
      const passes =
        error instanceof InputError && error.findings.every(({ rule }) => rule === 'cluster-unreachable');
      if (!passes) throw error;
      onFailure(error);
      return undefined;
    }
  }

  /** Whether none of what was asked has been compared since. */
  isUnanswered({ applications }: Snapshot): boolean {
    const asked = applications.filter(({ metadata }) =>
      this.#asked.has(keyOf(applicationNamed(metadata.name))),
    );
    return asked.length > 0 && asked.every(isRefreshPending);
  }

  /** Whether anything was asked. */
  async #ask(snapshot: Snapshot): Promise<boolean> {
    const inScope = new Set([rootName, ...statesOf(snapshot, this.#scope).map(({ name }) => name)]);
    const applications = snapshot.applications.filter(({ metadata }) => inScope.has(metadata.name ?? ''));
    const forgotten = applications.filter((application) => this.#hasForgotten(application));
    for (const { metadata } of forgotten) this.#asked.delete(keyOf(applicationNamed(metadata.name)));
    const { applicationSets } = snapshot;
    const open = refreshables({ applications, applicationSets }).filter(
      (each) => !this.#asked.has(keyOf(each)),
    );
    await Promise.all(open.map(async (each) => refresh(this.#hub, each)));
    for (const each of open) this.#asked.add(keyOf(each));
    return open.length > 0;
  }

  #hasForgotten(application: Application): boolean {
    const { name = '' } = application.metadata;
    if (application.status?.conditions?.some(({ type }) => type === 'ComparisonError') === true) {
      this.#incomparable.add(name);
      return false;
    }
    return !isRefreshPending(application) && this.#incomparable.delete(name);
  }
}

/** Says how far each wave is, whenever that changes, and what breaks, once. */
class Reporter {
  readonly #progress: Progress;
  readonly #told = new Map<string, string>();

  constructor(progress: Progress) {
    this.#progress = progress;
  }

  tell(states: readonly ApplicationState[]): void {
    for (const maker of new Set(states.map((state) => state.maker))) {
      const mine = states.filter((state) => state.maker === maker);
      const line = progressLine(mine);
      if (this.#told.get(maker) === line) continue;
      this.#told.set(maker, line);
      this.#progress.note(maker, line);
    }
    for (const { name, problems } of states) {
      for (const { message, waits } of problems) {
        if (waits || this.#told.has(`${name} ${message}`)) continue;
        this.#told.set(`${name} ${message}`, message);
        this.#progress.note(name, message);
      }
    }
  }
}

/** `3 of 4 Applications Synced and Healthy; dev-hub-argocd-alerts OutOfSync, Missing`. */
export function progressLine(states: readonly ApplicationState[]): string {
  const there = states.filter(({ sync }) => sync !== 'Missing');
  const count = counted(states.length, 'Application');
  if (there.length === 0) return `${count} not there yet`;
  const open = states.filter(({ isDone }) => !isDone);
  const words = open.map(({ name, sync, health }) =>
    sync === 'Missing' ? `${name} not there yet` : `${name} ${sync}, ${health}`,
  );
  const done = `${states.length - open.length} of ${count} Synced and Healthy`;
  return open.length === 0 ? done : `${done}; ${listed(words)}`;
}

function silent(cluster: string, seconds: number): InputError {
  return unusable(
    'argocd-silent',
    `Argo CD in ${cluster} has not answered within ${seconds} s`,
    `see whether argocd-application-controller and argocd-repo-server run in its namespace ${argocdNamespace}`,
  );
}
