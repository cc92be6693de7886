import type { Change, EmbeddedChange } from '../diff/change.ts';
import { formatIdentity, groupOf, type JsonValue, typeOf } from '../manifest/object.ts';
import { formatPath } from '../manifest/path.ts';
import type { LoadedManifest } from '../manifest/read.ts';
import type { Document, Section } from '../report/document.ts';
import type { Finding } from '../report/finding.ts';
import { counted } from '../report/words.ts';
import type { Drift, Mark, Unjudged, Verdict } from './drift.ts';
import type { DriftedField } from './judge.ts';
import type { Owner } from './ownership.ts';

type Judged = Drift<LoadedManifest>;

/** @param unread what reading manifests and dumps told */
export function driftDocument(title: string, drift: Judged, unread: readonly Finding[]): Document {
  const findings = [...unread, ...driftFindings(drift)];
  const sections: Section[] = findings.length === 0 ? [] : [{ type: 'findings', findings }];
  return { title, summary: summaryOf(drift), sections, data: driftData(drift) };
}

const results = ['drifted', 'missing', 'orphaned', 'stale', 'clean'] as const;

function countsOf({ verdicts }: Judged): Record<Verdict<unknown>['result'], number> {
  const counts = { drifted: 0, missing: 0, orphaned: 0, stale: 0, clean: 0 };
  for (const { result } of verdicts) counts[result] += 1;
  return counts;
}

function summaryOf(drift: Judged): string {
  const counts = countsOf(drift);
  const objects = new Set(
    [...drift.verdicts, ...drift.unjudged].map(({ identity }) => formatIdentity(identity)),
  );
  const parts = results.filter((result) => counts[result] > 0).map((result) => `${counts[result]} ${result}`);
  if (drift.unjudged.length > 0) parts.push(`${drift.unjudged.length} not or not wholly judged`);
  return `${counted(objects.size, 'object')}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

function driftFindings(drift: Judged): Finding[] {
  return [
    ...drift.unjudged.map(unjudgedFinding),
    ...drift.verdicts.flatMap((verdict) => findingsOf(verdict, drift.absentKinds)),
  ];
}

function unjudgedFinding({ identity, desired, reason, liveVersion }: Unjudged<LoadedManifest>): Finding {
  const base = { severity: 'unjudged', rule: reason, subject: formatIdentity(identity) } as const;
  const location = desired.locate([]);
  if (reason === 'other-version') {
    return {
      ...base,
      location,
      message: `git has it in ${desired.object.apiVersion}, the cluster in ${liveVersion}`,
      next: `ask the cluster for ${identity.kind}.${desired.object.apiVersion.split('/').toReversed().join('.')}`,
    };
  }
  return {
    ...base,
    location,
    message: 'it has fields that git does not mention, and no managedFields that tell whose they are',
    next: 'dump it with kubectl get --show-managed-fields',
  };
}

function findingsOf(verdict: Verdict<LoadedManifest>, absentKinds: ReadonlySet<string>): Finding[] {
  const { result, identity } = verdict;
  const base = { severity: 'error', rule: result, subject: formatIdentity(identity) } as const;
  switch (result) {
    case 'clean':
      return [];
    case 'missing': {
      const { apiVersion, kind } = verdict.desired.object;
      const where = verdict.elsewhere.map((namespace) => namespace || 'none').join(', ');
      return [
        {
          ...base,
          location: verdict.desired.locate([]),
          message: `git has it, the cluster does not${where === '' ? '' : `; one of this name is in the namespace ${where}`}`,
          ...(absentKinds.has(typeOf(groupOf(apiVersion), kind)) && {
            next: `if the cluster has any ${kind}, the dump leaves them out: dump them too`,
          }),
        },
      ];
    }
    case 'orphaned': {
      const { copyOf, application } = verdict;
      const message =
        copyOf === undefined
          ? `Argo CD applied it for ${application}, and git does not have it`
          : `it is a copy of ${formatIdentity(copyOf)} of ${application}, which git does not have here`;
      return [{ ...base, message, next: 'delete it, or add it to git' }];
    }
    case 'drifted':
    case 'stale': {
      const { mark, fields, desired } = verdict;
      const marks =
        mark === undefined ? [] : [{ ...base, location: desired.locate([]), message: marked[mark] }];
      return [...marks, ...fields.map((field) => fieldFinding(field, base, desired))];
    }
  }
}

const marked: Readonly<Record<Mark, string>> = {
  untracked: "Argo CD's annotation is gone or names another object: it no longer takes this one for its own",
  deleting: 'it is being deleted',
};

function fieldFinding(
  { change, cause, owners }: DriftedField,
  base: Pick<Finding, 'severity' | 'subject'>,
  desired: LoadedManifest,
): Finding {
  return {
    ...base,
    rule: { person: 'drifted-by-person', unknown: 'drifted', 'argo-cd': 'stale' }[cause],
    location: desired.locate(change.kind === 'added' ? [] : change.basePath),
    message: `${changeText(change)} (${owners.length === 0 ? 'nothing tells by whom' : owners.map(ownerText).join('; ')})`,
  };
}

/** `kubectl, Update of scale, 2026-01-02T03:04:05Z` */
function ownerText({ manager, operation, subresource, time }: Owner): string {
  const parts = [
    manager || 'no name',
    subresource === undefined ? operation : `${operation} of ${subresource}`,
  ];
  return [...parts, ...(time === undefined ? [] : [time])].join(', ');
}

function changeText({ kind, where, before, after, path, basePath, redacted, embedded }: Change): string {
  switch (kind) {
    case 'added':
      return `${where} is ${valueText(after)}, git says nothing of it`;
    case 'removed':
      return `${where} is gone, git says ${valueText(before)}`;
    case 'moved':
      return `${where} is at place ${String(path.at(-1))}, in git at ${String(basePath.at(-1))}`;
    case 'changed':
      if (redacted === true) return `${where} is another value than in git`;
      if (embedded !== undefined) return `${where} is another text than in git: ${embeddedText(embedded)}`;
      return `${where} is ${valueText(after)}, git says ${valueText(before)}`;
  }
}

function embeddedText(embedded: EmbeddedChange): string {
  if (embedded.format !== 'text') return embedded.changes.map(changeText).join('; ');
  const lines = embedded.hunks.flatMap((hunk) => hunk.lines.filter((line) => !line.startsWith(' ')));
  return shortened(lines.join(' '));
}

/** What a line shows of a value; JSON output has all of it. */
const shownCharacters = 200;

function valueText(value: JsonValue | undefined): string {
  return shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  if (text.length <= shownCharacters) return text;
  return `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}

function driftData(drift: Judged): unknown {
  return {
    version: 1,
    counts: countsOf(drift),
    objects: drift.verdicts.filter(({ result }) => result !== 'clean').map(verdictData),
    unjudged: drift.unjudged.map(({ identity, reason, liveVersion }) => ({
      ...identity,
      reason,
      liveVersion,
    })),
  };
}

function verdictData(verdict: Verdict<LoadedManifest>): unknown {
  const { result, identity } = verdict;
  switch (verdict.result) {
    case 'clean':
      return { ...identity, result };
    case 'missing':
      return { ...identity, result, elsewhere: verdict.elsewhere };
    case 'orphaned':
      return {
        ...identity,
        result,
        application: verdict.application,
        ...(verdict.copyOf && { copyOf: verdict.copyOf }),
      };
    case 'drifted':
    case 'stale':
      return {
        ...identity,
        result,
        ...(verdict.mark && { mark: verdict.mark }),
        fields: verdict.fields.map(({ change, ...field }) => ({
          ...change,
          path: formatPath(change.path),
          basePath: formatPath(change.basePath),
          ...field,
        })),
      };
  }
}
