/**
 * A private key, a key of AWS or GitHub, or a password in an address, also one without a user (`redis://:…@host`). What
 * is filled in later is none: `$(PASSWORD)`, `${PASSWORD}`, `<password>`.
 */
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[a-z]_[A-Za-z0-9]{36}|:\/\/[^/?#\s:@]*:(?!\$[({]|[{<*])[^/?#\s@]+@/;

/** Whether a text of the data looks as if it held a secret, which it must not, as it is in git. */
export function holdsSecret(text: string): boolean {
  return secretValue.test(text);
}
