import type { Hazard, Reviewed } from '../hazard.ts';
import { type Request, type Requirement, type Scope, scopeFinders } from './scope.ts';

/** Webhooks, admission policies and bindings that are asked about less. */
export function admissionCuts({ type, before, after }: Reviewed): Hazard[] {
  const find = scopeFinders[type];
  if (find === undefined || before === undefined || after === undefined) return [];
  const old = find(before);
  return [...find(after)].flatMap(([name, now]) => {
    const was = old.get(name);
    if (was === undefined) return [];
    return [
      ...told('no longer looks at all of', beyond(was.asked, now.asked)),
      ...told('newly leaves out', beyond(now.excluded, was.excluded)),
      ...told('newly looks only at', added(was, now)),
    ].map(
      (message): Hazard => ({
        severity: 'warning',
        rule: 'protection-cut',
        message: `${name}${message}`,
        path: now.path,
      }),
    );
  });
}

/** The first few, without those that are there twice. */
export function told(what: string, texts: readonly string[]): string[] {
  const [all, most] = [[...new Set(texts)], 5];
  const more = all.length > most ? ` and ${all.length - most} more` : '';
  return all.length === 0 ? [] : [`${what} ${all.slice(0, most).join(', ')}${more}`];
}

/** Texts of those that no other covers. */
export function beyond(requests: readonly Request[], others: readonly Request[]): string[] {
  return requests.filter((one) => !others.some((other) => covers(other, one))).map(requestText);
}

// `*` stands for resources, `pods/*` for what is in them, `*/*` for both: Kubernetes' reference, `RuleWithOperations`.
function covers(wider: Request, one: Request): boolean {
  return wider.every((part, index) => {
    const asked = one[index] ?? '';
    if (part === asked || part === '*/*') return true;
    if (index !== 2) return part === '*';
    const [resource, inside] = part.split('/', 2);
    const [askedResource, askedInside] = asked.split('/', 2);
    return (
      (resource === '*' || resource === askedResource) &&
      (inside === askedInside || (inside === '*' && askedInside !== undefined))
    );
  });
}

function requestText([operation, group, resource, name, scope]: Request): string {
  const what = group === '' ? resource : `${resource}.${group}`;
  const parts = [operation, what, ...[name, scope].filter((part) => part !== '*')];
  return parts.join(' ');
}

/** What is newly asked of an object before anybody looks at it. */
export function added(before: Scope, after: Scope): string[] {
  const isKnown = (one: Requirement): boolean =>
    before.requirements.some(
      (old) =>
        old.text === one.text ||
        (old.key !== undefined &&
          old.key === one.key &&
          one.values !== undefined &&
          old.values?.isSubsetOf(one.values) === true),
    );
  return after.requirements.filter((one) => !isKnown(one)).map(({ text }) => text);
}
