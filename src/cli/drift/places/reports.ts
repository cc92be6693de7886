import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { decodeText } from '../../../manifest/text.ts';
import { InputError, unusable } from '../../../report/errors.ts';
import type { Finding } from '../../../report/finding.ts';
import { filePlace, isFolder, isStream } from './file.ts';
import { s3Scheme } from './place.ts';
import { placeAt } from './place-at.ts';
import { withScratchFolder } from './scratch.ts';

/** A report that is here. */
export interface ReportFile {
  /** What messages call it. */
  readonly name: string;
  /** Path of the file. */
  readonly file: string;
}

export interface Reports {
  readonly files: readonly ReportFile[];
  /** About those that could not be fetched. */
  readonly findings: readonly Finding[];
}

/**
 * Fetches what is in a store or comes once, one after the other, for as long as the work takes.
 *
 * @param addresses files, `-` for standard input, `s3://BUCKET/KEY`, or `s3://BUCKET/PREFIX/` for all of its objects that
 *   end with `.json`
 */
export async function withReports<Result>(
  addresses: readonly string[],
  work: (reports: Reports) => Promise<Result>,
): Promise<Result> {
  return withScratchFolder(async (folder) => {
    const files: ReportFile[] = [];
    const findings: Finding[] = [];
    const told = async (step: () => Promise<void>): Promise<void> => {
      try {
        await step();
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        findings.push(...error.findings);
      }
    };
    // What comes once is read once.
    for (const address of new Set(addresses.map(nameOf))) {
      await told(async () => {
        for (const name of await namesOf(address)) {
          await told(async () => {
            const file = await fetched(name, join(folder, `${files.length}.json`));
            files.push({ name, file });
          });
        }
      });
    }
    return work({ files, findings });
  });
}

/** What messages call standard input. */
const standardInput = '<stdin>';

/** A socket, which standard input may be, cannot be opened by its path. */
function nameOf(address: string): string {
  return ['-', '/dev/stdin'].includes(address) ? standardInput : address;
}

async function namesOf(address: string): Promise<readonly string[]> {
  if (!address.startsWith(s3Scheme) || !address.endsWith('/')) return [address];
  const { reportsBelow } = await import('./s3.ts');
  return reportsBelow(address);
}

/** @returns path of the report: `file`, if it was elsewhere or can be read only once */
async function fetched(name: string, file: string): Promise<string> {
  const isInput = name === standardInput;
  // A store's prefix stands for all below it, and many take a folder for the same.
  if (isFolder(name))
    throw unusable(
      'folder',
      `${name} is a folder, not a report`,
      `name its reports: ${join(name, '*.json')}`,
    );
  if (!name.startsWith(s3Scheme) && !isInput && !isStream(name)) return name;
  const content = isInput ? await buffer(process.stdin) : await (await placeAt(name)).read();
  if (content === undefined) throw unusable('missing-file', `${name} does not exist`, 'check the address');
  await filePlace(file).write([decodeText(content, name)]);
  return file;
}
