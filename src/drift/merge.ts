import { createHash } from 'node:crypto';
import type { Finding } from '../report/finding.ts';
import { compareText } from '../report/sort.ts';
import { isYetToCome } from './clock.ts';
import { type DriftRun, type DriftTarget, type FieldDrift, type ObjectDrift, results } from './run.ts';

/** Where a target's report is. */
interface Reported {
  readonly file: string;
  readonly index: number;
  readonly finishedAt: string;
  /** Of two reports of one time, which counts. */
  readonly digest: string;
}

/**
 * Which reports make up the report of a fleet: the same, in whichever order they come. Reports are shown to it one at a
 * time, and not kept.
 */
export class FleetReports {
  /** By target, the latest first. */
  readonly #reports = new Map<string, readonly [Reported, ...Reported[]]>();
  /** Of those that do not count. */
  readonly #useless: Finding[] = [];
  readonly #now: number;

  /** @param now milliseconds since 1970 */
  constructor(now: number) {
    this.#now = now;
  }

  add(file: string, { targets }: DriftRun): void {
    for (const [index, target] of targets.entries()) {
      const useless = uselessFinding(file, target, this.#now);
      if (useless !== undefined) {
        this.#useless.push(useless);
        continue;
      }
      const digest = createHash('sha256').update(JSON.stringify(target)).digest('hex');
      const report = { file, index, finishedAt: target.finishedAt, digest };
      this.#reports.set(target.target, withReport(this.#reports.get(target.target) ?? [], report));
    }
  }

  /** The latest report of each target, ordered by target. */
  chosen(): { readonly target: string; readonly file: string; readonly index: number }[] {
    return [...this.#reports]
      .sort(([a], [b]) => compareText(a, b))
      .map(([target, [{ file, index }]]) => ({ target, file, index }));
  }

  /** Those of the targets of which nobody has reported anything that counts. */
  unreported(targets: readonly string[]): string[] {
    return targets.filter((target) => !this.#reports.has(target));
  }

  /**
   * @param expected targets that should have been reported
   * @param since milliseconds since 1970: what was last looked at before tells nothing any more
   */
  findings(expected: readonly string[], since: number = Number.NEGATIVE_INFINITY): Finding[] {
    return [
      ...this.#useless,
      ...this.unreported(expected).map((target): Finding => {
        const message = 'nobody has reported what became of it';
        const next = 'see what became of the job that should have looked at it';
        return { severity: 'unjudged', rule: 'no-report', subject: target, message, next };
      }),
      ...[...this.#reports]
        .filter(([, reports]) => new Set(reports.map(({ digest }) => digest)).size > 1)
        .map(([target, reports]): Finding => {
          const message = `there are ${reports.length} reports of it; the latest counts, of ${reports[0].finishedAt}`;
          return { severity: 'warning', rule: 'several-reports', subject: target, message };
        }),
      ...[...this.#reports].flatMap(([target, [latest]]): Finding[] => {
        if (Date.parse(latest.finishedAt) >= since) return [];
        const message = `its latest report is too old to count, of ${latest.finishedAt}`;
        const next =
          'see what became of the job that should have looked at it since, or remove the report of a cluster that is gone';
        return [{ severity: 'unjudged', rule: 'old-report', subject: target, message, next }];
      }),
    ];
  }
}

/** What would hide what other reports of the cluster say. */
function uselessFinding(
  file: string,
  { target: subject, app, finishedAt }: DriftTarget,
  now: number,
): Finding | undefined {
  if (app !== undefined) {
    const message = `${file} is of the app ${app} only, and not merged`;
    const next = 'ask the cluster without --app';
    return { severity: 'unjudged', rule: 'partial-report', subject, message, next };
  }
  if (!isYetToCome(finishedAt, now)) return undefined;
  const message = `${file} is of ${finishedAt}, which is yet to come, and not merged`;
  const next = 'set the clock of the machine that wrote it, and look again';
  return { severity: 'unjudged', rule: 'clock', subject, message, next };
}

/** Of a cluster that is not among those that git has. */
export function unknownCluster({ target: subject }: DriftTarget): Finding {
  const message = 'git has no such cluster: its report is shown, and not remembered';
  const next = 'remove its report, or add it to environments/';
  return { severity: 'warning', rule: 'unknown-cluster', subject, message, next };
}

function withReport(earlier: readonly Reported[], report: Reported): [Reported, ...Reported[]] {
  const [latest = report, ...others] = [...earlier, report].sort(byTime);
  return [latest, ...others];
}

function byTime(a: Reported, b: Reported): number {
  return (
    Date.parse(b.finishedAt) - Date.parse(a.finishedAt) ||
    compareText(a.digest, b.digest) ||
    compareText(a.file, b.file)
  );
}

/** What a reader sees of one target among many; JSON has all. */
const shownObjects = 50;
const shownFields = 20;

/** So that a fleet's report can be held at once, however much each cluster has to tell: the worst of it. */
export function shortened(target: DriftTarget): DriftTarget {
  return { ...target, objects: worst(target.objects, rankOf, shownObjects).map(shortenedObject) };
}

/** In their order. */
function worst<T>(items: readonly T[], rank: (item: T) => number, count: number): T[] {
  if (items.length <= count) return [...items];
  const ranked = [...items.entries()].sort(([i, a], [j, b]) => rank(a) - rank(b) || i - j);
  return ranked
    .slice(0, count)
    .sort(([i], [j]) => i - j)
    .map(([, item]) => item);
}

/** As a report has them: what people did comes first. */
function rankOf({ result, fields }: ObjectDrift): number {
  return fields.some(({ cause }) => cause === 'person') ? -1 : results.indexOf(result);
}

/** How many objects `shortened` left out. */
export function leftOutOf({ objects }: DriftTarget): number {
  return Math.max(0, objects.length - shownObjects);
}

function shortenedObject(object: ObjectDrift): ObjectDrift {
  const isOther = ({ cause }: FieldDrift): number => (cause === 'person' ? 0 : 1);
  return { ...object, fields: worst(object.fields, isOther, shownFields) };
}
