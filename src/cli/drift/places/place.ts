/**
 * Where reports and what is remembered of them lie: files, or objects of an S3 store.
 *
 * - place.ts      what a place is
 * - place-at.ts   which one an address names
 * - file.ts       files
 * - s3.ts         objects; s3-errors.ts: what a store refuses, in words that say what to do
 * - reports.ts    many reports, as files that are here; scratch.ts: where they lie meanwhile
 */
export interface Place {
  /** As the user wrote it. */
  readonly name: string;
  /** @returns `undefined` if there is nothing */
  read(): Promise<Uint8Array | undefined>;
  /** Puts all pieces there, one after the other, in place of what was there; or, if that fails, none. */
  write(pieces: Iterable<string>): Promise<void>;
}

/** Begins an address in an S3 store. */
export const s3Scheme = 's3://';
