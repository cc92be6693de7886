import type { ApiFacts } from '../../../src/kubernetes/facts.ts';
import { formatPath } from '../../../src/manifest/path.ts';
import type { Policy } from '../../../src/policy/policies.ts';
import { TypeChecker } from '../../../src/policy/type-check.ts';
import type { CheckedPolicy } from './corpus.ts';

/** As `field, kind, line:column message`, in any order. */
export function warningsOf(policies: readonly CheckedPolicy[], facts: ApiFacts): string[][] {
  const checker = new TypeChecker(facts);
  return policies.map((policy) =>
    checker
      .problemsOf(policy as Policy)
      .flatMap(({ path, message }) => {
        const [, kinds = '', error = ''] =
          /^has the wrong type for (.*?), at (\d+:\d+: .*)$/s.exec(message) ?? [];
        return kinds.split(', ').map((kind) => `${formatPath(path)}, ${kind}, ${error}`);
      })
      .sort(),
  );
}

/** One entry of a policy's `status.typeChecking`. */
export interface ExpressionWarning {
  readonly fieldRef: string;
  readonly warning: string;
}

/** The same of what the API server notes. */
export function notedWarnings(noted: readonly ExpressionWarning[]): string[] {
  return noted
    .flatMap(({ fieldRef, warning }) => {
      let kind = '';
      return warning.split('\n').flatMap((line) => {
        const [, group = '', version = '', name, rest = ''] =
          /^([^ /]*)\/(\w+), Kind=(\w+): (.*)$/.exec(line) ?? [];
        if (name !== undefined) kind = `${group === '' ? version : `${group}/${version}`} ${name}`;
        const [, place, message = ''] =
          /^ERROR: <input>:(\d+:\d+): (.*)$/.exec(name === undefined ? line : rest) ?? [];
        // Types have names of their own each time.
        const plain = message.replace(/\b([A-Z]\w*?)\d{4,9}\b/g, '$1');
        return place === undefined ? [] : [`${fieldRef}, ${kind}, ${place}: ${plain}`];
      });
    })
    .sort();
}
