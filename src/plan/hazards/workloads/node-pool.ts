import type { KubernetesObject } from '../../../manifest/object.ts';
import { fieldsOf, select, selectMaps, selectTexts, textOf } from '../../../manifest/select.ts';
import { shown } from '../../../manifest/shown.ts';
import type { Hazard, Reviewed } from '../hazard.ts';

/** Node pools of Karpenter that make fewer kinds of nodes, take fewer pods, or replace more nodes at once. */
export function nodePoolChanges({ type, before, after }: Reviewed): Hazard[] {
  if (type !== 'karpenter.sh/NodePool' || before === undefined || after === undefined) return [];
  const tell = (rule: string, message: string, field: string): Hazard => ({
    severity: 'warning',
    rule,
    message,
    path: ['spec', ...field.split('.')],
  });
  const most = budgetCut(before, after);
  return [
    ...lostNodes(before, after).map((message) => tell('capacity-cut', message, 'template.spec.requirements')),
    ...newTaints(before, after).map((taint) =>
      tell('selector-change', `takes only pods that tolerate ${taint}`, 'template.spec.taints'),
    ),
    ...(most === undefined ? [] : [tell('protection-cut', most, 'disruption.budgets')]),
  ];
}

/** Karpenter 1.14, `pkg/controllers/nodeclaim/disruption/drift.go`: nodes that meet its requirements no more are replaced. */
function lostNodes(before: KubernetesObject, after: KubernetesObject): string[] {
  const [was, is] = [requirementsOf(before), requirementsOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [old, now] = [was.get(key), is.get(key)];
    const lost = old?.in && now?.in && [...old.in].filter((value) => !now.in?.has(value));
    const refused = [...(now?.notIn ?? [])].filter(
      (value) => old?.notIn.has(value) !== true && old?.in?.has(value) !== false,
    );
    if (old?.in === undefined && now?.in !== undefined && key !== everyNode)
      return [`makes only nodes whose ${key} is ${[...now.in].join(', ')}: others are replaced`];
    const gone = new Set([...(lost ?? []), ...refused]);
    return gone.size === 0
      ? []
      : [`makes no more nodes whose ${key} is ${[...gone].join(', ')}: these are replaced`];
  });
}

/** Nodes are of Linux but where their class says otherwise, so that saying it leaves none out. */
const everyNode = 'kubernetes.io/os';

/** What a label of nodes may be; nothing where it may be anything. */
interface Requirement {
  readonly in: ReadonlySet<string> | undefined;
  readonly notIn: ReadonlySet<string>;
}

/** Of several for one label, all hold. */
function requirementsOf(pool: KubernetesObject): Map<string, Requirement> {
  const all = selectMaps(pool, 'spec.template.spec.requirements[]').map(({ value }) => value);
  return new Map(
    [...Map.groupBy(all, (each) => textOf(each, 'key') ?? '')].map(([key, some]) => {
      const sets = (operator: string): Set<string>[] =>
        some
          .filter((each) => each['operator'] === operator)
          .map((each) => new Set(select(each, 'values[]').map(({ value }) => shown(value))));
      const [first, ...others] = sets('In');
      return [
        key,
        {
          in: first && others.reduce((common, each) => common.intersection(each), first),
          notIn: sets('NotIn').reduce((union, each) => union.union(each), new Set()),
        },
      ];
    }),
  );
}

/** Those that only wish keep no pod away. */
function newTaints(before: KubernetesObject, after: KubernetesObject): string[] {
  const taintsOf = (pool: KubernetesObject): Set<string> =>
    new Set(
      selectMaps(pool, 'spec.template.spec.taints[]')
        .filter(({ value }) => value['effect'] !== 'PreferNoSchedule')
        .map(({ value }) => {
          const [key = '', text = '', effect = ''] = ['key', 'value', 'effect'].map((name) =>
            textOf(value, name),
          );
          return `${key}${text === '' ? '' : `=${text}`}:${effect}`;
        }),
    );
  return [...taintsOf(after).difference(taintsOf(before))];
}

function budgetCut(before: KubernetesObject, after: KubernetesObject): string | undefined {
  const [was = '', is = ''] = [before, after].map(budgetOf);
  const [old, now] = [was, is].map((text) => Number.parseFloat(text));
  const isWider = was.endsWith('%') === is.endsWith('%') ? Number(now) > Number(old) : is === '100%';
  return isWider ? `lets more of its nodes be replaced at once: ${is}, not ${was}` : undefined;
}

/**
 * The one budget that holds at all times and for all reasons; which of several is the strictest depends on how many nodes
 * there are. Karpenter 1.14, `pkg/apis/v1/nodepool.go`: 10 % where nothing is said, and all where no budget holds.
 */
function budgetOf(pool: KubernetesObject): string | undefined {
  if (fieldsOf(pool, 'spec', 'disruption')['budgets'] === undefined) return '10%';
  const always = selectMaps(pool, 'spec.disruption.budgets[]').filter(
    ({ value }) => !('schedule' in value) && !('reasons' in value),
  );
  const [only, ...others] = always.flatMap(({ value }) => selectTexts(value, 'nodes'));
  return others.length > 0 ? undefined : (only?.value ?? '100%');
}
