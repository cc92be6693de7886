export interface FormatOptions {
  /** Only text output has colour. Default: none. */
  readonly color?: boolean;
}
