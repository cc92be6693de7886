import type { Path } from '../../../manifest/path.ts';

/** Something that is demanded no more, or otherwise, and where. */
export type Cut = readonly [message: string, path: Path];
