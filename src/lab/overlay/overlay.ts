/**
 * What of dist/ cannot work in a lab as it is, and nothing more.
 *
 *     overlay.ts    applies rules to an object, and tells each change
 *     rule.ts       what a rule is
 *     rules.ts      the rules, each with its reason
 *     health.ts     the rules for kinds whose controllers the lab does not have
 */
import { paramsFileName } from '../../fleet/params-file.ts';
import { groupOf, isRecord, type KubernetesObject } from '../../manifest/object.ts';
import { type Path, valueAt } from '../../manifest/path.ts';
import type { OverlayContext, Rule } from './rule.ts';
import { rules } from './rules.ts';

/** One value that the lab has otherwise than dist. */
export interface OverlayChange {
  /** Name of the rule. */
  readonly rule: string;
  readonly reason: string;
  readonly path: Path;
  /** `undefined` where dist has no such field. */
  readonly before: unknown;
  /** `undefined` where the lab has no such field. */
  readonly after: unknown;
}

export interface Overlaid<T> {
  readonly object: T;
  readonly changes: readonly OverlayChange[];
}

/** A Kubernetes object of dist as the lab has it. What no rule is about is the same value. */
export function overlayObject(object: KubernetesObject, context: OverlayContext): Overlaid<KubernetesObject> {
  const group = groupOf(object.apiVersion);
  return overlay(object, group === '' ? object.kind : `${object.kind}.${group}`, context);
}

type Params = Readonly<Record<string, unknown>>;

/** The content of an `argocd.params` file of dist as the lab has it. */
export function overlayParams(params: Params, context: OverlayContext): Overlaid<Params> {
  return overlay(params, paramsFileName, context);
}

function overlay<T extends object>(object: T, kind: string, context: OverlayContext): Overlaid<T> {
  const changes: OverlayChange[] = [];
  let changed: unknown = object;
  for (const rule of rules) {
    if (!rule.kinds.includes(kind) || !applies(rule, context)) continue;
    for (const path of rule.paths.flatMap((pattern) => placesOf(pattern, object, []))) {
      const before = valueAt(object, path);
      const after = rule.change(before, { root: object, context });
      if (after === before) continue;
      changes.push({ rule: rule.name, reason: rule.reason, path, before, after });
      changed = withValue(changed, path, after);
    }
  }
  return { object: changed as T, changes };
}

function applies({ when, unless }: Rule, { requested = [] }: OverlayContext): boolean {
  return (when === undefined || requested.includes(when)) && !(unless && requested.includes(unless));
}

/** The places that a pattern means: `*` stands for each entry of a list. The last key need not be there. */
function placesOf(pattern: Path, value: unknown, above: Path): Path[] {
  const [first, ...rest] = pattern;
  if (first === undefined) return [above];
  if (first === '*') {
    return Array.isArray(value)
      ? value.flatMap((entry, index) => placesOf(rest, entry, [...above, index]))
      : [];
  }
  return isRecord(value) ? placesOf(rest, value[first], [...above, first]) : [];
}

/** A copy with another value at a place, or without the key if it is `undefined`. */
function withValue(value: unknown, [key, ...rest]: Path, after: unknown): unknown {
  if (key === undefined) return after;
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => (index === key ? withValue(entry, rest, after) : entry));
  }
  const { [key]: inner, ...others } = value as Record<string | number, unknown>;
  const changed = withValue(inner, rest, after);
  return changed === undefined ? others : { ...others, [key]: changed };
}
