import type { ApiRequest } from './connection.ts';

/** An API server's refusal. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status code. */
  readonly status: number;
  /** The server's word for it, e.g. `AlreadyExists`; empty if it gave none. */
  readonly reason: string;

  constructor(request: ApiRequest, status: number, text: string) {
    const answer = parseStatus(text);
    const path = request.path.replace(/\?.*/, '');
    super(`${request.method ?? 'GET'} ${path}: ${answer.message ?? text.trim().slice(0, 500)} (${status})`);
    this.status = status;
    this.reason = answer.reason ?? '';
  }
}

function parseStatus(text: string): { readonly message?: string; readonly reason?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
