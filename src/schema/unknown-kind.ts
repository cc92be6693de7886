import type { ApiFacts, KindFacts } from '../kubernetes/facts.ts';
import { groupOf } from '../manifest/object.ts';
import { nearest } from '../report/suggest.ts';
import { didYouMean } from './problems.ts';
import type { SchemaProblem } from './verdict.ts';

/**
 * Why an object cannot be judged. A misspelt kind of an API version of Kubernetes itself is an error: all of those
 * are known. Anything else may be a custom resource whose definition nobody gave.
 */
export function unknownKind(apiVersion: string, kind: string, facts: ApiFacts): SchemaProblem {
  const kinds = facts.kinds();
  const sameKind = kinds.filter((known) => known.kind === kind);
  const sameVersion = kinds.filter((known) => apiVersionOf(known) === apiVersion);
  const suggestion = nearest(
    kind,
    sameVersion.map((known) => known.kind),
  );
  const group = groupOf(apiVersion);
  const isComplete = sameVersion.some((known) => known.source.startsWith('k8s.io/kubernetes@'));
  const problem = { path: ['kind'], rule: 'unknown-kind', value: kind } as const;
  const message = `${apiVersion} has no kind ${kind}`;
  if (isComplete && sameKind.every((known) => known.group !== group)) {
    const next = suggestion === undefined ? usedIn(sameKind) : didYouMean(suggestion);
    return { ...problem, severity: 'error', message, ...(next !== undefined && { next }) };
  }
  return {
    ...problem,
    severity: 'unjudged',
    message: `no schema of ${apiVersion} ${kind} is known`,
    next:
      usedIn(sameKind) ??
      (suggestion === undefined ? 'give its CustomResourceDefinition along with it' : didYouMean(suggestion)),
  };
}

function usedIn(sameKind: readonly KindFacts[]): string | undefined {
  if (sameKind.length === 0) return undefined;
  return `known as ${[...new Set(sameKind.map(apiVersionOf))].join(', ')}`;
}

function apiVersionOf({ group, version }: KindFacts): string {
  return group === '' ? version : `${group}/${version}`;
}
