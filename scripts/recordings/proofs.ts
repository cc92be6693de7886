import { globSync } from 'node:fs';
import { basename } from 'node:path';

/** A test file that proves something with real processes. */
export interface Proof {
  /** Its file's, without `.test.ts`: `gitops`. */
  readonly name: string;
  /** Relative to the root of the checkout. */
  readonly file: string;
  /** The vitest project that runs it. `lab` is part of `npm test`, `proofs` take too long for that. */
  readonly project: 'lab' | 'proofs';
}

const folders = { lab: 'tests/lab/real', proofs: 'tests/lab/proofs' } as const;

/** @param root of the checkout. @throws Error if two have the same name. */
export function findProofs(root: string): Proof[] {
  const proofs = (['lab', 'proofs'] as const).flatMap((project) =>
    globSync(`${folders[project]}/**/*.test.ts`, { cwd: root })
      .sort()
      .map((file): Proof => ({ name: basename(file, '.test.ts'), file, project })),
  );
  for (const { name, file } of proofs) {
    const twin = proofs.find((other) => other.name === name && other.file !== file);
    if (twin) throw new Error(`${file} and ${twin.file} would have the same recording: rename one`);
  }
  return proofs;
}
