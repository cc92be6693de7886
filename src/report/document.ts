import type { Finding } from './finding.ts';

/** Plain text for a person: a heading's introduction, a summary line. */
export interface TextSection {
  readonly type: 'text';
  readonly title?: string;
  readonly lines: readonly string[];
}

export interface TableSection {
  readonly type: 'table';
  readonly title?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface FindingsSection {
  readonly type: 'findings';
  readonly title?: string;
  readonly findings: readonly Finding[];
}

/** Lines that begin with `+` (there after), `-` (there before) or anything else; folded where a format can. */
export interface DiffSection {
  readonly type: 'diff';
  readonly title: string;
  readonly lines: readonly string[];
}

export type Section = TextSection | TableSection | FindingsSection | DiffSection;

/** What a verb has to say, before anyone decides how it looks. One file per output format turns it into text. */
export interface Document {
  /** The verb, e.g. `plumb validate`. */
  readonly title: string;
  /** One line for a reader who reads nothing else. */
  readonly summary: string;
  readonly sections: readonly Section[];
  /** The same result for programs; becomes `result` in JSON and YAML output. */
  readonly data?: unknown;
}
