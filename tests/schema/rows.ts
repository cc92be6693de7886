/** A change to a sound object of a kind, and whether the API server takes it: as in `validated.cases.ts`. */
export type Row = readonly [kind: string, path: string, value: unknown, accepted: boolean];

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
