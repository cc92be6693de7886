import { accessSync, constants, statSync } from 'node:fs';
import { isNoAuditLog } from '../../drift/live/audit.ts';
import { unreadable } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';

/** @throws InputError if the file of `--audit-log` is none: told before clusters are asked, not after */
export async function checkAuditLog(file: string): Promise<void> {
  let problem: string | undefined;
  try {
    problem = await problemOf(file);
  } catch (cause) {
    throw new InputError([unreadable(file, cause)], { cause });
  }
  if (problem === undefined) return;
  const message = `${file} is no audit log: ${problem}`;
  const next =
    'give the file of --audit-log-path as the API server writes it: one event a line, not compressed';
  throw new InputError([{ severity: 'unjudged', rule: 'no-audit-log', message, location: { file }, next }]);
}

async function problemOf(file: string): Promise<string | undefined> {
  accessSync(file, constants.R_OK);
  const stats = statSync(file);
  if (stats.isDirectory()) return 'it is a folder';
  // A pipe gives what it holds only once.
  const isOther = stats.isFile() && (await isNoAuditLog(file));
  return isOther ? 'no line of it is an audit event with its time' : undefined;
}
