import type { Change, EmbeddedChange } from '../diff/change.ts';
import { formatIdentity, type JsonValue } from '../manifest/object.ts';
import type { Finding } from '../report/finding.ts';
import type { Mark } from './drift.ts';
import type { AuditedRequest, FieldDrift, FieldOwner, ObjectDrift, UnjudgedPart } from './run.ts';

/** What is to be told about an object that is not clean: one finding for each field, else one. */
export function objectFindings(object: ObjectDrift): Finding[] {
  const { result, location } = object;
  const base: Pick<Finding, 'severity' | 'subject' | 'location'> = {
    severity: 'error',
    subject: formatIdentity(object),
    ...(location !== undefined && { location }),
  };
  const told = (message: string, next?: string): Finding => ({
    ...base,
    rule: result,
    message: `${message}${requestsText(object.requests ?? [])}`,
    ...(next !== undefined && { next }),
  });
  switch (result) {
    case 'missing': {
      if (object.isKindAbsent) return [told(`the cluster has no ${object.kind}`, nextForKind(object.group))];
      const where = (object.elsewhere ?? []).map((namespace) => namespace || 'none').join(', ');
      return [
        told(
          `git has it, the cluster does not${where === '' ? '' : `; one of this name is in the namespace ${where}`}`,
        ),
      ];
    }
    case 'orphaned': {
      const { copyOf, application } = object;
      const message =
        copyOf === undefined
          ? `Argo CD applied it for ${application}, and git does not have it`
          : `it is a copy of ${formatIdentity(copyOf)} of ${application}, which git does not have here`;
      return [told(message, 'delete it, or add it to git')];
    }
    case 'drifted':
    case 'stale': {
      const { mark, fields, pending } = object;
      if (pending === 'create' || pending === 'delete') return [told(pendingTexts[pending])];
      const marks = mark === undefined ? [] : [told(marked[mark])];
      const found = fields.map((field) => fieldFinding(field, base, object.requests ?? []));
      // Whoever owns it: it is as git said at the commit that Argo CD has synced.
      return result === 'stale' ? found.map((each) => ({ ...each, rule: result })) : [...marks, ...found];
    }
  }
}

/** A group without a dot is Kubernetes' own: no definition can be installed for it (apiextensions validation, `spec.group`). */
function nextForKind(group: string): string {
  return group.includes('.')
    ? 'install its CustomResourceDefinition'
    : "correct apiVersion and kind: the cluster's version of Kubernetes has none such";
}

const pendingTexts = {
  create: 'git has it since a commit that Argo CD has not synced yet',
  delete: 'git has it no more, since a commit that Argo CD has not synced yet',
} as const;

const marked: Readonly<Record<Mark, string>> = {
  untracked:
    "Argo CD's annotation is gone or names another object or Application: it no longer takes this one for its own",
  deleting: 'it is being deleted',
};

const rules = { person: 'drifted-by-person', unknown: 'drifted', 'argo-cd': 'stale' } as const;

function fieldFinding(
  field: FieldDrift,
  base: Pick<Finding, 'severity' | 'subject' | 'location'>,
  requests: readonly AuditedRequest[],
): Finding {
  const { cause, owners, location } = field;
  const who =
    owners.length > 0 ? owners.map(ownerText).join('; ') : `nothing tells by whom${requestsText(requests)}`;
  return {
    ...base,
    rule: rules[cause],
    ...(location !== undefined && { location }),
    message: `${changeText(field)} (${who})`,
  };
}

/** `kubectl, Update of scale, 2026-01-02T03:04:05Z` */
function ownerText({ manager, operation, subresource, time, user }: FieldOwner): string {
  const parts = [
    ...(user === undefined ? [] : [user]),
    manager || 'no name',
    subresource === undefined ? operation : `${operation} of ${subresource}`,
  ];
  return [...parts, ...(time === undefined ? [] : [time])].join(', ');
}

/** The last ones: whoever wrote the object may have done it. */
function requestsText(requests: readonly AuditedRequest[]): string {
  if (requests.length === 0) return '';
  const told = requests.slice(-3).map(({ user, verb, subresource, time }) => {
    const what = subresource === undefined ? verb : `${verb} of ${subresource}`;
    return `${user}, ${what}, ${time}`;
  });
  return `; written by ${told.join('; ')}`;
}

type ToldChange = Pick<Change, 'kind' | 'where' | 'before' | 'after' | 'redacted' | 'embedded'> & {
  readonly isUnmentioned?: true;
  readonly path: Change['path'] | string;
  readonly basePath: Change['basePath'] | string;
};

function changeText(change: ToldChange): string {
  const { kind, where, before, after, redacted, embedded, isUnmentioned } = change;
  switch (kind) {
    case 'added':
      return `${where} is ${valueText(after)}, git says nothing of it`;
    case 'removed':
      return isUnmentioned === true
        ? `${where} is gone; git says nothing of it, a dry run makes it ${valueText(before)}`
        : `${where} is gone, git says ${valueText(before)}`;
    case 'moved':
      return moveText(change);
    case 'changed':
      if (redacted === true) return `${where} is another value than in git`;
      if (embedded !== undefined) return `${where} is another text than in git: ${embeddedText(embedded)}`;
      if (isUnmentioned !== true) return `${where} is ${valueText(after)}, git says ${valueText(before)}`;
      return before === null
        ? `${where} is ${valueText(after)}, git says nothing of it`
        : `${where} is ${valueText(after)}; git says nothing of it, which means ${valueText(before)}`;
  }
}

/** Where others came or went, an item may have the place that it had, and yet come before another that it came after. */
function moveText({ where, path, basePath }: ToldChange): string {
  const [place, placeInGit] = [placeOf(path), placeOf(basePath)];
  return place === placeInGit
    ? `${where} comes in another order than in git`
    : `${where} is at place ${place}, in git at ${placeInGit}`;
}

function placeOf(path: ToldChange['path']): string {
  return typeof path === 'string' ? (/(\d+)\]$/.exec(path)?.[1] ?? path) : String(path.at(-1));
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

/** @param at where the object is in git */
export function unjudgedFinding(part: UnjudgedPart, at?: Finding['location']): Finding {
  const { kind, group, name, reason, message, objects } = part;
  const ofKind = group === '' ? kind : `${kind}.${group}`;
  return {
    severity: 'unjudged',
    rule: reason,
    subject: name === '' ? `${ofKind} (${objects})` : formatIdentity(part),
    ...(at !== undefined && { location: at }),
    message,
    next: nextSteps[reason],
  };
}

const nextSteps: Readonly<Record<UnjudgedPart['reason'], string>> = {
  'no-ownership':
    'dump it with kubectl get --show-managed-fields; if it has none in the cluster either, somebody took them out: look at what these fields do',
  'other-version': 'ask the cluster for it in the version that git has, or move git to another',
  forbidden: 'give the account the rights that the app drift renders',
  unanswered: 'see what is wrong with the cluster, and look again',
  refused: 'correct what it names in git',
  unreadable: 'correct its files: nothing of it was compared',
};
