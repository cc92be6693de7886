/** Where a value is inside settings or a file: keys of maps and indices of lists. */
export type ValuePath = readonly (string | number)[];

/** Something that the types allow and that cannot work. Whoever read the data says in which file and line. */
export interface Violation {
  /** Kebab-case, as in findings. */
  readonly rule: string;
  readonly path: ValuePath;
  /** What contradicts the value at `path`, if something does: one of them must give way. */
  readonly against?: ValuePath;
  readonly message: string;
  readonly allowed?: string;
  readonly next?: string;
  /** A name that is unknown, and those that are known: the nearest one is suggested. */
  readonly unknown?: { readonly name: string; readonly known: readonly string[] };
}
