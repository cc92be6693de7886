import { evaluateRules } from '../../../cel/rules/evaluate.ts';
import { readCustomObject } from '../../../kubernetes/defaults/custom.ts';
import type { KubernetesObject } from '../../../manifest/object.ts';
import type { Path } from '../../../manifest/path.ts';
import type { Reviewed } from '../hazard.ts';

/** What a definition says against a change, and where. */
export interface Refusal {
  readonly path: Path;
  /** Nothing where it is only that the value is another one. */
  readonly why: string;
  /** Default: another name. */
  readonly next?: string;
}

/** What the API server says before the words of a rule, and instead of them where it cannot be evaluated. */
const head = /^(?:Invalid value|Forbidden|Required value|Duplicate value): (?:"[^"]*": )?/;
const isFailure = /evaluating rule: |did not match a supported operator|no further validation rules/;

/** What the rules of a CustomResourceDefinition forbid about a change that they would let pass in a new object. */
export function refusedByRules({ change, before, after, shape }: Reviewed): Refusal[] {
  const node = shape.node;
  if (before === undefined || after === undefined || node?.mode !== 'custom') return [];
  // Versions are converted before they are compared, and nobody knows how.
  if (before.apiVersion !== after.apiVersion) return [];
  const read = ({ status: _, ...object }: KubernetesObject): unknown => readCustomObject(object, node.schema);
  const [old, object] = [read(before), read(after)];
  const keyOf = (violation: { readonly path: Path; readonly message: string }): string =>
    JSON.stringify([violation.path, violation.message]);
  const { violations } = evaluateRules({ schema: node.schema, object, old });
  if (violations.length === 0) return [];
  const always = new Set(evaluateRules({ schema: node.schema, object }).violations.map(keyOf));
  const places = new Set(
    change.changes.filter(({ kind }) => kind === 'changed').map(({ path }) => JSON.stringify(path)),
  );
  return violations
    .filter((each) => !each.isUnchanged && !always.has(keyOf(each)) && !isFailure.test(each.message))
    .map(({ path, message }) => ({
      path,
      why: places.has(JSON.stringify(path)) ? '' : message.replace(head, ''),
    }));
}
