import { oneLine } from '../../cluster/one-line.ts';
import { isRecord, type KubernetesObject } from '../../manifest/object.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import { keyOf, ofKind, replay, type Timeline } from '../timeline.ts';

/** A refusal that Argo CD has met on the way, whether or not it passed. */
export interface Refusal {
  readonly application: string;
  /** As Argo CD names it; empty if it is about no single object. */
  readonly object: string;
  readonly message: string;
  readonly seconds: number;
}

/** What Argo CD could not apply or compare, each once. What only goes on from before is of the move before. */
export function refusalsOf({ before, moments }: Timeline): Refusal[] {
  const last = new Map(
    ofKind(before, applicationKind).map(({ object }) => [object.metadata.name, keysIn(object)]),
  );
  const found = new Map<string, Refusal>();
  for (const { object, seconds } of ofKind(moments, applicationKind)) {
    for (const refusal of refusalsIn(object)) {
      const key = keyIn(refusal);
      if (last.get(object.metadata.name)?.has(key) !== true && !found.has(key))
        found.set(key, { ...refusal, seconds });
    }
    last.set(object.metadata.name, keysIn(object));
  }
  return [...found.values()];
}

function keysIn(application: KubernetesObject): Set<string> {
  return new Set(refusalsIn(application).map(keyIn));
}

function keyIn({ application, object, message }: Omit<Refusal, 'seconds'>): string {
  return `${application} ${object} ${message}`;
}

export const applicationKind = 'Application.argoproj.io';

function refusalsIn(application: KubernetesObject): Omit<Refusal, 'seconds'>[] {
  const name = application.metadata.name ?? '';
  const results = selectMaps(application, 'status.operationState.syncResult.resources[]')
    .filter(
      ({ value: { status, hookPhase } }) =>
        status === 'SyncFailed' || hookPhase === 'Failed' || hookPhase === 'Error',
    )
    .filter(({ value }) => !isGoneAlready(value))
    .map(({ value }) => ({
      application: name,
      object: resourceName(value),
      message: oneLine(value['message']),
    }));
  const conditions = selectMaps(application, 'status.conditions[]')
    .filter(({ value: { type } }) => type === 'ComparisonError' || type === 'InvalidSpecError')
    .map(({ value }) => ({ application: name, object: '', message: oneLine(value['message']) }));
  return [...results, ...conditions];
}

/**
 * Whether a sync wanted to remove what an earlier one had removed: its cache had not heard of that yet. Argo CD takes the
 * API server's answer, that there is no such object, for a failure (`pruneObject` in gitops-engine's sync_context.go).
 */
function isGoneAlready({ kind, name, message }: Readonly<Record<string, unknown>>): boolean {
  const [, plural, absent] = /^([a-z]+)\S* "([^"]*)" not found$/.exec(oneLine(message)) ?? [];
  // Plurals add to the kind, or turn its y into ies. What lacks something else, as its namespace, is not gone but refused.
  return absent === name && plural?.startsWith(String(kind).toLowerCase().replace(/y$/, '')) === true;
}

/**
 * What Argo CD warns of when it compares, in `controller/state.go` of 3.5: objects that other Applications have too, and
 * objects that git has several times in one, of which the last is taken.
 */
export type WarningType = 'SharedResourceWarning' | 'RepeatedResourceWarning';

export interface Warning extends Pick<Refusal, 'application' | 'message'> {
  /** It was so when the move ended. */
  readonly lasts: boolean;
}

/** Argo CD's warnings, each once. What only goes on from before is of the move before. */
export function warningsOf(timeline: Timeline, type: WarningType): Warning[] {
  const first = new Map(
    ofKind(timeline.before, applicationKind).map((seen) => [keyOf(seen), messagesIn(seen.object, type)]),
  );
  const last = replay(timeline);
  const found = ofKind(timeline.moments, applicationKind).flatMap((moment) => {
    const lasting = messagesIn(last.get(keyOf(moment))?.object, type);
    return messagesIn(moment.object, type)
      .filter((message) => first.get(keyOf(moment))?.includes(message) !== true)
      .map((message) => ({
        application: moment.object.metadata.name ?? '',
        message,
        lasts: lasting.includes(message),
      }));
  });
  return [...new Map(found.map((each) => [`${each.application} ${each.message}`, each])).values()];
}

function messagesIn(application: KubernetesObject | undefined, type: WarningType): string[] {
  return selectMaps(application, 'status.conditions[]')
    .filter(({ value }) => value['type'] === type)
    .map(({ value }) => oneLine(value['message']));
}

/** What one sync applied, wave by wave. */
export interface SyncOrder {
  readonly application: string;
  /** In the order in which Argo CD came to them. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly wave: number;
  readonly seconds: number;
  /** How many. */
  readonly objects: number;
}

/** What tells one sync of an Application from another. */
export function syncOf({ metadata, status }: KubernetesObject): string {
  return `${metadata.name} ${String(fieldsOf(status, 'operationState')['startedAt'])}`;
}

/**
 * The order in which the syncs of a move applied objects, as Argo CD wrote it down on the way.
 *
 * @param waveOf the wave that an object declares, by its name
 */
export function syncOrders({ before, moments }: Timeline, waveOf: (object: string) => number): SyncOrder[] {
  const earlier = new Set(ofKind(before, applicationKind).map(({ object }) => syncOf(object)));
  const orders = new Map<string, { application: string; steps: Step[] }>();
  const seen = new Set<string>();
  for (const { object: application, seconds } of ofKind(moments, applicationKind)) {
    const sync = syncOf(application);
    if (earlier.has(sync)) continue;
    const fresh = selectMaps(application, 'status.operationState.syncResult.resources[]')
      .filter(({ value }) => value['status'] === 'Synced')
      .map(({ value }) => resourceName(value))
      .filter((object) => !seen.has(`${sync} ${object}`));
    // What is told at once is told in no order.
    for (const wave of fresh.map(waveOf).sort((a, b) => a - b)) {
      const steps = orders.get(sync)?.steps ?? [];
      const step = steps.at(-1);
      if (step?.wave === wave) steps.splice(-1, 1, { ...step, objects: step.objects + 1 });
      else steps.push({ wave, seconds, objects: 1 });
      orders.set(sync, { application: application.metadata.name ?? '', steps });
    }
    for (const object of fresh) seen.add(`${sync} ${object}`);
  }
  return [...orders.values()];
}

/** As `formatIdentity`. */
function resourceName(resource: Readonly<Record<string, unknown>>): string {
  if (!isRecord(resource)) return '';
  const { kind } = resource;
  const [group, namespace, name] = ['group', 'namespace', 'name'].map((field) => textOf(resource, field));
  return `${String(kind)}${group === undefined ? '' : `.${group}`} ${namespace === undefined ? '' : `${namespace}/`}${name ?? ''}`;
}
