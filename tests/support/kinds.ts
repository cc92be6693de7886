import { appendFileSync } from 'node:fs';
import type { KubernetesObject } from '../../src/manifest/object.ts';

/**
 * What a proof shows of a kind, as a column of the table in docs/reference/proof.md:
 * the real API server took every object of dist; its controller brought one about; one came back from a backup.
 */
export type ProofColumn = 'admitted' | 'reconciled' | 'restored';

export interface ProvedKind {
  readonly column: ProofColumn;
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * Notes which kinds a proof has shown something of, once it has: each as a line of JSON in the file that `PLUMB_KINDS`
 * names, or nowhere if it names none.
 */
export function recordKinds(
  column: ProofColumn,
  kinds: readonly Pick<KubernetesObject, 'apiVersion' | 'kind'>[],
): void {
  const file = process.env['PLUMB_KINDS'];
  if (file === undefined) return;
  const lines = kinds.map(({ apiVersion, kind }) =>
    JSON.stringify({ column, apiVersion, kind } satisfies ProvedKind),
  );
  appendFileSync(
    file,
    [...new Set(lines)]
      .sort()
      .map((line) => `${line}\n`)
      .join(''),
  );
}
