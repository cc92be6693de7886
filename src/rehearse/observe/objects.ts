import { isHook } from '../../drift/hook.ts';
import { selectTexts } from '../../manifest/select.ts';
import { compareText } from '../../report/sort.ts';
import type { Move } from '../move.ts';
import { keyOf, nameOf, ofKind, type Seen } from '../timeline.ts';

export interface ObjectChange {
  readonly cluster: string;
  readonly name: string;
  readonly kind: string;
  /**
   * `recreated`: another object has its name. `pruned`: git no longer has it. `lost`: neither version of git has it,
   * and its namespace went with it. `left`: git no longer has it, but the cluster does.
   */
  readonly what: 'created' | 'recreated' | 'pruned' | 'lost' | 'left';
  /** The Application that git gives it; `undefined` if it is in neither version of git. */
  readonly application: string | undefined;
  /** Its Application is still asked for. */
  readonly isSynced: boolean;
  /** Finalizers that hold it, though it has been deleted. */
  readonly heldBy: readonly string[];
}

/** What has become of objects as such, whatever is in them. */
export function objectChanges(
  { from, to, direction }: Pick<Move, 'direction' | 'from' | 'to'>,
  before: readonly Seen[],
  after: readonly Seen[],
): ObjectChange[] {
  const [old, now] = [before, after].map((seen) => new Map(seen.map((each) => [keyOf(each), each])));
  const [wasWanted, isWanted] = [from, to].map(
    (desired) => new Set(desired.filter((each) => !isHook(each.object)).map(keyOf)),
  );
  const hooks = new Set(to.filter(({ object }) => isHook(object)).map(keyOf));
  const goneNamespaces = new Set(
    ofKind(old?.values() ?? [], 'Namespace')
      .filter((seen) => !isSame(seen, now?.get(keyOf(seen))))
      // On the way back only those that BASE has too: in others was nothing before the rehearsal.
      .filter((seen) => direction === 'forward' || isWanted?.has(keyOf(seen)) === true)
      .map(({ cluster, object }) => `${cluster} ${object.metadata.name}`),
  );
  const applications = new Map([...to, ...from].map((each) => [keyOf(each), each.application]));
  const asked = new Set(to.map(({ application }) => application));
  const changes: ObjectChange[] = [];
  const add = (seen: Seen, what: ObjectChange['what']): void => {
    const { cluster, object } = seen;
    const application = applications.get(keyOf(seen));
    const isSynced = application !== undefined && asked.has(application);
    const heldBy = heldByOf(now?.get(keyOf(seen)));
    changes.push({ cluster, name: nameOf(object), kind: object.kind, what, application, isSynced, heldBy });
  };
  for (const seen of old?.values() ?? []) {
    const key = keyOf(seen);
    const found = now?.get(key);
    if (isWanted?.has(key) === true) {
      if (found !== undefined && !isSame(seen, found)) add(seen, 'recreated');
    } else if (wasWanted?.has(key) === true) {
      // What has become a hook is made anew for each sync, and git has it yet.
      const isHookNow = found !== undefined && hooks.has(key);
      if (!isHookNow) add(seen, found === undefined ? 'pruned' : 'left');
      else if (!isSame(seen, found)) add(seen, 'recreated');
    } else if (
      !isSame(seen, found) &&
      goneNamespaces.has(`${seen.cluster} ${seen.object.metadata.namespace}`)
    ) {
      if (!isMadeByControllers(seen)) add(seen, 'lost');
    }
  }
  for (const [key, seen] of now ?? [])
    if (isWanted?.has(key) === true && old?.has(key) !== true) add(seen, 'created');
  return changes.sort((a, b) => compareText(a.name, b.name));
}

function heldByOf(seen: Seen | undefined): string[] {
  if (seen?.object.metadata['deletionTimestamp'] === undefined) return [];
  return selectTexts(seen.object, 'metadata.finalizers[]').map(({ value }) => value);
}

function isSame(one: Seen, other: Seen | undefined): boolean {
  return other !== undefined && one.object.metadata['uid'] === other.object.metadata['uid'];
}

const inEachNamespace = new Set([
  'ConfigMap istio-ca-root-cert',
  'ConfigMap kube-root-ca.crt',
  'ServiceAccount default',
]);

/** They come back by themselves. */
function isMadeByControllers({ object }: Seen): boolean {
  const { name = '' } = object.metadata;
  return object.metadata['ownerReferences'] !== undefined || inEachNamespace.has(`${object.kind} ${name}`);
}
