import { oneLine } from '../../cluster/one-line.ts';
import { fieldsOf, selectMaps, textOf } from '../../manifest/select.ts';
import type { Desired } from '../desired.ts';
import type { Move } from '../move.ts';
import { scales, targetOf } from '../scalers.ts';
import { conditionOf, keyOf, ofKind, replay, type Seen } from '../timeline.ts';

/** A ScaledObject whose triggers could be read, and can no longer. */
export interface BlindScaler extends Seen {
  /** KEDA's words; empty if it has told none. */
  readonly message: string;
  /** Its queries ask for something by a name that they did not have: it may be that only the lab lacks it. */
  readonly asksForNews: boolean;
}

const kind = 'ScaledObject.keda.sh';

/** Those that a lab can serve, if their queries allow for no requests; of all others nothing can be told. */
const servedTypes = new Set(['cpu', 'memory', 'cron', 'kubernetes-workload', 'prometheus']);

/**
 * With a fallback KEDA leaves Ready True, and counts failures in `health`; without, it says TriggerError, and keeps no count.
 *
 * Sources: pkg/scaling/executor/scale_scaledobjects.go and pkg/fallback/fallback.go of KEDA 2.21
 */
export function blindScalers({ from, to, before, after, timeline }: Move): BlindScaler[] {
  const [was, wanted] = [from, to].map(byKey);
  const first = new Map(before.map((seen) => [keyOf(seen), seen]));
  const autoscalers = ofKind(replay(timeline).values(), 'HorizontalPodAutoscaler.autoscaling');
  return ofKind(after, kind).flatMap((scaler) => {
    const key = keyOf(scaler);
    const [known, old, now] = [first.get(key), was?.get(key), wanted?.get(key)];
    if (known === undefined || old === undefined || now === undefined) return [];
    if (conditionOf(known.object, 'Ready')['status'] !== 'True' || isBlind(known)) return [];
    if (!isBlind(scaler) || !isServed(now)) return [];
    // Of pods that are new, or at rest, there is nothing to read yet.
    const target = targetOf(scaler, after);
    if (target === undefined || fieldsOf(target.object, 'spec')['replicas'] === 0) return [];
    if (!scales(old.object, target.object)) return [];
    const [asked, asks] = [old, now].map(({ object }) =>
      JSON.stringify(fieldsOf(object, 'spec')['triggers']),
    );
    const isChanged = asked !== asks;
    // Of triggers that are new one failure tells, and there may be no time for more; else it may be the lab's.
    if (!isChanged && !fails(scaler, autoscalers)) return [];
    const asksForNews = wordsOf(now).difference(wordsOf(old)).size > 0;
    return [{ ...scaler, message: failureOf(scaler, timeline), asksForNews }];
  });
}

function byKey(desired: readonly Desired[]): Map<string, Seen> {
  return new Map(ofKind(desired, kind).map((each) => [keyOf(each), each]));
}

function isBlind({ object }: Seen): boolean {
  return (
    ['TriggerError', 'PartialTriggerError'].includes(String(conditionOf(object, 'Ready')['reason'])) ||
    conditionOf(object, 'Fallback')['status'] === 'True' ||
    selectMaps(object, 'status.health{}').some(({ value }) => value['status'] === 'Failing')
  );
}

function isServed({ object }: Seen): boolean {
  return selectMaps(object, 'spec.triggers[]').every(({ value }) => servedTypes.has(String(value['type'])));
}

/** Whether it has failed more than once: so often as its fallback allows, or for its autoscaler too, which asks by itself. */
function fails(scaler: Seen, autoscalers: readonly Seen[]): boolean {
  if (conditionOf(scaler.object, 'Fallback')['status'] === 'True') return true;
  const name = textOf(fieldsOf(scaler.object, 'status'), 'hpaName');
  const own = autoscalers.find(
    ({ cluster, object: { metadata } }) =>
      cluster === scaler.cluster &&
      metadata.namespace === scaler.object.metadata.namespace &&
      metadata.name === name,
  );
  return (
    own !== undefined && conditionOf(own.object, 'ScalingActive')['reason'] === 'FailedGetExternalMetric'
  );
}

/** What its queries name: metrics, labels to group by and functions, but no values. */
function wordsOf({ object }: Seen): Set<string> {
  const queries = selectMaps(object, 'spec.triggers[]').map(
    ({ value }) => textOf(fieldsOf(value, 'metadata'), 'query') ?? '',
  );
  return new Set(
    queries.flatMap((query) => {
      const bare = query.replaceAll(/(["'`])(?:\\.|(?!\1).)*\1/g, '').replaceAll(/\[[^\]]*\]/g, '');
      return bare.match(/[A-Za-z_:][\w:]*/g) ?? [];
    }),
  );
}

/** KEDA tells each failure as an Event. */
function failureOf({ cluster, object: { metadata } }: Seen, { moments }: Move['timeline']): string {
  const told = moments.findLast(({ cluster: place, object }) => {
    const { kind: about, namespace, name } = fieldsOf(object, 'involvedObject');
    return (
      place === cluster &&
      object.kind === 'Event' &&
      failures.has(String(object['reason'])) &&
      about === 'ScaledObject' &&
      namespace === metadata.namespace &&
      name === metadata.name
    );
  });
  return oneLine(told?.object['message']);
}

/** pkg/eventreason/eventreason.go of KEDA 2.21; the second of triggers that a formula takes together. */
const failures = new Set(['KEDAScalerFailed', 'KEDAMetricSourceFailed']);
