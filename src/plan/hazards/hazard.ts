import type { Change, ObjectChange } from '../../diff/change.ts';
import type { Shape } from '../../diff/shape.ts';
import type { KubernetesObject } from '../../manifest/object.ts';
import type { Path } from '../../manifest/path.ts';
import type { LoadedManifest } from '../../manifest/read.ts';
import type { ObjectsByType } from '../by-type.ts';
import type { Leavers } from '../leavers.ts';
import type { Newcomers } from '../newcomers.ts';

/** Something about a change that a reviewer would want to know before merging. */
export interface Hazard {
  /** `error`: data or service is lost, everything is opened, or the change cannot be applied. `warning`: worth a look. */
  readonly severity: 'error' | 'warning';
  /** Stable, kebab-case. */
  readonly rule: string;
  /** What will happen, without the object's name. */
  readonly message: string;
  readonly next?: string;
  /** Where in the object after; of what is gone, before. Default: the object as a whole. */
  readonly path?: Path;
}

/** What a rule looks at. */
export interface Reviewed {
  /** `apps/Deployment`. */
  readonly type: string;
  readonly change: ObjectChange<LoadedManifest>;
  /** As it was, whatever it was called: rules for what goes on by another name too ask only that there are both. */
  readonly before: KubernetesObject | undefined;
  readonly after: KubernetesObject | undefined;
  /** What is known of the kind. */
  readonly shape: Shape;
  /** What comes to the cluster with it. */
  readonly newcomers: Newcomers;
  /** What goes with it. */
  readonly leavers: Leavers;
  /** What is known to stay as it is, by kind. */
  readonly stays: ObjectsByType;
  /** The whole app leaves its target, so nothing prunes its objects. */
  readonly isAppRemoved: boolean;
  /** The app that it leaves for another one of its cluster, if it may delete it then. */
  readonly formerApp: string | undefined;
}

export type HazardRule = (reviewed: Reviewed) => readonly Hazard[];

/** `spec.rules[].host`: names without the places in lists. */
export function fieldOf({ path }: Pick<Change, 'path'>): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
}

/**
 * The changes of a field, of what is in it, or of what it is in; but of what is renamed, not those by which what was named
 * like it goes by the new name too.
 */
export function changesOf({ change, before, after }: Reviewed, field: string): Change[] {
  const [was, is] = [before, after].map((object) => object?.metadata.name);
  return change.changes.filter((each) => {
    if (was !== undefined && each.before === was && each.after === is) return false;
    const changed = fieldOf(each);
    return isWithin(changed, field) || isWithin(field, changed);
  });
}

/** What stands where a number should; `NaN` for a map or a list, of which `Number` may fail to make one. */
export function numberOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Number.NaN : Number(value);
}

/** Whether a field is another one or a part of it. */
export function isWithin(field: string, whole: string): boolean {
  return field === whole || field.startsWith(`${whole}.`) || field.startsWith(`${whole}[`);
}
