import { type ApiFacts, isBuiltin, type KindFacts } from '../kubernetes/facts.ts';
import { groupOf } from '../manifest/object.ts';
import { didYouMean, nearest } from '../report/suggest.ts';
import type { SchemaProblem } from './verdict.ts';

/**
 * Why an object cannot be judged. Of Kubernetes' own APIs all are known, so what is not there is an error: a misspelt
 * kind, a version that was removed, an API group without a dot (custom resources must have one). Anything else may be
 * a custom resource whose definition nobody gave.
 */
export function unknownKind(apiVersion: string, kind: string, facts: ApiFacts): SchemaProblem {
  const known = facts.kinds();
  const sameKind = known.filter((one) => one.kind === kind);
  const sameVersion = known.filter((one) => apiVersionOf(one) === apiVersion);
  const problem = { rule: 'unknown-kind', value: kind } as const;
  const suggestion = nearest(
    kind,
    sameVersion.map((one) => one.kind),
  );
  if (isServedInFull(apiVersion, kind, known)) {
    const wrongVersion = sameVersion.length === 0;
    const next = suggestion === undefined ? servedAs(sameKind, wrongVersion) : didYouMean(suggestion);
    return {
      ...problem,
      path: [wrongVersion ? 'apiVersion' : 'kind'],
      severity: 'error',
      message: wrongVersion
        ? `Kubernetes ${facts.minor} does not serve ${apiVersion} ${kind}`
        : `${apiVersion} has no kind ${kind}`,
      ...(next !== undefined && { next }),
    };
  }
  return {
    ...problem,
    path: ['kind'],
    severity: 'unjudged',
    message: `no schema of ${apiVersion} ${kind} is known`,
    next:
      servedAs(sameKind, false) ??
      (suggestion === undefined ? 'give its CustomResourceDefinition along with it' : didYouMean(suggestion)),
  };
}

/** Whether all kinds are known that an API version may have. */
function isServedInFull(apiVersion: string, kind: string, known: readonly KindFacts[]): boolean {
  const group = groupOf(apiVersion);
  if (!group.includes('.')) return true;
  const ofGroup = known.filter((one) => one.group === group);
  if (!ofGroup.some(isBuiltin)) return false;
  // Alpha and beta versions are off unless someone turns them on, and their kinds are not known here.
  const servesVersion = ofGroup.some((one) => apiVersionOf(one) === apiVersion);
  const servesKind = ofGroup.some((one) => one.kind === kind);
  return servesVersion ? !servesKind : servesKind;
}

function servedAs(sameKind: readonly KindFacts[], fieldsMayDiffer: boolean): string | undefined {
  if (sameKind.length === 0) return undefined;
  const versions = [...new Set(sameKind.map(apiVersionOf))].join(', ');
  return fieldsMayDiffer ? `write it for ${versions}, whose fields may differ` : `known as ${versions}`;
}

function apiVersionOf({ group, version }: KindFacts): string {
  return group === '' ? version : `${group}/${version}`;
}
