import { setTimeout as sleep } from 'node:timers/promises';
import { maxSockets } from './agents.ts';
import { ApiError } from './api-error.ts';
import type { ApiRequest, ApiResponse, Connection } from './connection.ts';
import { credentialErrorOf } from './credentials.ts';

/**
 * A cluster that gives no answer, or half of one.
 *
 * - `unreachable`: nobody is there, or nobody whom the kubeconfig trusts; asking for anything else would be in vain;
 * - `unanswered`: this request was not answered in time, or not wholly; others may be.
 */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly type: 'unreachable' | 'unanswered';

  constructor(type: NoAnswerError['type'], message: string, cause?: unknown) {
    super(message, { cause });
    this.type = type;
  }
}

export interface Patience {
  /** Requests that wait for an answer at the same time. Default: 16, as many as there are connections. */
  readonly concurrency?: number;
  /** How long an answer may take, all of it. Default: 60. */
  readonly answerSeconds?: number;
  /** Before asking again what was not answered well; doubled each time. Default: 0.25. */
  readonly pauseSeconds?: number;
  /** How often a request is sent before it is given up, throttling aside. Default: 4. */
  readonly attempts?: number;
  /**
   * How long one request is asked again while the server says that it is asked too much; after one that was given up,
   * others are not until one is answered. Default: 60.
   */
  readonly throttledSeconds?: number;
}

/** The server, or a proxy before it, could not answer this time. */
const transientStatuses: ReadonlySet<number> = new Set([502, 503, 504]);

/** Pauses longer than this are not waited for at once, whatever a server asks for. */
const longestPauseSeconds = 10;

/**
 * Sends requests to one cluster, a bounded number at a time, and asks again where that may help: too many requests, and
 * answers that were lost on the way. Only for requests that can be repeated: reads and dry runs.
 */
export class PatientClient {
  readonly #connection: Pick<Connection, 'send'>;
  readonly #patience: Required<Patience>;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  /** Answers that did not come in time since the last one that did. */
  #late = 0;
  /** One was given up because the server was asked too much, and none was answered since. */
  #isOverrun = false;
  #failure: NoAnswerError | undefined;

  constructor(connection: Pick<Connection, 'send'>, patience: Patience = {}) {
    this.#connection = connection;
    this.#patience = {
      concurrency: maxSockets,
      answerSeconds: 60,
      pauseSeconds: 0.25,
      attempts: 4,
      throttledSeconds: 60,
      ...patience,
    };
  }

  /** Why the cluster is not asked any more. */
  get failure(): NoAnswerError | undefined {
    return this.#failure;
  }

  /**
   * @throws ApiError if the answer is no success
   * @throws NoAnswerError
   */
  async request(request: ApiRequest): Promise<unknown> {
    await this.#enter();
    try {
      return await this.#repeat(request);
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running >= this.#patience.concurrency)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }

  async #repeat(request: ApiRequest): Promise<unknown> {
    const { attempts, pauseSeconds, throttledSeconds } = this.#patience;
    const start = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      if (this.#failure !== undefined) throw this.#failure;
      const outcome = await this.#attempt(request);
      if ('json' in outcome) {
        this.#isOverrun = false;
        return outcome.json;
      }
      const { error, retryAfterSeconds } = outcome;
      const isThrottled = error instanceof ApiError && error.status === 429;
      const pause = retryAfterSeconds ?? pauseSeconds * 2 ** Math.min(attempt - 1, 4);
      const mayRepeat = isThrottled
        ? !this.#isOverrun && performance.now() + pause * 1000 < start + throttledSeconds * 1000
        : attempt < attempts && isTransient(error);
      if (!mayRepeat) {
        this.#isOverrun ||= isThrottled;
        throw this.#noted(error);
      }
      await sleep(Math.min(pause, longestPauseSeconds) * 1000);
    }
  }

  async #attempt(
    request: ApiRequest,
  ): Promise<{ readonly json: unknown } | { readonly error: unknown; readonly retryAfterSeconds?: number }> {
    let response: ApiResponse;
    try {
      response = await this.#inTime(request);
    } catch (error) {
      const unknown = credentialErrorOf(error);
      // As if the server had been asked by nobody that it knows.
      if (unknown !== undefined) return { error: new ApiError(request, 401, unknown.message) };
      return { error: asNoAnswer(error) };
    }
    const { status, text } = response;
    if (status < 200 || status > 299) {
      const retryAfterSeconds = retryAfterOf(text);
      return {
        error: new ApiError(request, status, text),
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
      };
    }
    try {
      return { json: JSON.parse(text) };
    } catch (error) {
      // The parser's own words show a part of the answer, which may be a Secret.
      const message = 'the answer cannot be read: it is no whole JSON';
      return { error: new NoAnswerError('unanswered', message, error) };
    }
  }

  async #inTime(request: ApiRequest): Promise<ApiResponse> {
    const { answerSeconds, concurrency } = this.#patience;
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      this.#late += 1;
      const type = this.#late >= concurrency ? 'unreachable' : 'unanswered';
      late.reject(new NoAnswerError(type, `there was no whole answer within ${answerSeconds} s`, 'late'));
    }, answerSeconds * 1000).unref();
    const sent = this.#connection.send(request);
    // Whoever is first; the other one's failure is nobody's.
    sent.catch(() => undefined);
    try {
      const response = await Promise.race([sent, late.promise]);
      this.#late = 0;
      return response;
    } finally {
      clearTimeout(timer);
    }
  }

  #noted(error: unknown): unknown {
    if (error instanceof NoAnswerError && error.type === 'unreachable') this.#failure = error;
    return error;
  }
}

function isTransient(error: unknown): boolean {
  if (error instanceof ApiError) return transientStatuses.has(error.status);
  return error instanceof NoAnswerError && error.cause !== 'late';
}

/** Errors of programming are passed on. */
function asNoAnswer(error: unknown): unknown {
  if (error instanceof NoAnswerError || error instanceof TypeError || error instanceof RangeError)
    return error;
  if (!(error instanceof Error)) return error;
  // The connection was there, and ended before the answer did.
  const isCutShort = error.message === 'aborted';
  return new NoAnswerError(isCutShort ? 'unanswered' : 'unreachable', error.message, error);
}

/** What an API server asks for in its answer, in seconds. */
function retryAfterOf(text: string): number | undefined {
  try {
    const answer = JSON.parse(text) as { readonly details?: { readonly retryAfterSeconds?: unknown } } | null;
    const seconds = answer?.details?.retryAfterSeconds;
    return typeof seconds === 'number' && seconds > 0 ? seconds : undefined;
  } catch {
    return undefined;
  }
}
