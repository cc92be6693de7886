import type { Row } from './workloads.cases.ts';

/** What a field may be and what not, by a real API server. */
export function rows(
  kind: string,
  path: string,
  { accepted = [], refused = [] }: { accepted?: readonly unknown[]; refused?: readonly unknown[] },
): readonly Row[] {
  return [
    ...accepted.map((value): Row => [kind, path, value, true]),
    ...refused.map((value): Row => [kind, path, value, false]),
  ];
}
