import { isHook } from '../../drift/hook.ts';
import { formatIdentity, identityOf, type KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { compareText } from '../../report/sort.ts';
import type { Desired } from '../desired.ts';
import type { Move } from '../move.ts';
import { ofKind, type Timeline } from '../timeline.ts';
import { applicationKind, syncOf } from './syncs.ts';

/** Hooks of an Application that differ, and that nothing ran. */
export interface UnrunHooks {
  readonly application: string;
  /** As messages name them. */
  readonly hooks: readonly string[];
}

/**
 * Hooks that differ between two commits, of Applications that began no sync: Argo CD leaves hooks out of what it compares
 * (`controller/state.go` of 3.5), so that a change of hooks alone begins none.
 */
export function unrunHooks({ from, to, timeline }: Pick<Move, 'from' | 'to' | 'timeline'>): UnrunHooks[] {
  const synced = syncedApplications(timeline);
  const before = Map.groupBy(from, ({ application }) => application);
  return [...Map.groupBy(to, ({ application }) => application)]
    .filter(([application]) => !synced.has(application))
    .map(([application, own]) => ({ application, hooks: changedHooks(before.get(application) ?? [], own) }))
    .filter(({ hooks }) => hooks.length > 0)
    .sort((a, b) => compareText(a.application, b.application));
}

function changedHooks(from: readonly Desired[], to: readonly Desired[]): string[] {
  const [old, now] = [hooksIn(from), hooksIn(to)];
  const changed = [...new Map([...old, ...now])].filter(([text]) => old.has(text) !== now.has(text));
  return [...new Set(changed.map(([, name]) => name))].sort(compareText);
}

/** Names of hooks, by all that git says of them. */
function hooksIn(desired: readonly Desired[]): Map<string, string> {
  return new Map(
    desired
      .filter(({ object }) => isRunBySync(object))
      .map(({ object }) => [JSON.stringify(object), hookName(object)]),
  );
}

/** By the names of hooks, when in a sync they run: before all else, with it, or after it. */
const phases: ReadonlyMap<string, number> = new Map([
  ['PreSync', 0],
  ['pre-install', 0],
  ['pre-upgrade', 0],
  ['Sync', 1],
  ['PostSync', 2],
  ['post-install', 2],
  ['post-upgrade', 2],
]);

/**
 * Whether it is a hook that a sync which goes well runs, and not only one that fails or the end of its Application; of
 * Argo CD's own names and Helm's, Argo CD's count (gitops-engine, pkg/sync/hook/hook.go, with Argo CD v3.5.7).
 */
export function isRunBySync(object: KubernetesObject): boolean {
  return phasesOf(object).length > 0;
}

/** When in a sync an object is applied, for the first time: 0 before all else, 1 with it, 2 after it. */
export function phaseOf(object: KubernetesObject): number {
  return Math.min(...phasesOf(object), ...(isHook(object) ? [] : [1]));
}

function phasesOf(object: KubernetesObject): number[] {
  const annotations = fieldsOf(object, 'metadata', 'annotations');
  const types = textOf(annotations, 'argocd.argoproj.io/hook') ?? textOf(annotations, 'helm.sh/hook') ?? '';
  return types.split(',').flatMap((type) => phases.get(type.trim()) ?? []);
}

/** How messages name an object that may be a hook: Argo CD gives each run a name of its own where git has only how it begins. */
export function hookName(object: KubernetesObject): string {
  const { name, generateName } = object.metadata;
  return formatIdentity({ ...identityOf(object), name: name ?? `${String(generateName)}…` });
}

/** A sync of some objects only runs no hooks: as Argo CD repairs drift, `controller/appcontroller.go` and `sync.go` of 3.5. */
function syncedApplications({ before, moments }: Timeline): Set<string | undefined> {
  const earlier = new Set(ofKind(before, applicationKind).map(({ object }) => syncOf(object)));
  return new Set(
    ofKind(moments, applicationKind)
      .filter(({ object }) => isWholeSync(object) && !earlier.has(syncOf(object)))
      .map(({ object }) => object.metadata.name),
  );
}

function isWholeSync({ status }: KubernetesObject): boolean {
  const state = fieldsOf(status, 'operationState');
  return state['startedAt'] !== undefined && selectMaps(state, 'operation.sync.resources[]').length === 0;
}
