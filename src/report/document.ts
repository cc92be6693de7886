import type { Finding, Severity } from './finding.ts';

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
  /** May begin so too; then `~` means changed, `>` renamed. */
  readonly title: string;
  readonly lines: readonly string[];
  /** What to look at in it, beside the title where a format has the room. */
  readonly marks?: readonly Mark[];
  /** All places it is about, one by one, where the title sums them up; to be found by where a format can be searched. */
  readonly places?: readonly string[];
}

/** A few words that say how bad something is. */
export interface Mark {
  readonly severity: Severity;
  readonly label: string;
}

/** The states of what stands in rows and columns, as regions stand in environments. */
export interface GridSection {
  readonly type: 'grid';
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly GridRow[];
}

export interface GridRow {
  readonly name: string;
  /** One for each column; `undefined` where there is nothing. */
  readonly cells: readonly (GridCell | undefined)[];
}

export interface GridCell {
  /** One word. */
  readonly state: string;
  /** More, in a few words. */
  readonly note?: string;
  /** Default: nothing is wrong. */
  readonly severity?: Severity;
  /** The title of the section that tells more. */
  readonly section?: string;
}

/** What happened, the latest first. */
export interface TimelineSection {
  readonly type: 'timeline';
  readonly title: string;
  readonly events: readonly TimelineEvent[];
}

export interface TimelineEvent {
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly who: string;
  readonly what: string;
  /** What it happened to, and where. */
  readonly subject: string;
}

export type Section =
  | TextSection
  | TableSection
  | FindingsSection
  | DiffSection
  | GridSection
  | TimelineSection;

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
