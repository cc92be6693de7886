import { show } from '../fleet/words.ts';
import { formatLocation } from '../report/content.ts';
import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import type { ChangedLine } from './changed-lines.ts';
import type { DeclaredDifference } from './declared.ts';
import type { Move } from './promotion.ts';
import { shortVersion } from './versions.ts';

export interface PromotionReport {
  readonly from: string;
  readonly to: string;
  readonly moves: readonly Move[];
  readonly changed: readonly ChangedLine[];
  /** Files below dist that are rendered anew. */
  readonly rendered: number;
  readonly written: boolean;
  readonly declared: readonly DeclaredDifference[];
  readonly findings: readonly Finding[];
  /** What becomes of the objects. */
  readonly objects: Pick<Document, 'sections' | 'data'>;
}

export function promotionDocument(title: string, report: PromotionReport): Document {
  const { from, to, moves, changed, declared, findings, objects, rendered, written } = report;
  const sections: Section[] = [
    ...(findings.length === 0 ? [] : [{ type: 'findings', title: 'Look at', findings } as const]),
    ...(moves.length === 0
      ? []
      : [
          {
            type: 'table',
            title: 'Releases',
            columns: ['release', 'target', 'has', 'gets', 'as in'],
            rows: moves.map(({ label, target, before, after, location }) => [
              label,
              target,
              shortVersion(before),
              shortVersion(after),
              formatLocation(location),
            ]),
          } as const,
        ]),
    ...(changed.length === 0
      ? []
      : [
          {
            type: 'table',
            title: 'Lines',
            columns: ['place', 'is', 'line'],
            rows: changed.map(({ location, kind, line }) => [formatLocation(location), kind, line]),
          } as const,
        ]),
    ...objects.sections,
    ...(declared.length === 0
      ? []
      : [
          {
            type: 'table',
            title: `Different on purpose: ${from} and ${to}`,
            columns: ['app', 'value', 'where', from, to, 'declared in'],
            rows: declared.map((each) => [
              each.app ?? '',
              each.path,
              each.place,
              shown(each.from),
              shown(each.to),
              formatLocation(each.location),
            ]),
          } as const,
        ]),
  ];
  const would = written ? '' : 'would be ';
  const what =
    moves.length === 0 && changed.length === 0
      ? 'nothing to promote'
      : `${counted(moves.length, 'release')} ${would}promoted, ${counted(changed.length, 'line')} ${would}changed`;
  return {
    title,
    summary: `${from} → ${to}: ${what}${rendered === 0 ? '' : `, ${counted(rendered, 'rendered file')} ${written ? '' : 'would be '}written`}`,
    sections,
    // Positions in objects are looked up in the files, which only formats for programs need.
    get data() {
      return { from, to, written, moves, changed, rendered, declared, objects: objects.data };
    },
  };
}

function shown(value: unknown): string {
  return value === undefined ? '-' : show(value);
}
