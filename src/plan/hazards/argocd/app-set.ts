import { isDeepStrictEqual } from 'node:util';
import { isRecord, type KubernetesObject } from '../../../manifest/object.ts';
import { type Fields, fieldsOf, type Selected, select, selectMaps } from '../../../manifest/select.ts';
import { deletesApps, isKept } from '../data/losses.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** ApplicationSets that may make fewer Applications: Argo CD deletes those that no generator stands for any more. */
export function appSetCuts({ type, change, before, after }: Reviewed): Hazard[] {
  if (type !== 'argoproj.io/ApplicationSet' || change.kind !== 'changed' || isKept(after)) return [];
  const [old, now] = [before, after].map(generatorsOf) as [Generators, Generators];
  const isIn = (one: unknown, others: readonly unknown[]): boolean =>
    others.some((other) => isDeepStrictEqual(one, other));
  const isLess =
    old.including.some((one) => !isIn(one, now.including)) ||
    now.excluding.some((one) => !isIn(one, old.excluding));
  const name = (set: KubernetesObject | undefined): unknown =>
    fieldsOf(set, 'spec', 'template', 'metadata')['name'];
  const isOther = name(before) !== name(after);
  if (!isLess && !isOther) return [];
  const fate = deletesApps(after) ? 'is deleted' : 'stays, and nothing syncs it any more';
  const what = isOther
    ? 'makes Applications of other names, and no longer those that there are'
    : 'may no longer make some of its Applications';
  const path = ['spec', isOther ? 'template' : 'generators'];
  return [{ severity: 'warning', rule: 'app-removal', message: `${what}: what these manage ${fate}`, path }];
}

/** What stands for Applications, and what takes some out. */
interface Generators {
  readonly including: readonly unknown[];
  readonly excluding: readonly unknown[];
}

/** Lists of which each entry stands for Applications of its own. */
const lists = ['git.files', 'git.directories', 'list.elements', 'matrix.generators', 'merge.generators'];

/** What says how Applications are made, or when, and not which. */
const beside = new Set(['requeueAfterSeconds', 'template', 'values']);

function generatorsOf(set: KubernetesObject | undefined): Generators {
  const all = selectMaps(set, 'spec.generators[]').flatMap(({ value }) => partsOf(value));
  const isExcluding = ({ value }: Selected): boolean => fieldsOf(value)['exclude'] === true;
  return {
    including: all.filter((each) => !isExcluding(each)).map(({ value }) => value),
    excluding: all.filter(isExcluding).map(({ value }) => value),
  };
}

/** What a generator says beside its lists, and each entry of these, so that one more changes no other. */
function partsOf(generator: Fields): Selected[] {
  const rest = Object.entries(generator).map(([kind, fields]) => [
    kind,
    isRecord(fields)
      ? Object.fromEntries(
          Object.entries(fields).filter(([name]) => !lists.includes(`${kind}.${name}`) && !beside.has(name)),
        )
      : fields,
  ]);
  const entries = lists.flatMap((list) => select(generator, `${list}[]`));
  return [
    { value: Object.fromEntries(rest), path: [] },
    ...entries.flatMap((entry) =>
      lists.some((list) => select(entry.value, list).length > 0) ? partsOf(fieldsOf(entry.value)) : [entry],
    ),
  ];
}
