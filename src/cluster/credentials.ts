/** The kubeconfig's credentials cannot be had: an expired sign-in, or a plugin that is not installed. */
export class CredentialError extends Error {
  override readonly name = 'CredentialError';

  constructor(cause: Error) {
    const reason = cause.message.trim() || 'its plugin failed without a word';
    super(`the kubeconfig gives no credentials: ${reason}`, { cause });
  }
}

/**
 * What sending failed with, if it was the plugin for credentials: that could not be started, or its own words are all
 * there is (exec_auth.ts of @kubernetes/client-node). Errors of the network have a code, and a connection that waited in
 * vain or was cut says so.
 */
export function credentialErrorOf(error: unknown): CredentialError | undefined {
  if (!(error instanceof Error) || error.name !== 'Error') return undefined;
  const { code, syscall = '' } = error as NodeJS.ErrnoException;
  const isOfNetwork = code !== undefined && !syscall.startsWith('spawn');
  const isOfConnection = /^aborted$|did not answer within \d+ s$/.test(error.message);
  return isOfNetwork || isOfConnection ? undefined : new CredentialError(error);
}
