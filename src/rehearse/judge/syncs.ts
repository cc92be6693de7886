import { oneLine } from '../../cluster/one-line.ts';
import type { Finding } from '../../report/finding.ts';
import { counted } from '../../report/words.ts';
import type { Move } from '../move.ts';
import { refusalsOf, warningsOf } from '../observe/syncs.ts';
import type { ApplicationProblem } from '../stage.ts';
import { isOfMove } from './blame.ts';
import { isCanaryIn } from './canary-health.ts';

/** What of a refusal's text tells what kind it is; the first that fits counts. */
const kinds: readonly (readonly [rule: string, pattern: RegExp, next: string])[] = [
  [
    'admission-denied',
    /failed calling webhook/i,
    'deploy what the webhook calls in a commit before, or let it fail open with failurePolicy: Ignore',
  ],
  [
    'admission-denied',
    /denied (?:the )?request|denied by|admission webhook/i,
    'change the object, or exempt it from the policy',
  ],
  ['quota-exceeded', /exceeded quota/i, 'raise the quota in a commit before, or ask for less'],
  [
    'immutable-field',
    /field is immutable|immutable after creation|cannot change roleRef|updates to .* are forbidden|Forbidden: updates|may not (?:be )?change|cannot be (?:changed|updated)|can not be (?:changed|less|decreased)/i,
    'give the object another name, or replace it on purpose, in steps',
  ],
];

export function syncFindings(move: Move): Finding[] {
  const done = new Set(move.states.filter(({ isDone }) => isDone).map(({ name }) => name));
  const isCanary = isCanaryIn(move);
  const own = move.states
    .filter(({ isDone }) => !isDone)
    .flatMap(({ name, ...state }) => {
      // Of canaries it is told as such.
      const problems = state.problems.filter((problem) => !isCanary(problem));
      const refused = withoutEchoes(problems.filter(({ waits }) => !waits));
      const told = refused.length > 0 ? refused : problems;
      if (state.sync === 'Missing') return [missing(name)];
      return together(told, refusedObject).map((problem) => problemFinding(name, problem));
    });
  const causes = own.filter(({ subject, message }) => {
    // Of the root Application, whose ApplicationSets are no reason of its own.
    const isEmpty = subject === 'root' && /^is \S+ and \S+, without a reason$/.test(message);
    return !isEmpty && !ofApplications.test(message);
  });
  const last = causes.length > 0 ? causes : own;
  const refusals = refusalsOf(move.timeline)
    .filter(({ application }) => done.has(application))
    .filter(({ object, message }) => !ofApplications.test(`${object}${refusedWords}${message}`));
  const passed = [...Map.groupBy(refusals, ({ application }) => application)].flatMap(([application, all]) =>
    together(
      all.map(({ object, message }) => ({ message: object === '' ? message : `${object}: ${message}` })),
      passedObject,
    ).map(({ message }): Finding => {
      const { rule } = kindOf(message, 'sync-failed');
      return {
        severity: 'warning',
        rule,
        message: `was refused at first, and passed when Argo CD tried again: ${message}`,
        subject: application,
      };
    }),
  );
  return [
    ...unique([...last, ...passed]),
    ...shared(move),
    ...repeated(move),
    ...move.replacedSyncs.map(replaced),
  ];
}

/** What keeps an ApplicationSet from being Healthy: its Applications, of which each is told itself. */
const ofApplications =
  /^ApplicationSet\.argoproj\.io \S+ cannot be applied: Degraded: |^a sync runs: waiting for healthy state of argoproj\.io\/ApplicationSet\//;

const refusedWords = ' cannot be applied: ';

/** An object that was refused, and the words that follow its name. */
const refusedObject = /^(?<object>\S+ \S+)(?<words> cannot be applied: .*)$/s;
const passedObject = /^(?<object>[A-Z]\S* \S+)(?<words>: .*)$/s;

/** What several objects are refused for alike, as all are whose namespace is gone, is told once. */
function together<T extends { readonly message: string }>(told: readonly T[], pattern: RegExp): T[] {
  const wordsOf = ({ message }: T): string => pattern.exec(message)?.groups?.['words'] ?? message;
  return [...Map.groupBy(told, wordsOf)].flatMap(([words, [first, ...others]]) => {
    if (first === undefined) return [];
    const object = pattern.exec(first.message)?.groups?.['object'];
    if (object === undefined || others.length === 0) return [first];
    return [{ ...first, message: `${object} and ${counted(others.length, 'other object')}${words}` }];
  });
}

/** A sync that waits for an object fails with the words of its health, which are told once. */
function withoutEchoes(problems: readonly ApplicationProblem[]): ApplicationProblem[] {
  const healths = new Set(problems.map(({ message }) => message));
  return problems.filter(({ message }) => {
    const health = message.replace(refusedWords, ' is Degraded: ');
    return health === message || !healths.has(health);
  });
}

function missing(name: string): Finding {
  return {
    severity: 'error',
    rule: 'application-missing',
    message: 'has not been made',
    subject: name,
    next: 'see whether an Application of an earlier wave is not done',
  };
}

function problemFinding(subject: string, problem: ApplicationProblem): Finding {
  const { rule, next } = kindOf(problem.message, renamed[problem.rule] ?? problem.rule);
  return { severity: 'error', rule, message: oneLine(problem.message), subject, next };
}

/** What was only on its way when a deployment looked is stuck when nothing moves any more. */
const renamed: Readonly<Record<string, string>> = {
  'not-compared': 'sync-stuck',
  'not-synced': 'sync-stuck',
  'sync-running': 'sync-stuck',
  'comparison-failed': 'sync-failed',
};

function kindOf(message: string, otherwise: string): { readonly rule: string; readonly next: string } {
  const found = kinds.find(([, pattern]) => pattern.test(message));
  if (found) return { rule: found[0], next: found[2] };
  return { rule: otherwise, next: 'repair it before the pull request is merged' };
}

function shared(move: Move): Finding[] {
  const found = warningsOf(move.timeline, 'SharedResourceWarning').filter(isOfMove(move));
  return found.map(({ application, message, lasts }) => ({
    severity: lasts ? 'error' : 'warning',
    rule: 'shared-object',
    message: `two Applications ${lasts ? 'claim one object, and each takes it back from the other' : 'claimed one object for a while'}: ${message}`,
    subject: application,
    next: 'let one app have it',
  }));
}

function repeated(move: Move): Finding[] {
  const found = warningsOf(move.timeline, 'RepeatedResourceWarning').filter(isOfMove(move));
  return found.map(({ application, message, lasts }) => ({
    severity: lasts ? 'error' : 'warning',
    rule: 'repeated-object',
    message: `git has an object twice in one app, and Argo CD applies only the last: ${message}`,
    subject: application,
    next: 'keep one of the two',
  }));
}

function replaced(name: string): Finding {
  return {
    severity: 'error',
    rule: 'rollback-blocked',
    message:
      'the sync of HEAD went on waiting and held the way back, until the rehearsal ended it and began another by hand',
    subject: name,
    next: `to go back in a real cluster, git is not enough: argocd app terminate-op ${name}, then argocd app sync ${name} --prune`,
  };
}

function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((each) => [JSON.stringify(each), each])).values()];
}
