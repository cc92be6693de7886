import { type Command, InvalidArgumentError } from 'commander';

/** As `2026-01-31`, in UTC: a team in Tokyo and a job in Oregon see the same exemptions expire. */
export function today(): string {
  return new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
}

/** `--today`: which exemptions will have expired by then is worth knowing before. */
export function addTodayOption(command: Command): Command {
  return command.option('--today <date>', 'as if it were that day (default: today, in UTC)', isoDate);
}

function isoDate(text: string): string {
  const isWritten = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  // The 30th of February is read as the 2nd of March.
  if (isWritten && new Date(text).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Allowed are days such as 2027-03-31.');
}
