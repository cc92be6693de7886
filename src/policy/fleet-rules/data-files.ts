import { shownFrom } from '../../manifest/files.ts';
import { isRecord } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import type { Fields } from '../../manifest/select.ts';
import { parseSource } from '../../manifest/source.ts';
import { readText } from '../../manifest/text.ts';
import { InputError } from '../../report/errors.ts';
import type { Finding, Location } from '../../report/finding.ts';

/** A file of data, and what it holds. */
export interface DataFile {
  /** Relative to the working directory. */
  readonly file: string;
  readonly fields: Fields;
  locate(path: Path): Location;
}

/** Reads files of data, each once. What cannot be read is told once, whoever asks for it. */
export class DataFiles {
  readonly findings: Finding[] = [];
  readonly #workingDirectory: string;
  readonly #read = new Map<string, DataFile | undefined>();

  constructor(workingDirectory: string) {
    this.#workingDirectory = workingDirectory;
  }

  /** @returns `undefined` if a finding says why */
  read(path: string): DataFile | undefined {
    if (!this.#read.has(path)) this.#read.set(path, this.#readOnce(path));
    return this.#read.get(path);
  }

  #readOnce(path: string): DataFile | undefined {
    const file = shownFrom(this.#workingDirectory, path);
    try {
      const { value, findings, locate } = parseSource(readText(path, file), file);
      this.findings.push(...findings);
      if (isRecord(value)) return { file, fields: value, locate };
      if (findings.length === 0) this.findings.push(noMap(file));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.findings.push(...error.findings);
    }
    return undefined;
  }
}

function noMap(file: string): Finding {
  return {
    severity: 'unjudged',
    rule: 'wrong-type',
    message: 'the file holds no map',
    location: { file, line: 1, column: 1 },
    allowed: 'a map of keys to values',
  };
}
