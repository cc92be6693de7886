import type { Path } from '../../../manifest/path.ts';

/** What an object makes reachable. */
export interface Exposure {
  /** The same before and after if nothing is newly exposed. */
  readonly key: string;
  /** Covered by a wider one of the same key. */
  readonly host?: string;
  readonly message: string;
  readonly path: Path;
}
