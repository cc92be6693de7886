/** What is filled in later, or stands for it: `$(PASSWORD)`, `${PASSWORD}`, `%s`, `{{ password }}`, `<password>`, `***`. */
const placeholder = /^(?:[$%].*|\{.*\}|<.*>|[*xX]+|REDACTED)$/;

/** A password in an address, also one without a user (`redis://:…@host`); a port and a list after it are none. */
const passwords = /:\/\/[^/?#\s:@]*:(?!\d+[,;])([^/?#\s@]+)@/g;

/** One among the parameters of a database's address, as JDBC's; a page may ask for one by that name. */
const parameters =
  /\b(?!https?:)(?:jdbc:|[a-z][a-z+]{0,20}:\/\/)[^\s"']*?[?&;](?:password|passwd|pwd)=([^&;#\s"']+)/gi;

const keys =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\b(?:gh[a-z]_[A-Za-z0-9]{36}|github_pat_\w{22,}|glpat-[\w-]{20})/;

/** Whether a text of the data looks as if it held a password or a key, which it must not, as it is in git. */
export function holdsSecret(text: string): boolean {
  const found = [passwords, parameters].flatMap((each) => [...text.matchAll(each)]);
  return keys.test(text) || found.some(([, value = '']) => !placeholder.test(value));
}
